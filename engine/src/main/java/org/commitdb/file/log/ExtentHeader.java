package org.commitdb.file.log;

import org.commitdb.bytes.SaltedCrc;
import org.jspecify.annotations.Nullable;

/// The first bytes of a LOG extent. Reading the log forwards needs only what the record before it
/// says; the header lets tools find the extents of a damaged file.
///
/// **Shape**, little-endian:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | crc: salted checksum of the rest |
/// | 4 | 4 | `LOGX` |
/// | 8 | 8 | extentSeq, from 1 on |
/// | 16 | 8 | offset of the LOG extent before, 0 for none |
/// | 24 | 8 | seq of the first record |
/// | 32 | 8 | length of the extent, in bytes |
/// | 40 | 4 | prevCrc of the first record |
/// | 44 | 20 | 0 |
public final class ExtentHeader {

    /// Bytes in a header.
    public static final int SIZE = 64;

    static final int CRC = 0;
    static final int MAGIC = CRC + Integer.BYTES;
    static final int EXTENT_SEQ = MAGIC + Integer.BYTES;
    static final int PREVIOUS = EXTENT_SEQ + Long.BYTES;
    static final int FIRST_SEQ = PREVIOUS + Long.BYTES;
    static final int EXTENT_LENGTH = FIRST_SEQ + Long.BYTES;
    static final int PREV_CRC = EXTENT_LENGTH + Long.BYTES;

    /// `LOGX`, read as a little-endian number.
    static final int MAGIC_VALUE = 'L' | 'O' << 8 | 'G' << 16 | 'X' << 24;

    private ExtentHeader() {}

    /// The header of an extent that begins with the record expected at `first`.
    public static byte[] encode(SaltedCrc checksum, LogPosition first, long previousOffset) {
        byte[] bytes = new byte[SIZE];
        encode(checksum, first, previousOffset, bytes, 0);
        return bytes;
    }

    static void encode(
            SaltedCrc checksum, LogPosition first, long previousOffset, byte[] target, int at) {
        LogRecord.INT.set(target, at + MAGIC, MAGIC_VALUE);
        LogRecord.LONG.set(target, at + EXTENT_SEQ, first.extent().seq());
        LogRecord.LONG.set(target, at + PREVIOUS, previousOffset);
        LogRecord.LONG.set(target, at + FIRST_SEQ, first.seq());
        LogRecord.LONG.set(target, at + EXTENT_LENGTH, first.extent().length());
        LogRecord.INT.set(target, at + PREV_CRC, first.prevCrc());
        LogRecord.INT.set(
                target,
                at + CRC,
                checksum.of(first.extent().offset(), target, at + MAGIC, SIZE - MAGIC));
    }

    /// The place of the first record, when `bytes` are the sound header of an extent at `offset`;
    /// null otherwise.
    public static @Nullable LogPosition decode(SaltedCrc checksum, long offset, byte[] bytes) {
        long length = (long) LogRecord.LONG.get(bytes, EXTENT_LENGTH);
        long seq = (long) LogRecord.LONG.get(bytes, EXTENT_SEQ);
        long first = (long) LogRecord.LONG.get(bytes, FIRST_SEQ);
        if (!isValid(checksum, offset, bytes)
                || !LogExtent.isValid(offset, length, seq)
                || first <= 0) {
            return null;
        }
        LogExtent extent = new LogExtent(offset, length, seq);
        int prevCrc = (int) LogRecord.INT.get(bytes, PREV_CRC);
        return new LogPosition(extent, extent.firstRecord(), first, prevCrc);
    }

    /// Whether `bytes` are the header of an extent at `offset`.
    static boolean isValid(SaltedCrc checksum, long offset, byte[] bytes) {
        return (int) LogRecord.INT.get(bytes, MAGIC) == MAGIC_VALUE
                && (int) LogRecord.INT.get(bytes, CRC)
                        == checksum.of(offset, bytes, MAGIC, SIZE - MAGIC);
    }

    /// Whether `bytes` are the header of the extent that begins with the record expected at
    /// `first`.
    static boolean matches(SaltedCrc checksum, LogPosition first, byte[] bytes) {
        return isValid(checksum, first.extent().offset(), bytes)
                && (long) LogRecord.LONG.get(bytes, EXTENT_SEQ) == first.extent().seq()
                && (long) LogRecord.LONG.get(bytes, FIRST_SEQ) == first.seq()
                && (long) LogRecord.LONG.get(bytes, EXTENT_LENGTH) == first.extent().length()
                && (int) LogRecord.INT.get(bytes, PREV_CRC) == first.prevCrc();
    }
}
