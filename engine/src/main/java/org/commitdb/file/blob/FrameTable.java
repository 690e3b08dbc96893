package org.commitdb.file.blob;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.SaltedCrc;

/// The frame table of a blob: how long each stored frame is, and its checksum.
///
/// **Shape**: groups of 64 frames, each 528 bytes, so that finding one frame costs one group:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 8 | position of the group's first frame in the run of the extents |
/// | 8 | 64 × 8 | for each frame: u32 stored length, with bit 31 when it is stored as it is; u32 checksum of the stored bytes, the place is that of its first byte in the file; 0 for frames that are not there |
/// | 520 | 4 | checksum of the blob id and the bytes before; the place is that of the group in the file |
/// | 524 | 4 | 0 |
///
/// The blob id in the checksum tells the group from one of another blob that lay there before.
///
/// **Threads**: one writes. **Cost**: 8 bytes of heap for each frame while a blob is written.
final class FrameTable {

    /// Frames in a group.
    static final int GROUP_FRAMES = 64;

    /// Bytes of a group.
    static final int GROUP_SIZE = Long.BYTES + GROUP_FRAMES * Long.BYTES + Long.BYTES;

    /// The bit of a frame that is stored as it is.
    static final int RAW_BIT = 1 << 31;

    private static final int CRC = GROUP_SIZE - Long.BYTES;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private int[] lengths = new int[GROUP_FRAMES];
    private int[] checksums = new int[GROUP_FRAMES];
    private int count;

    /// The bytes that the table of so many frames takes.
    static long sizeFor(long frames) {
        return Math.ceilDiv(frames, GROUP_FRAMES) * GROUP_SIZE;
    }

    /// Adds the next frame.
    void add(int storedLength, boolean raw, int checksum) {
        if (count == lengths.length) {
            int more = Math.multiplyExact(count, 2);
            lengths = Arrays.copyOf(lengths, more);
            checksums = Arrays.copyOf(checksums, more);
        }
        lengths[count] = raw ? storedLength | RAW_BIT : storedLength;
        checksums[count] = checksum;
        count++;
    }

    /// How many groups there are.
    int groupCount() {
        return Math.ceilDiv(count, GROUP_FRAMES);
    }

    /// The bytes of the group numbered `index`, which begins at `offset` of the file and whose
    /// first frame lies at `position`.
    byte[] group(int index, long position, BlobId id, SaltedCrc checksum, long offset) {
        byte[] group = new byte[GROUP_SIZE];
        LONG.set(group, 0, position);
        int first = index * GROUP_FRAMES;
        for (int i = 0; i < GROUP_FRAMES && first + i < count; i++) {
            INT.set(group, entry(i), lengths[first + i]);
            INT.set(group, entry(i) + Integer.BYTES, checksums[first + i]);
        }
        INT.set(group, CRC, checksumOf(group, id, checksum, offset));
        return group;
    }

    /// Where the group behind the one numbered `index` begins, which begins at `position`.
    long nextPosition(int index, long position) {
        long next = position;
        int end = Math.min(count, (index + 1) * GROUP_FRAMES);
        for (int frame = index * GROUP_FRAMES; frame < end; frame++) {
            next += lengths[frame] & ~RAW_BIT;
        }
        return next;
    }

    /// Whether `group`, found at `offset`, is a group of the blob `id`.
    static boolean isSound(byte[] group, BlobId id, SaltedCrc checksum, long offset) {
        return (int) INT.get(group, CRC) == checksumOf(group, id, checksum, offset)
                && (int) INT.get(group, CRC + Integer.BYTES) == 0;
    }

    /// Where the first frame of a group lies.
    static long position(byte[] group) {
        return (long) LONG.get(group, 0);
    }

    /// The stored length of a frame of a group.
    static int storedLength(byte[] group, int frame) {
        return (int) INT.get(group, entry(frame)) & ~RAW_BIT;
    }

    /// Whether a frame of a group is stored as it is.
    static boolean isRaw(byte[] group, int frame) {
        return ((int) INT.get(group, entry(frame)) & RAW_BIT) != 0;
    }

    /// The checksum of a frame of a group.
    static int checksum(byte[] group, int frame) {
        return (int) INT.get(group, entry(frame) + Integer.BYTES);
    }

    private static int entry(int frame) {
        return Long.BYTES + frame * Long.BYTES;
    }

    private static int checksumOf(byte[] group, BlobId id, SaltedCrc checksum, long offset) {
        byte[] bytes = new byte[BlobId.SIZE + CRC];
        id.copyTo(bytes, 0);
        System.arraycopy(group, 0, bytes, BlobId.SIZE, CRC);
        return checksum.of(offset, bytes);
    }
}
