package org.commitdb.file.log;

import java.io.IOException;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Looks for sound records behind a place where the chain breaks.
///
/// They can lie in the same extent, at any aligned offset, or in a later extent, which was taken
/// from the end of the file and begins with a sound header. When nothing else is known of the file,
/// they are looked for everywhere.
final class LaterRecords {

    private static final int PIECE = 1 << 16;
    private static final int OVERLAP = LogRecord.HEADER_SIZE;
    private static final byte[] ZEROES = new byte[4096];

    private static final long MAX_VERIFIED = 1L << 28;

    private final Storage storage;
    private final SaltedCrc checksum;
    private final LogPosition expected;
    private final long unallocated;
    private final long fileSize;
    private long verifiedBytes;

    /// Looks behind `expected`; nothing was allocated from `unallocated` on before.
    LaterRecords(Storage storage, SaltedCrc checksum, LogPosition expected, long unallocated)
            throws IOException {
        this.unallocated = unallocated;
        this.storage = storage;
        this.checksum = checksum;
        this.expected = expected;
        this.fileSize = storage.size();
    }

    /// A sound record that was built when the expected one was known to be durable, null if there
    /// is none.
    @Nullable LogRecord findWitness() throws IOException {
        LogExtent extent = expected.extent();
        LogRecord witness = find(expected.offset(), Math.min(extent.end(), fileSize));
        for (long at = Math.ceilDiv(unallocated, LogExtent.ALIGNMENT) * LogExtent.ALIGNMENT;
                witness == null && at < fileSize;
                at += LogExtent.ALIGNMENT) {
            long length = lengthOfExtentAt(at);
            if (length > 0) {
                witness = find(at + ExtentHeader.SIZE, Math.min(at + length, fileSize));
            }
        }
        return witness;
    }

    /// The same, wherever in the rest of the file.
    @Nullable LogRecord findAnywhere() throws IOException {
        return find(expected.offset(), fileSize);
    }

    /// The length that the extent at `offset` claims, 0 if there is none that could follow.
    private long lengthOfExtentAt(long offset) throws IOException {
        if (fileSize - offset < ExtentHeader.SIZE) {
            return 0;
        }
        byte[] header = new byte[ExtentHeader.SIZE];
        storage.read(offset, header, 0, header.length);
        if (!ExtentHeader.isValid(checksum, offset, header)) {
            return 0;
        }
        long length = (long) LogRecord.LONG.get(header, ExtentHeader.EXTENT_LENGTH);
        long seq = (long) LogRecord.LONG.get(header, ExtentHeader.EXTENT_SEQ);
        return LogExtent.isValid(offset, length, seq) ? length : 0;
    }

    private @Nullable LogRecord find(long from, long end) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(0, end - from))];
        for (long start = from; end - start >= LogRecord.HEADER_SIZE; ) {
            int length = (int) Math.min(piece.length, end - start);
            storage.read(start, piece, 0, length);
            int at = 0;
            while (at <= length - LogRecord.HEADER_SIZE) {
                if ((long) LogRecord.LONG.get(piece, at + LogRecord.SEQ) == 0) {
                    at += zeroes(piece, at + LogRecord.SEQ, length);
                    continue;
                }
                if (isCandidate(piece, at, end - start - at)) {
                    LogRecord record = verified(start + at, piece, at);
                    if (record != null) {
                        return record;
                    }
                }
                at += LogRecord.ALIGNMENT;
            }
            start += start + length == end ? length : length - OVERLAP;
        }
        return null;
    }

    /// How many zeroes lie at `from`, in whole words; at most as many as are looked at in one go.
    /// No record has the number 0, so none begins before a word of them. The room that the log has
    /// not reached yet is zero, and most of what is looked through.
    private static int zeroes(byte[] piece, int from, int end) {
        int count = Math.min(ZEROES.length, end - from);
        int other = Arrays.mismatch(piece, from, from + count, ZEROES, 0, count);
        return (other < 0 ? count : other) & -LogRecord.ALIGNMENT;
    }

    private boolean isCandidate(byte[] piece, int at, long room) {
        long seq = (long) LogRecord.LONG.get(piece, at + LogRecord.SEQ);
        if (seq <= expected.seq()) {
            return false;
        }
        long durableSeq = (long) LogRecord.LONG.get(piece, at + LogRecord.DURABLE_SEQ);
        int length = (int) LogRecord.INT.get(piece, at + LogRecord.LENGTH);
        return durableSeq >= expected.seq()
                && durableSeq < seq
                && (short) LogRecord.SHORT.get(piece, at + LogRecord.RESERVED) == 0
                && length >= 0
                && length <= LogRecord.MAX_PAYLOAD
                && LogRecord.sizeOf(length) <= room;
    }

    private @Nullable LogRecord verified(long offset, byte[] piece, int at) throws IOException {
        byte[] bytes =
                new byte[LogRecord.sizeOf((int) LogRecord.INT.get(piece, at + LogRecord.LENGTH))];
        verifiedBytes += bytes.length;
        if (verifiedBytes > MAX_VERIFIED) {
            // Only a file that was made to keep us busy has so many look-alikes of records.
            return null;
        }
        storage.read(offset, bytes, 0, bytes.length);
        int crc = checksum.of(offset, bytes, LogRecord.LENGTH, bytes.length - LogRecord.LENGTH);
        return crc == (int) LogRecord.INT.get(bytes, LogRecord.CRC)
                ? new LogRecord(offset, bytes)
                : null;
    }
}
