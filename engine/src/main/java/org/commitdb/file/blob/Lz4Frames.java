package org.commitdb.file.blob;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/// Compresses and decompresses one frame of content as one LZ4 block.
///
/// **Invariants:** pure Java on `byte[]`; no native code and no unchecked memory access. A block
/// never decodes to more bytes than the caller expects, and no array is larger than
/// [#MAX_FRAME_BYTES] and LZ4's overhead.
///
/// **Threads:** immutable, safe for any number of threads.
///
/// **Source:** LZ4 Block Format Description, github.com/lz4/lz4, `doc/lz4_Block_format.md`.
final class Lz4Frames {
    /// The largest frame: 1 MiB of content.
    static final int MAX_FRAME_BYTES = 1 << 20;

    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;

    Lz4Frames() {
        LZ4Factory factory = LZ4Factory.safeInstance();
        this.compressor = factory.fastCompressor();
        this.decompressor = factory.safeDecompressor();
    }

    /// Returns the LZ4 block of `content`.
    ///
    /// **Errors:** `IllegalArgumentException` if `content` is longer than [#MAX_FRAME_BYTES].
    ///
    /// **Cost:** O(n), one array of the largest size that n bytes can take, one of the result.
    byte[] compress(byte[] content) {
        return compress(content, 0, content.length);
    }

    /// Returns the LZ4 block of `length` bytes of `content` from `offset` on, as
    /// [#compress(byte\[\])] does.
    byte[] compress(byte[] content, int offset, int length) {
        checkContentLength(length);
        byte[] block = new byte[compressor.maxCompressedLength(length)];
        int blockBytes = compressor.compress(content, offset, length, block, 0, block.length);
        return Arrays.copyOf(block, blockBytes);
    }

    /// Returns the content of `block`, or nothing if it is not an LZ4 block of exactly
    /// `contentBytes` bytes.
    ///
    /// **Errors:** `IllegalArgumentException` if `contentBytes` is negative or above
    /// [#MAX_FRAME_BYTES]: a length that comes from a file is checked against the frame size before
    /// it comes here.
    ///
    /// **Cost:** O(`contentBytes`), one array of that size, whatever `block` holds.
    Optional<byte[]> decompress(byte[] block, int contentBytes) {
        Objects.requireNonNull(block, "block");
        checkContentLength(contentBytes);
        byte[] content = new byte[contentBytes];
        try {
            int decodedBytes =
                    decompressor.decompress(block, 0, block.length, content, 0, contentBytes);
            return decodedBytes == contentBytes ? Optional.of(content) : Optional.empty();
        } catch (LZ4Exception malformedBlock) {
            return Optional.empty();
        }
    }

    private static void checkContentLength(int contentBytes) {
        if (contentBytes < 0 || contentBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "a frame holds 0 to " + MAX_FRAME_BYTES + " bytes, not " + contentBytes);
        }
    }
}
