package org.commitdb.file.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;

/// A log of its own on a simulated disk.
final class LogFixture {

    static final long SALT = 0x1234_5678_9abc_def0L;
    static final LogExtent FIRST = new LogExtent(LogExtent.ALIGNMENT, LogExtent.ALIGNMENT, 1);

    final SimDisk disk;
    final Storage storage;
    final SaltedCrc checksum = new SaltedCrc(SALT);
    final TransactionEncoder encoder;
    LogPosition tail = LogPosition.start(FIRST);
    long txnId;
    long durableSeq;
    private long end;

    LogFixture() throws IOException {
        this(new SimDisk(new byte[2 * LogExtent.ALIGNMENT]));
        storage.write(FIRST.offset(), ByteBuffer.wrap(ExtentHeader.encode(checksum, tail, 0)));
    }

    LogFixture(SimDisk disk) throws IOException {
        this.disk = disk;
        this.storage = disk.open();
        this.end = storage.size();
        this.encoder = new TransactionEncoder(storage, checksum, this::allocate, tail);
    }

    private LogExtent allocate(LogExtent current, long lengthBytes) throws IOException {
        long length =
                (lengthBytes + LogExtent.ALIGNMENT - 1) / LogExtent.ALIGNMENT * LogExtent.ALIGNMENT;
        LogExtent extent = new LogExtent(end, length, current.seq() + 1);
        end += length;
        storage.setLength(end);
        return extent;
    }

    /// Appends one transaction of definition records with these texts.
    LogFixture append(String... texts) throws IOException {
        encoder.begin(tail, ++txnId, durableSeq);
        for (String text : texts) {
            encoder.add(RecordType.DEFINITIONS, text.getBytes(StandardCharsets.UTF_8));
        }
        tail = encoder.finish();
        return this;
    }

    /// A record as nobody would write it, with a right checksum.
    record Forged(long seq, int prevCrc, int type, int flags, long txnId, long durableSeq) {

        /// A definition record of its own transaction.
        static Forged of(long seq, int prevCrc, long durableSeq) {
            return new Forged(
                    seq,
                    prevCrc,
                    RecordType.DEFINITIONS.code(),
                    LogRecord.TXN_LAST,
                    seq,
                    durableSeq);
        }
    }

    /// Writes such a record at `offset` and returns it.
    LogRecord forge(long offset, Forged forged, byte... payload) throws IOException {
        byte[] bytes = new byte[LogRecord.sizeOf(payload.length)];
        LogRecord.INT.set(bytes, LogRecord.LENGTH, payload.length);
        LogRecord.LONG.set(bytes, LogRecord.SEQ, forged.seq);
        LogRecord.INT.set(bytes, LogRecord.PREV_CRC, forged.prevCrc);
        bytes[LogRecord.TYPE] = (byte) forged.type;
        bytes[LogRecord.FLAGS] = (byte) forged.flags;
        LogRecord.LONG.set(bytes, LogRecord.TXN_ID, forged.txnId);
        LogRecord.LONG.set(bytes, LogRecord.DURABLE_SEQ, forged.durableSeq);
        System.arraycopy(payload, 0, bytes, LogRecord.HEADER_SIZE, payload.length);
        int crc = checksum.of(offset, bytes, LogRecord.LENGTH, bytes.length - LogRecord.LENGTH);
        LogRecord.INT.set(bytes, LogRecord.CRC, crc);
        storage.write(offset, ByteBuffer.wrap(bytes));
        return new LogRecord(offset, bytes);
    }

    /// Makes the file 17 MiB longer and puts a thousand headers of records at `offset` that claim
    /// nearly as much, one behind the other; returns where they end.
    long lookAlikes(long offset) throws IOException {
        storage.setLength(offset + (17L << 20));
        byte[] bytes = new byte[1000 * LogRecord.HEADER_SIZE];
        for (int at = 0; at < bytes.length; at += LogRecord.HEADER_SIZE) {
            LogRecord.INT.set(bytes, at + LogRecord.LENGTH, LogRecord.MAX_PAYLOAD);
            LogRecord.LONG.set(bytes, at + LogRecord.SEQ, 5L);
            LogRecord.INT.set(bytes, at + LogRecord.TYPE, RecordType.DEFINITIONS.code());
            LogRecord.LONG.set(bytes, at + LogRecord.DURABLE_SEQ, 4L);
        }
        storage.write(offset, ByteBuffer.wrap(bytes));
        return offset + bytes.length;
    }

    /// Three numbers, as a record that allocates an extent holds them.
    static byte[] numbers(long first, long second, long third) {
        byte[] payload = new byte[3 * Long.BYTES];
        LogRecord.LONG.set(payload, 0, first);
        LogRecord.LONG.set(payload, Long.BYTES, second);
        LogRecord.LONG.set(payload, 2 * Long.BYTES, third);
        return payload;
    }

    /// Makes everything durable and lets later records say so.
    LogFixture sync() throws IOException {
        storage.force(true);
        durableSeq = tail.seq() - 1;
        return this;
    }

    /// The texts of all definition records that a scan finds.
    List<String> scan() throws IOException {
        List<String> texts = new ArrayList<>();
        LogScanner scanner = new LogScanner(storage, checksum, LogPosition.start(FIRST));
        for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
            if (record.is(RecordType.DEFINITIONS)) {
                texts.add(new String(record.payload(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    TailSurvey survey() throws IOException {
        return TailSurvey.of(storage, checksum, LogPosition.start(FIRST), 0, 0);
    }
}
