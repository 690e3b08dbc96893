package org.commitdb.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.Storage;

/// Builds the records of one transaction after another and writes each transaction at the end of
/// the log.
///
/// The records that fit into the current extent go out in one write, with a terminator of zeroes
/// behind. When a transaction goes on into further extents, those are written first and the current
/// one last: until that final write nothing in the log refers to them, so a failure before it
/// leaves the log as it was.
///
/// **Invariants**: every extent keeps room for a NEXT_EXTENT record and a terminator. **Threads**:
/// one. **Cost**: one copy of each payload into a buffer that is kept.
public final class TransactionEncoder {

    /// Zeroes behind the last record, the size of a record header.
    public static final int TERMINATOR_SIZE = LogRecord.HEADER_SIZE;

    private static final int NEXT_EXTENT_PAYLOAD = 3 * Long.BYTES;
    private static final int RESERVE =
            LogRecord.HEADER_SIZE + NEXT_EXTENT_PAYLOAD + TERMINATOR_SIZE;
    private static final int KEPT_CAPACITY = 1 << 20;

    private final Storage storage;
    private final SaltedCrc checksum;
    private final ExtentAllocator allocator;

    private byte[] buffer = new byte[1 << 14];
    private int size;
    private int open = -1;

    private LogPosition position;
    private long txnId;
    private long durableSeq;

    private long firstOffset;
    private int firstSize = -1;
    private long segmentOffset;

    /// An encoder whose next transaction begins at `tail`.
    public TransactionEncoder(
            Storage storage, SaltedCrc checksum, ExtentAllocator allocator, LogPosition tail) {
        this.storage = storage;
        this.checksum = checksum;
        this.allocator = allocator;
        this.position = tail;
    }

    /// Starts a transaction at `tail` and forgets an unfinished one.
    ///
    /// @param newTxnId the number of the transaction
    /// @param newDurableSeq the highest seq that is known to be durable
    public void begin(LogPosition tail, long newTxnId, long newDurableSeq) {
        if (buffer.length > KEPT_CAPACITY) {
            buffer = new byte[KEPT_CAPACITY];
        }
        position = tail;
        txnId = newTxnId;
        durableSeq = newDurableSeq;
        size = 0;
        open = -1;
        firstOffset = tail.offset();
        firstSize = -1;
        segmentOffset = tail.offset();
    }

    /// Adds a record and returns its offset in the file.
    ///
    /// **Errors**: [IllegalArgumentException] when the payload is longer than
    /// [LogRecord#MAX_PAYLOAD]; [IOException] when the disk refuses another extent.
    public long add(RecordType type, byte[] payload) throws IOException {
        return add(type, 0, payload);
    }

    /// Adds a record with `flags`, see [LogRecord], and returns its offset in the file, as
    /// [#add(RecordType, byte\[\])] does.
    public long add(RecordType type, int flags, byte[] payload) throws IOException {
        if (payload.length > LogRecord.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a log record holds at most "
                            + LogRecord.MAX_PAYLOAD
                            + " bytes, not "
                            + payload.length);
        }
        sealOpen(0);
        int recordSize = LogRecord.sizeOf(payload.length);
        if (recordSize > position.extent().end() - position.offset() - RESERVE) {
            moveToNextExtent(recordSize);
        }
        return place(type, flags, payload, recordSize);
    }

    /// Writes the transaction and returns the place behind it.
    ///
    /// **Errors**: [IOException] when the disk refuses; what lies from the tail on is then
    /// undefined.
    public LogPosition finish() throws IOException {
        if (open < 0) {
            throw new IllegalStateException("a transaction has at least one record");
        }
        sealOpen(LogRecord.TXN_LAST);
        ensure(TERMINATOR_SIZE);
        Arrays.fill(buffer, size, size + TERMINATOR_SIZE, (byte) 0);
        size += TERMINATOR_SIZE;
        if (firstSize < 0) {
            storage.write(segmentOffset, ByteBuffer.wrap(buffer, 0, size));
        } else {
            writeSegment();
            storage.write(firstOffset, ByteBuffer.wrap(buffer, 0, firstSize));
        }
        return position;
    }

    private long place(RecordType type, int flags, byte[] payload, int recordSize) {
        ensure(recordSize);
        int at = size;
        LogRecord.INT.set(buffer, at + LogRecord.LENGTH, payload.length);
        LogRecord.LONG.set(buffer, at + LogRecord.SEQ, position.seq());
        LogRecord.INT.set(buffer, at + LogRecord.PREV_CRC, position.prevCrc());
        LogRecord.INT.set(buffer, at + LogRecord.TYPE, type.code() | flags << Byte.SIZE);
        LogRecord.LONG.set(buffer, at + LogRecord.TXN_ID, txnId);
        LogRecord.LONG.set(buffer, at + LogRecord.DURABLE_SEQ, durableSeq);
        System.arraycopy(payload, 0, buffer, at + LogRecord.HEADER_SIZE, payload.length);
        Arrays.fill(buffer, at + LogRecord.HEADER_SIZE + payload.length, at + recordSize, (byte) 0);
        size += recordSize;
        open = at;
        return position.offset();
    }

    /// Gives the record at `open` its flags and checksum, now that it is known whether another one
    /// follows.
    private void sealOpen(int flags) {
        if (open < 0) {
            return;
        }
        buffer[open + LogRecord.FLAGS] |= (byte) flags;
        int length = size - open;
        int crc =
                checksum.of(
                        position.offset(),
                        buffer,
                        open + LogRecord.LENGTH,
                        length - LogRecord.LENGTH);
        LogRecord.INT.set(buffer, open + LogRecord.CRC, crc);
        position =
                new LogPosition(
                        position.extent(), position.offset() + length, position.seq() + 1, crc);
        open = -1;
    }

    private void moveToNextExtent(int recordSize) throws IOException {
        LogExtent old = position.extent();
        LogExtent next = allocator.allocate(old, (long) ExtentHeader.SIZE + recordSize + RESERVE);
        byte[] payload = new byte[NEXT_EXTENT_PAYLOAD];
        LogRecord.LONG.set(payload, 0, next.offset());
        LogRecord.LONG.set(payload, Long.BYTES, next.length());
        LogRecord.LONG.set(payload, 2 * Long.BYTES, next.seq());
        place(RecordType.NEXT_EXTENT, 0, payload, LogRecord.sizeOf(NEXT_EXTENT_PAYLOAD));
        sealOpen(0);
        if (firstSize < 0) {
            firstSize = size;
        } else {
            writeSegment();
            size = firstSize;
        }
        position = new LogPosition(next, next.firstRecord(), position.seq(), position.prevCrc());
        segmentOffset = next.offset();
        ensure(ExtentHeader.SIZE);
        Arrays.fill(buffer, size, size + ExtentHeader.SIZE, (byte) 0);
        ExtentHeader.encode(checksum, position, old.offset(), buffer, size);
        size += ExtentHeader.SIZE;
    }

    private void writeSegment() throws IOException {
        storage.write(segmentOffset, ByteBuffer.wrap(buffer, firstSize, size - firstSize));
    }

    private void ensure(int more) {
        if (more > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), buffer.length * 2));
        }
    }
}
