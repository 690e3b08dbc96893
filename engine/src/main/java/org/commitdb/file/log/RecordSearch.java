package org.commitdb.file.log;

import java.io.IOException;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Finds sound records in a stretch of a damaged file, wherever they lie, without following the
/// chain.
///
/// A record is recognised by its checksum, which is salted by file and offset, so that copies of
/// records elsewhere do not count. Bytes that the disk cannot supply are passed over.
///
/// **Threads**: one. **Cost**: each byte is read once; look-alikes of records are verified until
/// they have cost four times the stretch and 256 MiB more, then none but short ones.
public final class RecordSearch {

    private static final int PIECE = 1 << 18;
    private static final int SECTOR = 1 << 12;
    private static final long FREE_LOOK_ALIKES = 1L << 28;
    private static final int SHORT_RECORD = 1 << 8;
    private static final int KNOWN_FLAGS = 7;

    private final Storage storage;
    private final SaltedCrc checksum;
    private final long end;
    private final byte[] piece = new byte[PIECE];
    private long pieceOffset;
    private int pieceLength;
    private long at;
    private long wastable;

    /// A search from `from`, which is 8-aligned, to `to` or the end of the file.
    public RecordSearch(Storage storage, SaltedCrc checksum, long from, long to)
            throws IOException {
        this.storage = storage;
        this.checksum = checksum;
        this.at = from;
        this.end = Math.min(to, storage.size());
        this.wastable = FREE_LOOK_ALIKES + 4 * Math.max(0, end - from);
    }

    /// How far the search is.
    public long position() {
        return at;
    }

    /// The next sound record, null when there is none left.
    public @Nullable LogRecord next() {
        while (end - at >= LogRecord.HEADER_SIZE) {
            load(at);
            int index = (int) (at - pieceOffset);
            LogRecord record = isCandidate(index, end - at) ? verified(index) : null;
            if (record != null) {
                at = record.end();
                return record;
            }
            at += LogRecord.ALIGNMENT;
        }
        at = Math.max(at, end);
        return null;
    }

    /// Where the log goes on behind a place where the chain breaks: at the next sound record there,
    /// or at the next extent; null when it does not.
    public static @Nullable LogPosition resume(
            Storage storage, SaltedCrc checksum, LogPosition broken) throws IOException {
        LogExtent extent = broken.extent();
        RecordSearch search = new RecordSearch(storage, checksum, broken.offset(), extent.end());
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            boolean further = record.offset() > broken.offset() && record.seq() > broken.seq();
            boolean unchained =
                    record.seq() == broken.seq() && record.prevCrc() != broken.prevCrc();
            if ((further || unchained)
                    && LogPosition.isValid(extent, record.offset(), record.seq())) {
                return new LogPosition(extent, record.offset(), record.seq(), record.prevCrc());
            }
        }
        long size = storage.size();
        byte[] header = new byte[ExtentHeader.SIZE];
        for (long offset = extent.end();
                size - offset >= header.length;
                offset += LogExtent.ALIGNMENT) {
            readOrZero(storage, offset, header, 0, header.length);
            LogPosition first = ExtentHeader.decode(checksum, offset, header);
            if (first != null
                    && first.extent().seq() > extent.seq()
                    && first.seq() > broken.seq()) {
                return first;
            }
        }
        return null;
    }

    private boolean isCandidate(int index, long room) {
        long seq = (long) LogRecord.LONG.get(piece, index + LogRecord.SEQ);
        long durable = (long) LogRecord.LONG.get(piece, index + LogRecord.DURABLE_SEQ);
        int length = (int) LogRecord.INT.get(piece, index + LogRecord.LENGTH);
        return seq > 0
                && durable >= 0
                && durable < seq
                && (short) LogRecord.SHORT.get(piece, index + LogRecord.RESERVED) == 0
                && piece[index + LogRecord.TYPE] != 0
                && (piece[index + LogRecord.FLAGS] & ~KNOWN_FLAGS) == 0
                && length >= 0
                && length <= LogRecord.MAX_PAYLOAD
                && LogRecord.sizeOf(length) <= room;
    }

    private @Nullable LogRecord verified(int index) {
        int size = LogRecord.sizeOf((int) LogRecord.INT.get(piece, index + LogRecord.LENGTH));
        if (wastable < size && size > SHORT_RECORD) {
            return null;
        }
        byte[] bytes;
        if (index + size <= pieceLength) {
            bytes = piece;
        } else {
            bytes = new byte[size];
            index = 0;
            read(at, bytes, size);
        }
        int crc = checksum.of(at, bytes, index + LogRecord.LENGTH, size - LogRecord.LENGTH);
        if (crc != (int) LogRecord.INT.get(bytes, index + LogRecord.CRC)) {
            wastable -= size;
            return null;
        }
        return new LogRecord(at, Arrays.copyOfRange(bytes, index, index + size));
    }

    /// Has the header of a record at `offset` in the piece.
    private void load(long offset) {
        if (offset >= pieceOffset && offset + LogRecord.HEADER_SIZE <= pieceOffset + pieceLength) {
            return;
        }
        pieceOffset = offset;
        pieceLength = (int) Math.min(PIECE, end - offset);
        read(offset, piece, pieceLength);
    }

    private void read(long offset, byte[] target, int length) {
        try {
            storage.read(offset, target, 0, length);
        } catch (IOException e) {
            // Sector by sector, so that only what lies in a bad one is lost.
            for (int done = 0; done < length; ) {
                int toSectorEnd = SECTOR - (int) ((offset + done) % SECTOR);
                int part = Math.min(toSectorEnd, length - done);
                readOrZero(storage, offset + done, target, done, part);
                done += part;
            }
        }
    }

    /// Reads zeroes where the disk refuses: what cannot be read holds no record that could be used.
    private static void readOrZero(
            Storage storage, long offset, byte[] target, int from, int length) {
        try {
            storage.read(offset, target, from, length);
        } catch (IOException e) {
            Arrays.fill(target, from, from + length, (byte) 0);
        }
    }
}
