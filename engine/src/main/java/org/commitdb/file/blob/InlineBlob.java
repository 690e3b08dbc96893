package org.commitdb.file.blob;

import java.util.Optional;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/// A blob whose bytes are in its log record.
///
/// **Shape** of the payload of BLOB_INLINE: blob id (32 B), layout (string), then the bytes, to the
/// end; or, with the flag LZ4 of the record, the varint length of the bytes and their LZ4 block.
///
/// **Invariants**: no array leaks that the caller does not own.
///
/// @param id the hash of layout and bytes
/// @param layout the text of the layout
/// @param bytes the bytes, which the receiver owns
public record InlineBlob(BlobId id, String layout, byte[] bytes) {

    /// The longest payload that is written; larger blobs lie outside the log.
    public static final int MAX_PAYLOAD = 1 << 15;

    /// The most bytes that a compressed one can have.
    public static final int MAX_COMPRESSED = 1 << BlobRecord.LOG2_FRAME;

    /// A payload and how it is stored.
    ///
    /// @param bytes the payload
    /// @param compressed whether the record has the flag LZ4
    /// @param storedSize how many of the bytes hold those of the blob
    public record Payload(byte[] bytes, boolean compressed, int storedSize) {}

    /// What a payload says without decoding the bytes.
    ///
    /// @param id the hash of layout and bytes
    /// @param layout the text of the layout
    /// @param size how many bytes the blob has
    /// @param storedSize how many bytes hold them
    public record Outline(BlobId id, String layout, long size, long storedSize) {}

    /// The shortest payload for the first `length` bytes of `bytes`, null when it is longer than
    /// [#MAX_PAYLOAD].
    public static @Nullable Payload encode(BlobId id, String layout, byte[] bytes, int length) {
        int head = BlobId.SIZE + Utf8.encode(layout).length + Integer.BYTES;
        if (length > MAX_COMPRESSED || head > MAX_PAYLOAD) {
            return null;
        }
        byte[] block = new Lz4Frames().compress(bytes, 0, length);
        boolean compressed = CodecChoice.pays(length, block.length + (long) Integer.BYTES);
        ByteWriter writer = new ByteWriter(head + Math.min(length, block.length) + Long.BYTES);
        writer.writeBytes(id.toByteArray()).writeString(layout);
        if (compressed) {
            writer.writeVarint(length).writeBytes(block);
        } else {
            writer.writeBytes(bytes, 0, length);
        }
        return writer.size() > MAX_PAYLOAD
                ? null
                : new Payload(writer.toByteArray(), compressed, compressed ? block.length : length);
    }

    /// What a payload holds; `source` names it in messages.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException].
    public static InlineBlob decode(byte[] payload, boolean compressed, String source) {
        ByteReader reader = new ByteReader(payload, source);
        BlobId id = BlobId.of(reader.readBytes(BlobId.SIZE));
        String layout = reader.readString();
        if (!compressed) {
            return new InlineBlob(id, layout, reader.readBytes(reader.remaining()));
        }
        int length = readLength(reader);
        Optional<byte[]> bytes =
                new Lz4Frames().decompress(reader.readBytes(reader.remaining()), length);
        return new InlineBlob(
                id,
                layout,
                bytes.orElseThrow(() ->
                        reader.corrupt("an LZ4 block of " + length + " bytes", "another block")));
    }

    /// What a payload says without decoding the bytes.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException].
    public static Outline outline(byte[] payload, boolean compressed, String source) {
        ByteReader reader = new ByteReader(payload, source);
        BlobId id = BlobId.of(reader.readBytes(BlobId.SIZE));
        String layout = reader.readString();
        long size = compressed ? readLength(reader) : reader.remaining();
        return new Outline(id, layout, size, reader.remaining());
    }

    private static int readLength(ByteReader reader) {
        long length = reader.readVarint();
        if (length < 0 || length > MAX_COMPRESSED) {
            throw reader.corrupt(
                    "at most " + MAX_COMPRESSED + " bytes", Long.toUnsignedString(length));
        }
        return (int) length;
    }
}
