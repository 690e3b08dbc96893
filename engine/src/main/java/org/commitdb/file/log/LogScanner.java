package org.commitdb.file.log;

import java.io.IOException;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Reads the records of the log one after the other, from a given place on, and stops at the first
/// that does not continue the chain.
///
/// **Threads**: one. **Errors**: [IOException] as the disk reports it; [IncompatibleException] when
/// a sound record is of a type that this engine must know and does not. **Cost**: each byte is read
/// once, in pieces of 16 KiB at first, for little follows most checkpoints, and later of 256 KiB.
public final class LogScanner {

    private static final int PIECE = 1 << 18;
    private static final int FIRST_PIECE = 1 << 14;

    private final Storage storage;
    private final SaltedCrc checksum;
    private final long fileSize;
    private final int maxPieceSize;

    private LogPosition position;
    private boolean headerPending;
    private byte[] piece = {};
    private long pieceOffset;
    private int pieceLength;
    private int pieceSize;

    /// A scanner whose first record is expected at `start`.
    public LogScanner(Storage storage, SaltedCrc checksum, LogPosition start) throws IOException {
        this(storage, checksum, start, PIECE);
    }

    /// The same, which reads pieces of at most `pieceSize` bytes, or of one record.
    public LogScanner(Storage storage, SaltedCrc checksum, LogPosition start, int pieceSize)
            throws IOException {
        this.maxPieceSize = pieceSize;
        this.pieceSize = Math.min(FIRST_PIECE, pieceSize);
        this.storage = storage;
        this.checksum = checksum;
        this.fileSize = storage.size();
        this.position = start;
    }

    /// Where the next record is expected, or was when [#next] found none.
    public LogPosition position() {
        return position;
    }

    /// The next record, or null when no sound one is there.
    public @Nullable LogRecord next() throws IOException {
        LogExtent extent = position.extent();
        long offset = position.offset();
        long end = Math.min(extent.end(), fileSize);
        if (headerPending && !hasHeader()) {
            return null;
        }
        headerPending = false;
        if (end - offset < LogRecord.HEADER_SIZE) {
            return null;
        }
        load(offset, LogRecord.HEADER_SIZE, end);
        int at = (int) (offset - pieceOffset);
        int length = (int) LogRecord.INT.get(piece, at + LogRecord.LENGTH);
        if (length < 0
                || length > LogRecord.MAX_PAYLOAD
                || LogRecord.sizeOf(length) > end - offset
                || (long) LogRecord.LONG.get(piece, at + LogRecord.SEQ) != position.seq()
                || (int) LogRecord.INT.get(piece, at + LogRecord.PREV_CRC) != position.prevCrc()) {
            return null;
        }
        int recordSize = LogRecord.sizeOf(length);
        load(offset, recordSize, end);
        at = (int) (offset - pieceOffset);
        int crc = checksum.of(offset, piece, at + LogRecord.LENGTH, recordSize - LogRecord.LENGTH);
        if (crc != (int) LogRecord.INT.get(piece, at + LogRecord.CRC)) {
            return null;
        }
        LogRecord record = new LogRecord(offset, Arrays.copyOfRange(piece, at, at + recordSize));
        checkKnown(record);
        return follow(record) ? record : null;
    }

    /// Moves behind `record`; false when it leads nowhere.
    private boolean follow(LogRecord record) {
        if (!record.is(RecordType.NEXT_EXTENT)) {
            if (!LogPosition.isValid(position.extent(), record.end(), record.seq() + 1)) {
                return false;
            }
            position =
                    new LogPosition(
                            position.extent(), record.end(), record.seq() + 1, record.crc());
            return true;
        }
        if (record.payloadLength() != 3 * Long.BYTES) {
            return false;
        }
        long offset = record.payloadLong(0);
        long length = record.payloadLong(Long.BYTES);
        long seq = record.payloadLong(2 * Long.BYTES);
        if (!LogExtent.isValid(offset, length, seq) || seq != position.extent().seq() + 1) {
            return false;
        }
        LogExtent next = new LogExtent(offset, length, seq);
        position = new LogPosition(next, next.firstRecord(), record.seq() + 1, record.crc());
        headerPending = true;
        return true;
    }

    private boolean hasHeader() throws IOException {
        long offset = position.extent().offset();
        if (fileSize - offset < ExtentHeader.SIZE) {
            return false;
        }
        byte[] header = new byte[ExtentHeader.SIZE];
        storage.read(offset, header, 0, header.length);
        return ExtentHeader.matches(checksum, position, header);
    }

    /// Has at least `needed` bytes from `offset` on in the piece, none of them behind `end`.
    private void load(long offset, int needed, long end) throws IOException {
        if (offset >= pieceOffset && offset + needed <= pieceOffset + pieceLength) {
            return;
        }
        int wanted = (int) Math.min(end - offset, Math.max(needed, pieceSize));
        if (piece.length < wanted) {
            piece = new byte[wanted];
        }
        pieceLength = 0;
        int length = readPiece(offset, needed, wanted);
        pieceOffset = offset;
        pieceLength = length;
        pieceSize = Math.min(2 * pieceSize, maxPieceSize);
    }

    /// Reads `wanted` bytes into the piece; fewer, but those that are `needed`, when the disk
    /// cannot supply all: what lies further on does no harm to the record here. Returns how many.
    private int readPiece(long offset, int needed, int wanted) throws IOException {
        for (int length = wanted; ; length = Math.max(needed, length / 2)) {
            try {
                storage.read(offset, piece, 0, length);
                return length;
            } catch (IOException e) {
                if (length == needed) {
                    throw e;
                }
            }
        }
    }

    private void checkKnown(LogRecord record) {
        int code = record.typeCode();
        if (code < LogRecord.FIRST_SKIPPABLE_TYPE && RecordType.ofCode(code) == null) {
            String found = "a log record of type " + code;
            throw new IncompatibleException(
                    storage.name()
                            + ": holds "
                            + found
                            + ", which this version does not know; open it with a newer version",
                    storage.name(),
                    "record types of this version",
                    found);
        }
    }
}
