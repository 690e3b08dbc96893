package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.file.log.LogFixture.Forged;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.Storage;
import org.junit.jupiter.api.Test;

/// What is found of a log whose chain is broken.
final class RecordSearchTest {

    private static List<LogRecord> search(LogFixture log, long from, long to) throws IOException {
        RecordSearch search = new RecordSearch(log.storage, log.checksum, from, to);
        List<LogRecord> found = new ArrayList<>();
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            found.add(record);
            assertEquals(record.end(), search.position());
        }
        assertTrue(search.position() >= Math.min(to, log.storage.size()) - LogRecord.HEADER_SIZE);
        return found;
    }

    private static List<LogRecord> search(LogFixture log) throws IOException {
        return search(log, LogFixture.FIRST.offset(), Long.MAX_VALUE);
    }

    private static List<String> texts(List<LogRecord> records) {
        return records.stream()
                .filter(record -> record.is(RecordType.DEFINITIONS))
                .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void damage(LogFixture log, long offset) throws IOException {
        log.storage.write(offset, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
    }

    @Test
    void soundRecordsAreFoundOnBothSidesOfADamagedOne() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two").append("three");
        assertEquals(List.of("one", "two", "three"), texts(search(log)));
        LogRecord second = search(log).get(1);
        damage(log, second.offset() + 40);
        assertEquals(List.of("one", "three"), texts(search(log)));
        assertEquals(List.of("three"), texts(search(log, second.end(), Long.MAX_VALUE)));
        assertEquals(List.of("one"), texts(search(log, LogFixture.FIRST.offset(), second.end())));
    }

    @Test
    void recordsOfAllExtentsAreFound() throws IOException {
        LogFixture log = new LogFixture();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            written.add("x".repeat(7000 * (i % 5)) + i);
            log.append(written.getLast());
        }
        assertTrue(log.tail.extent().seq() > 5);
        assertEquals(written, texts(search(log)));
    }

    @Test
    void copyOfARecordElsewhereIsNone() throws IOException {
        LogFixture log = new LogFixture().append("one");
        LogRecord record = search(log).getFirst();
        byte[] bytes = new byte[(int) (record.end() - record.offset())];
        log.storage.read(record.offset(), bytes, 0, bytes.length);
        log.storage.write(record.end() + 512, ByteBuffer.wrap(bytes));
        assertEquals(1, search(log).size());
    }

    @Test
    void logGoesOnAtTheNextSoundRecord() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two").append("three");
        List<LogRecord> records = search(log);
        LogRecord second = records.get(1);
        LogRecord third = records.get(2);
        damage(log, second.offset() + 40);
        LogPosition broken =
                new LogPosition(LogFixture.FIRST, second.offset(), 2, second.prevCrc());
        assertEquals(
                new LogPosition(LogFixture.FIRST, third.offset(), 3, third.prevCrc()),
                RecordSearch.resume(log.storage, log.checksum, broken));
    }

    @Test
    void recordThatOnlyTheChainContradictsIsResumedAt() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two");
        LogRecord second = search(log).get(1);
        LogPosition broken =
                new LogPosition(LogFixture.FIRST, second.offset(), 2, second.prevCrc() + 1);
        assertEquals(
                new LogPosition(LogFixture.FIRST, second.offset(), 2, second.prevCrc()),
                RecordSearch.resume(log.storage, log.checksum, broken));
    }

    @Test
    void logGoesOnInTheNextExtentWhenTheLinkIsDamaged() throws IOException {
        LogFixture log = new LogFixture();
        while (log.tail.extent().seq() < 3) {
            log.append("y".repeat(20_000));
        }
        List<LogRecord> records = search(log);
        LogRecord link =
                records.stream()
                        .filter(record -> record.is(RecordType.NEXT_EXTENT))
                        .findFirst()
                        .orElseThrow();
        damage(log, link.offset() + 40);
        LogPosition broken =
                new LogPosition(LogFixture.FIRST, link.offset(), link.seq(), link.prevCrc());
        LogPosition resumed = RecordSearch.resume(log.storage, log.checksum, broken);
        assertEquals(2, resumed.extent().seq());
        assertEquals(link.seq() + 1, resumed.seq());
        assertEquals(resumed.extent().firstRecord(), resumed.offset());
        LogScanner rest = new LogScanner(log.storage, log.checksum, resumed);
        assertEquals(link.seq() + 1, rest.next().seq());
    }

    @Test
    void nothingIsResumedBehindTheLastRecord() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two");
        assertNull(RecordSearch.resume(log.storage, log.checksum, log.tail));
    }

    /// A disk that cannot supply the sector of 4 KiB at `bad`.
    private static FaultStorage withBadSector(LogFixture log, long bad) {
        FaultStorage storage = new FaultStorage(log.storage);
        storage.failWhen(
                Failure.IO_ERROR,
                event ->
                        event.call() == Call.READ
                                && event.position() < bad + 4096
                                && event.position() + event.length() > bad);
        return storage;
    }

    @Test
    void onlyWhatLiesInAnUnreadableSectorIsLost() throws IOException {
        LogFixture log = new LogFixture();
        for (int i = 0; i < 200; i++) {
            log.append("x".repeat(i % 7 * 40) + i);
        }
        long bad = LogFixture.FIRST.offset() + 8192;
        List<LogRecord> records = search(log);
        List<Long> outside =
                records.stream()
                        .filter(record -> record.end() <= bad || record.offset() >= bad + 4096)
                        .map(LogRecord::seq)
                        .toList();
        assertTrue(outside.size() > 100 && outside.size() < records.size());
        Storage storage = withBadSector(log, bad);
        for (long from : new long[] {LogFixture.FIRST.offset(), LogFixture.FIRST.firstRecord()}) {
            RecordSearch search = new RecordSearch(storage, log.checksum, from, Long.MAX_VALUE);
            List<Long> found = new ArrayList<>();
            for (LogRecord record = search.next(); record != null; record = search.next()) {
                found.add(record.seq());
            }
            assertEquals(outside, found);
        }
    }

    @Test
    void longRecordWithAnUnreadableSectorIsLostAlone() throws IOException {
        LogFixture log = new LogFixture();
        log.append("before").append("x".repeat(700_003)).append("behind");
        LogRecord longest = search(log).get(2);
        Storage storage = withBadSector(log, (longest.end() - 5000) & -4096);
        RecordSearch search =
                new RecordSearch(
                        storage, log.checksum, LogFixture.FIRST.offset(), longest.end() + 96);
        List<LogRecord> found = new ArrayList<>();
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            found.add(record);
        }
        assertEquals(List.of("before", "behind"), texts(found));
    }

    @Test
    void logGoesOnBehindAnExtentWhoseHeaderCannotBeRead() throws IOException {
        LogFixture log = new LogFixture();
        while (log.tail.extent().seq() < 4) {
            log.append("y".repeat(20_000));
        }
        LogRecord link =
                search(log).stream()
                        .filter(record -> record.is(RecordType.NEXT_EXTENT))
                        .findFirst()
                        .orElseThrow();
        LogPosition broken =
                new LogPosition(LogFixture.FIRST, link.offset(), link.seq(), link.prevCrc());
        damage(log, link.offset() + 40);
        LogPosition second = RecordSearch.resume(log.storage, log.checksum, broken);
        assertEquals(2, second.extent().seq());
        Storage storage = withBadSector(log, second.extent().offset());
        LogPosition third = RecordSearch.resume(storage, log.checksum, broken);
        assertEquals(3, third.extent().seq());
    }

    /// The file is read in pieces of 256 KiB; records lie across the places where two meet.
    @Test
    void recordsAcrossPiecesAreFound() throws IOException {
        LogFixture log = new LogFixture();
        List<String> written = new ArrayList<>();
        written.add("z".repeat(700_000));
        for (int i = 0; i < 50; i++) {
            written.add("x".repeat(20_000 + i * 8) + i);
        }
        log.append(written.toArray(String[]::new));
        assertEquals(written, texts(search(log)));
        assertEquals(written, texts(search(log, LogFixture.FIRST.firstRecord(), 1L << 40)));
    }

    @Test
    void emptyRecordAtTheVeryEndIsFound() throws IOException {
        LogFixture log = new LogFixture();
        long last = LogFixture.FIRST.end() - LogRecord.HEADER_SIZE;
        log.forge(last, Forged.of(3, 0, 2));
        assertEquals(List.of(last), search(log).stream().map(LogRecord::offset).toList());
        assertEquals(List.of(), search(log, LogFixture.FIRST.offset(), last + 32));
        assertEquals(List.of(), search(log, last + 8, Long.MAX_VALUE));
        log.storage.setLength(last + 32);
        assertEquals(List.of(), search(log));
    }

    @Test
    void recordThatNobodyWroteIsNone() throws IOException {
        long at = LogFixture.FIRST.firstRecord();
        int type = RecordType.COMMIT.code();
        for (Forged forged :
                List.of(
                        new Forged(0, 0, type, 1, 1, -1),
                        new Forged(-3, 0, type, 1, 1, -5),
                        new Forged(3, 0, type, 1, 1, -1),
                        new Forged(3, 0, type, 1, 1, 3),
                        new Forged(3, 0, 0, 1, 1, 2),
                        new Forged(3, 0, type, 8, 1, 2))) {
            LogFixture log = new LogFixture();
            log.forge(at, forged, (byte) 1);
            assertEquals(List.of(), search(log), forged.toString());
        }
        LogFixture log = new LogFixture();
        log.forge(at, new Forged(1, 0, 200, 7, 1, 0), (byte) 1);
        assertEquals(1, search(log).size());
    }

    /// Lengths and numbers that no record has, at every place where one could begin.
    @Test
    void garbageBetweenRecordsHidesNone() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two");
        SplittableRandom random = new SplittableRandom(3);
        byte[] garbage = new byte[20_000];
        random.nextBytes(garbage);
        for (int at = 0; at < 8_000; at += 40) {
            LogRecord.INT.set(garbage, at + LogRecord.LENGTH, at % 80 == 0 ? -1 : 1 << 30);
            LogRecord.LONG.set(garbage, at + LogRecord.SEQ, 5L);
            LogRecord.INT.set(garbage, at + LogRecord.TYPE, RecordType.COMMIT.code());
            LogRecord.LONG.set(garbage, at + LogRecord.DURABLE_SEQ, 2L);
        }
        log.storage.write(log.tail.offset(), ByteBuffer.wrap(garbage));
        LogRecord behind = log.forge(log.tail.offset() + 20_000, Forged.of(9, 0, 0));
        assertEquals(List.of(1L, 2L, 9L), search(log).stream().map(LogRecord::seq).toList());
        assertEquals(behind.offset(), search(log).getLast().offset());
    }

    /// Each is verified at the price of what it claims, until that is too much.
    @Test
    void lookAlikesOfLongRecordsDoNotKeepASearchBusy() throws IOException {
        LogFixture log = new LogFixture();
        long end = log.lookAlikes(LogFixture.FIRST.firstRecord());
        LogRecord shortOne = log.forge(end, Forged.of(9, 0, 0), new byte[100]);
        FaultStorage storage = new FaultStorage(log.storage);
        RecordSearch search =
                new RecordSearch(
                        storage, log.checksum, LogFixture.FIRST.firstRecord(), Long.MAX_VALUE);
        assertEquals(shortOne.offset(), search.next().offset());
        assertNull(search.next());
        long read = storage.bytesRead();
        assertTrue(read > 10L * LogRecord.MAX_PAYLOAD, read + " bytes were read");
        assertTrue(read < (1L << 28) + 6 * storage.size(), read + " bytes were read");
    }

    @Test
    void olderRecordsDoNotMakeTheLogGoOn() throws IOException {
        LogFixture log = new LogFixture().append("one").append("two").append("three");
        List<LogRecord> records = search(log);
        LogRecord third = records.getLast();
        LogPosition broken =
                new LogPosition(LogFixture.FIRST, records.getFirst().offset(), 4, third.crc());
        assertNull(RecordSearch.resume(log.storage, log.checksum, broken));
    }

    /// What is left of an extent of an earlier time line has numbers that were given again.
    @Test
    void olderExtentsDoNotMakeTheLogGoOn() throws IOException {
        LogFixture log = new LogFixture();
        LogExtent later = new LogExtent(3L * LogExtent.ALIGNMENT, LogExtent.ALIGNMENT, 2);
        log.storage.setLength(later.end());
        for (long[] numbers : new long[][] {{2, 9}, {1, 9}, {2, 5}, {2, 4}}) {
            LogExtent extent = new LogExtent(later.offset(), later.length(), numbers[0]);
            LogPosition first = new LogPosition(extent, extent.firstRecord(), numbers[1], 7);
            log.storage.write(
                    extent.offset(), ByteBuffer.wrap(ExtentHeader.encode(log.checksum, first, 0)));
            LogPosition broken =
                    new LogPosition(LogFixture.FIRST, LogFixture.FIRST.firstRecord(), 5, 0);
            LogPosition resumed = RecordSearch.resume(log.storage, log.checksum, broken);
            assertEquals(numbers[0] == 2 && numbers[1] == 9 ? first : null, resumed);
        }
    }
}
