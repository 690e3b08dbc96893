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
