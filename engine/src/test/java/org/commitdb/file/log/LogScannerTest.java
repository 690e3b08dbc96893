package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.LogFixture.Forged;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.Storage;
import org.junit.jupiter.api.Test;

/// Writing transactions, and finding their records again.
final class LogScannerTest {

    @Test
    void recordsComeBackInOrder() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two", "three").append("");
        assertEquals(List.of("one", "two", "three", ""), log.scan());
        assertEquals(5, log.tail.seq());
    }

    @Test
    void recordTakesItsHeaderPayloadAndPadding() {
        assertEquals(40, LogRecord.sizeOf(0));
        assertEquals(48, LogRecord.sizeOf(1));
        assertEquals(48, LogRecord.sizeOf(8));
        assertEquals(40, LogRecord.HEADER_SIZE);
    }

    @Test
    void onlyTheLastRecordOfATransactionIsMarked() throws IOException {
        LogFixture log = new LogFixture().append("one", "two").append("three");
        LogScanner scanner =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        boolean[] last = new boolean[3];
        long[] transactions = new long[3];
        for (int i = 0; i < 3; i++) {
            LogRecord record = scanner.next();
            last[i] = record.isLast();
            transactions[i] = record.txnId();
        }
        assertArrayEquals(new boolean[] {false, true, true}, last);
        assertArrayEquals(new long[] {1, 1, 2}, transactions);
    }

    @Test
    void logGoesOnInFurtherExtents() throws IOException {
        LogFixture log = new LogFixture();
        String text = "x".repeat(30_000);
        for (int i = 0; i < 20; i++) {
            log.append(text + i);
        }
        List<String> found = log.scan();
        assertEquals(20, found.size());
        assertEquals(text + 19, found.get(19));
        assertTrue(log.tail.extent().seq() > 5);
    }

    @Test
    void extentWithoutItsHeaderEndsTheLog() throws IOException {
        LogFixture log = new LogFixture();
        while (log.tail.extent().seq() < 3) {
            log.append("x".repeat(30_000));
        }
        int all = log.scan().size();
        long extent = log.tail.extent().offset();
        byte[] header = new byte[ExtentHeader.SIZE];
        log.storage.read(extent, header, 0, header.length);
        for (int at = 0; at < ExtentHeader.PREV_CRC + Integer.BYTES; at++) {
            header[at] ^= 1;
            log.storage.write(extent, ByteBuffer.wrap(header));
            assertTrue(log.scan().size() < all, "the byte at " + at + " does not matter");
            header[at] ^= 1;
        }
        log.storage.write(extent, ByteBuffer.wrap(header));
        assertEquals(all, log.scan().size());
    }

    @Test
    void linkThatLeadsNowhereEndsTheLog() throws IOException {
        for (int size : new int[] {0, 16, 24, 32}) {
            LogFixture log = new LogFixture().append("before");
            log.encoder.begin(log.tail, 2, 0);
            log.encoder.add(RecordType.NEXT_EXTENT, new byte[size]);
            log.encoder.add(RecordType.DEFINITIONS, new byte[8]);
            log.encoder.finish();
            assertEquals(List.of("before"), log.scan());
        }
    }

    @Test
    void oneTransactionMaySpanManyExtents() throws IOException {
        LogFixture log = new LogFixture();
        String text = "x".repeat(30_000);
        String[] texts = new String[30];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text + i;
        }
        log.append("before").append(texts).append("behind");
        assertEquals(32, log.scan().size());
        assertEquals(log.tail, log.survey().end());
    }

    @Test
    void recordMayBeLargerThanAnExtent() throws IOException {
        String text = "y".repeat(1 << 20);
        LogFixture log = new LogFixture().append("before").append(text).append("behind");
        assertEquals(List.of("before", text, "behind"), log.scan());
    }

    @Test
    void payloadBeyondTheLimitIsMisuse() throws IOException {
        LogFixture log = new LogFixture().append("before");
        log.encoder.begin(log.tail, 2, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> log.encoder.add(RecordType.DEFINITIONS, new byte[LogRecord.MAX_PAYLOAD + 1]));
        assertThrows(IllegalStateException.class, log.encoder::finish);
    }

    @Test
    void abandonedTransactionIsOverwritten() throws IOException {
        LogFixture log = new LogFixture().append("before");
        log.encoder.begin(log.tail, 2, 0);
        log.encoder.add(RecordType.DEFINITIONS, new byte[100]);
        log.append("behind");
        assertEquals(List.of("before", "behind"), log.scan());
    }

    @Test
    void recordOfAnEarlierTimeLineIsNotAccepted() throws IOException {
        LogFixture log = new LogFixture().append("base");
        LogPosition fork = log.tail;
        log.append("first a").append("first b");
        LogPosition middle = new LogScannerProbe(log, fork).skip(1);
        byte[] laterRecord = new byte[64];
        log.storage.read(middle.offset(), laterRecord, 0, laterRecord.length);
        log.tail = fork;
        log.append("other a");
        // The terminator behind the new record did not reach the disk; the old record has the right
        // place, number and checksum.
        log.storage.write(middle.offset(), ByteBuffer.wrap(laterRecord));
        assertEquals(List.of("base", "other a"), log.scan());
    }

    @Test
    void everyByteOfARecordIsCovered() throws IOException {
        LogFixture log = new LogFixture().append("one").append("seven b");
        for (long at = LogFixture.FIRST.firstRecord(); at < log.tail.offset(); at++) {
            byte[] old = new byte[1];
            log.storage.read(at, old, 0, 1);
            log.storage.write(at, ByteBuffer.wrap(new byte[] {(byte) (old[0] ^ 0x10)}));
            assertTrue(log.scan().size() < 2, "the byte at " + at + " does not matter");
            log.storage.write(at, ByteBuffer.wrap(old));
        }
        assertEquals(2, log.scan().size());
    }

    @Test
    void fileThatWasCutEndsTheLogBehindTheLastWholeRecord() throws IOException {
        LogFixture log = new LogFixture().append("one").append("").append("three");
        List<LogRecord> records = new ArrayList<>();
        LogScanner whole =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        for (int i = 0; i < 3; i++) {
            records.add(whole.next());
        }
        for (long size = log.tail.offset(); size >= LogFixture.FIRST.firstRecord(); size--) {
            log.storage.setLength(size);
            long length = size;
            assertEquals(
                    records.stream().filter(record -> record.end() <= length).count(),
                    log.scan().size(),
                    "a file of " + size + " bytes");
        }
    }

    @Test
    void recordThatLeavesNoRoomInItsExtentEndsTheLog() throws IOException {
        LogFixture log = new LogFixture();
        LogPosition start = log.tail;
        int room = (int) (LogFixture.FIRST.end() - start.offset());
        byte[] almost = new byte[room - 8 - LogRecord.HEADER_SIZE];
        log.forge(start.offset(), Forged.of(1, 0, 0), almost);
        assertEquals(1, log.scan().size());
        log.forge(start.offset(), Forged.of(1, 0, 0), new byte[room - LogRecord.HEADER_SIZE]);
        assertEquals(0, log.scan().size());
    }

    @Test
    void linkToAnExtentBehindTheEndOfTheFileEndsTheLog() throws IOException {
        LogFixture log = new LogFixture();
        LogPosition start = log.tail;
        Forged link = new Forged(1, 0, RecordType.NEXT_EXTENT.code(), 0, 1, 0);
        long unit = LogExtent.ALIGNMENT;
        log.forge(start.offset(), link, LogFixture.numbers(2 * unit, unit, 2));
        for (long size : new long[] {2 * unit, 2 * unit + ExtentHeader.SIZE - 1}) {
            log.storage.setLength(size);
            assertEquals(List.of(), log.scan());
        }
    }

    @Test
    void headerAtTheVeryEndOfTheFileOpensItsExtent() throws IOException {
        LogFixture log = new LogFixture();
        long unit = LogExtent.ALIGNMENT;
        LogRecord link =
                log.forge(
                        log.tail.offset(),
                        new Forged(1, 0, RecordType.NEXT_EXTENT.code(), 0, 1, 0),
                        LogFixture.numbers(2 * unit, unit, 2));
        LogExtent second = new LogExtent(2 * unit, unit, 2);
        LogPosition first = new LogPosition(second, second.firstRecord(), 2, link.crc());
        log.storage.write(
                second.offset(), ByteBuffer.wrap(ExtentHeader.encode(log.checksum, first, unit)));
        assertEquals(second.firstRecord(), log.storage.size());
        LogScanner scanner =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        assertEquals(1, scanner.next().seq());
        assertEquals(first, scanner.position());
        assertNull(scanner.next());
    }

    @Test
    void payloadOfTheGreatestLengthIsReadBack() throws IOException {
        HeapStorage storage = new HeapStorage("log.cdb");
        LogExtent extent = new LogExtent(LogExtent.ALIGNMENT, 1 << 25, 1);
        storage.setLength(extent.end());
        LogPosition start = LogPosition.start(extent);
        SaltedCrc checksum = new SaltedCrc(LogFixture.SALT);
        TransactionEncoder encoder =
                new TransactionEncoder(storage, checksum, (current, length) -> extent, start);
        encoder.begin(start, 1, 0);
        byte[] payload = new byte[LogRecord.MAX_PAYLOAD];
        payload[payload.length - 1] = 1;
        encoder.add(RecordType.DEFINITIONS, payload);
        encoder.finish();
        LogRecord scanned = new LogScanner(storage, checksum, start).next();
        assertEquals(payload.length, scanned.payloadLength());
        RecordReader reader = new RecordReader(new StorageBytes(storage), checksum);
        assertArrayEquals(payload, reader.read(start.offset()).payload());
        RecordSearch search = new RecordSearch(storage, checksum, extent.offset(), extent.end());
        assertEquals(start.offset(), search.next().offset());
    }

    @Test
    void recordOfAnotherTransactionIsNoPartOfAnUnfinishedOne() throws IOException {
        LogFixture log = new LogFixture().append("whole");
        LogPosition end = log.tail;
        int type = RecordType.DEFINITIONS.code();
        LogRecord open =
                log.forge(end.offset(), new Forged(2, end.prevCrc(), type, 0, 2, 0), (byte) 1);
        log.forge(open.end(), new Forged(3, open.crc(), type, LogRecord.TXN_LAST, 3, 0), (byte) 2);
        assertEquals(3, log.scan().size());
        assertEquals(end, log.survey().end());
    }

    @Test
    void unreadableBytesFurtherOnDoNoHarm() throws IOException {
        LogFixture log = new LogFixture();
        for (int i = 0; i < 400; i++) {
            log.append("record " + i);
        }
        long bad = LogFixture.FIRST.offset() + 12_288;
        FaultStorage storage = new FaultStorage(log.storage);
        storage.failWhen(
                Failure.IO_ERROR,
                event -> event.call() == Call.READ && event.position() + event.length() > bad);
        LogScanner scanner =
                new LogScanner(storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        assertThrows(
                IOException.class,
                () -> {
                    while (scanner.next() != null) {
                        assertTrue(scanner.position().offset() <= bad);
                    }
                });
        assertTrue(scanner.position().offset() > bad - LogRecord.sizeOf(10));
    }

    @Test
    void recordOfAnotherFileOrPlaceIsNotAccepted() throws IOException {
        LogFixture log = new LogFixture().append("one");
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        assertTrue(new LogScanner(log.storage, new SaltedCrc(1), start).next() == null);
        byte[] record = new byte[48];
        log.storage.read(start.offset(), record, 0, record.length);
        log.storage.write(start.offset() + 512, ByteBuffer.wrap(record));
        LogPosition moved = new LogPosition(LogFixture.FIRST, start.offset() + 512, 1, 0);
        assertTrue(new LogScanner(log.storage, log.checksum, moved).next() == null);
    }

    @Test
    void unknownTypeIsRefusedUnlessItMayBeSkipped() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two");
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        setType(log, start.offset(), 200);
        assertEquals(200, new LogScanner(log.storage, log.checksum, start).next().typeCode());
        setType(log, start.offset(), 99);
        LogScanner scanner = new LogScanner(log.storage, log.checksum, start);
        IncompatibleException failure = assertThrows(IncompatibleException.class, scanner::next);
        assertTrue(failure.getMessage().contains("type 99"), failure.getMessage());
    }

    private static void setType(LogFixture log, long offset, int type) throws IOException {
        byte[] record = new byte[48];
        log.storage.read(offset, record, 0, record.length);
        record[LogRecord.TYPE] = (byte) type;
        LogRecord.INT.set(record, 0, log.checksum.of(offset, record, 4, record.length - 4));
        log.storage.write(offset, ByteBuffer.wrap(record));
    }

    @Test
    void readerFindsOneRecordAndChecksIt() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two");
        long offset = LogFixture.FIRST.firstRecord();
        RecordReader reader = new RecordReader(new StorageBytes(log.storage), log.checksum);
        assertArrayEquals(
                new byte[] {'o', 'n', 'e'}, reader.read(offset, RecordType.DEFINITIONS).payload());
        assertArrayEquals(
                new byte[] {'n'}, reader.read(offset, RecordType.DEFINITIONS).payload(1, 1));
        assertThrows(CorruptException.class, () -> reader.read(offset, RecordType.COMMIT));
        for (long wrong :
                new long[] {
                    0, -8, offset + 8, offset + 3, log.tail.offset(), 1L << 40, Long.MAX_VALUE - 7
                }) {
            assertThrows(CorruptException.class, () -> reader.read(wrong, RecordType.DEFINITIONS));
        }
        log.storage.write(offset + 41, ByteBuffer.wrap(new byte[] {'x'}));
        CorruptException failure =
                assertThrows(
                        CorruptException.class, () -> reader.read(offset, RecordType.DEFINITIONS));
        assertEquals(offset, failure.offset());
    }

    /// Walks a part of a log.
    private record LogScannerProbe(LogFixture log, LogPosition from) {

        LogPosition skip(int records) throws IOException {
            LogScanner scanner = new LogScanner(log.storage, log.checksum, from);
            for (int i = 0; i < records; i++) {
                scanner.next();
            }
            return scanner.position();
        }
    }

    /// Reads without a map.
    record StorageBytes(Storage storage) implements LogBytes {

        @Override
        public void copy(long position, byte[] target, int offset, int length) {
            try {
                storage.read(position, target, offset, length);
            } catch (EOFException e) {
                throw new CorruptException(
                        "beyond the end", name(), position, "bytes", "the end", e);
            } catch (IOException e) {
                throw new StorageException("cannot read", name(), e);
            }
        }

        @Override
        public String name() {
            return storage.name();
        }
    }
}
