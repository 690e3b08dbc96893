package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogFixture.Forged;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.junit.jupiter.api.Test;

/// Telling a torn tail from a damaged log.
final class TailSurveyTest {

    private static void flip(LogFixture log, long offset) throws IOException {
        byte[] old = new byte[1];
        log.storage.read(offset, old, 0, 1);
        log.storage.write(offset, ByteBuffer.wrap(new byte[] {(byte) (old[0] ^ 0x20)}));
    }

    @Test
    void emptyLogEndsWhereItBegins() throws IOException {
        TailSurvey survey = new LogFixture().survey();
        assertEquals(LogPosition.start(LogFixture.FIRST), survey.end());
        assertEquals(0, survey.lastTxnId());
        assertEquals(0, survey.certifiedSeq());
    }

    @Test
    void laterRecordsCertifyEarlierOnes() throws IOException {
        LogFixture log = new LogFixture().append("a").sync().append("b").sync().append("c");
        TailSurvey survey = log.survey();
        assertEquals(log.tail, survey.end());
        assertEquals(2, survey.certifiedSeq());
        assertEquals(3, survey.lastTxnId());
    }

    @Test
    void incompleteTransactionIsTheEnd() throws IOException {
        LogFixture log = new LogFixture().append("a").sync();
        LogPosition end = log.tail;
        log.append("b", "c", "d");
        flip(log, log.tail.offset() - 10);
        assertEquals(end, log.survey().end());
    }

    @Test
    void tornRecordWithUnsyncedOnesBehindItIsTheEnd() throws IOException {
        LogFixture log = new LogFixture().append("a").sync();
        LogPosition end = log.tail;
        log.append("b").append("c").append("d");
        flip(log, end.offset() + 41);
        assertEquals(end, log.survey().end());
    }

    @Test
    void damagedRecordThatALaterOneKnewDurableIsReported() throws IOException {
        LogFixture log = new LogFixture().append("a").sync().append("b").sync().append("c");
        long damaged = LogFixture.FIRST.firstRecord();
        flip(log, damaged + 41);
        CorruptException failure = assertThrows(CorruptException.class, log::survey);
        assertEquals(damaged, failure.offset());
        assertTrue(
                failure.getMessage().contains("proves that it was durable"), failure.getMessage());
    }

    @Test
    void zeroedSectorInTheMiddleIsReported() throws IOException {
        LogFixture log = new LogFixture();
        for (int i = 0; i < 200; i++) {
            log.append("record " + i).sync();
        }
        log.storage.write(LogFixture.FIRST.offset() + 4096, ByteBuffer.wrap(new byte[512]));
        assertThrows(CorruptException.class, log::survey);
    }

    @Test
    void damageBeforeALaterExtentIsReported() throws IOException {
        LogFixture log = new LogFixture();
        for (int i = 0; i < 40; i++) {
            log.append("x".repeat(9000)).sync();
        }
        LogExtent first = LogFixture.FIRST;
        log.storage.write(
                first.firstRecord() + 9040, ByteBuffer.wrap(new byte[(int) first.length() - 9104]));
        assertThrows(CorruptException.class, log::survey);
    }

    @Test
    void lostLinkToAnUnsyncedExtentIsTheEnd() throws IOException {
        LogFixture log = new LogFixture();
        for (int i = 0; i < 7; i++) {
            log.append("x".repeat(9000)).sync();
        }
        assertEquals(1, log.tail.extent().seq());
        LogPosition end = log.tail;
        log.append("y".repeat(9000)).append("z");
        assertEquals(2, log.tail.extent().seq());
        flip(log, end.offset() + 5);
        assertEquals(end, log.survey().end());
    }

    /// Random logs, each cut or damaged in one place: what a later record knew durable is reported,
    /// nothing else is.
    @Test
    void everyFlipIsEitherReportedOrTearsTheUnprovenEnd() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 60; round++) {
            LogFixture log = new LogFixture();
            List<LogPosition> ends = new ArrayList<>();
            ends.add(log.tail);
            for (int i = 0; i < 12; i++) {
                log.append("t".repeat(random.nextInt(300)));
                if (random.nextBoolean()) {
                    log.sync();
                }
                ends.add(log.tail);
            }
            long certified = log.survey().certifiedSeq();
            int victim = random.nextInt(ends.size() - 1);
            long from = ends.get(victim).offset();
            flip(log, from + random.nextLong(ends.get(victim + 1).offset() - from));
            if (victim + 1 <= certified) {
                assertThrows(CorruptException.class, log::survey, "round " + round);
            } else {
                assertEquals(ends.get(victim), log.survey().end(), "round " + round);
            }
        }
    }

    @Test
    void rewritingCoversWhatIsNotCertifiedAndEndsIt() throws IOException {
        LogFixture log =
                new LogFixture()
                        .append("a")
                        .sync()
                        .append("b")
                        .append("c")
                        .append("x".repeat(70_000));
        TailSurvey survey = log.survey();
        assertEquals(1, survey.certifiedSeq());
        UncertifiedBytes uncertified = new UncertifiedBytes(survey.certifiedSeq());
        LogScanner scanner =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
            uncertified.add(record);
        }
        log.disk.failNextForce();
        assertThrows(IOException.class, () -> log.storage.force(true));
        uncertified.rewrite(log.storage, survey.end());
        log.storage.force(true);
        LogFixture left = new LogFixture(log.disk.crash(3));
        assertEquals(List.of("a", "b", "c", "x".repeat(70_000)), left.scan());
        byte[] terminator = new byte[TransactionEncoder.TERMINATOR_SIZE];
        left.storage.read(survey.end().offset(), terminator, 0, terminator.length);
        assertEquals(0, new BigInteger(terminator).signum());
    }

    @Test
    void recordIsNotCertifiedByItself() throws IOException {
        LogFixture log = new LogFixture();
        LogRecord first = log.forge(log.tail.offset(), Forged.of(1, 0, 1));
        assertEquals(0, log.survey().certifiedSeq());
        log.forge(first.end(), Forged.of(2, first.crc(), 700));
        TailSurvey survey = log.survey();
        assertEquals(1, survey.certifiedSeq());
        assertEquals(3, survey.end().seq());
    }

    @Test
    void rewritingTakesAwayWhatLiesBehindTheEnd() throws IOException {
        LogFixture log = new LogFixture().append("a").sync().append("b");
        byte[] rest = new byte[TransactionEncoder.TERMINATOR_SIZE];
        Arrays.fill(rest, (byte) 7);
        log.storage.write(log.tail.offset(), ByteBuffer.wrap(rest));
        new UncertifiedBytes(1).rewrite(log.storage, log.tail);
        log.storage.read(log.tail.offset(), rest, 0, rest.length);
        assertArrayEquals(new byte[rest.length], rest);
        assertEquals(List.of("a", "b"), log.scan());
    }

    /// A piece that is written again at once, and what lies in two extents.
    @Test
    void rewritingWritesWhatIsNotCertifiedAndNothingElse() throws IOException {
        LogFixture log = new LogFixture().append("a").sync().append("b");
        LogPosition certified = log.tail;
        log.sync().append("c", "x".repeat(70_000)).append("y".repeat(2_000_000));
        TailSurvey survey = log.survey();
        assertEquals(2, survey.certifiedSeq());
        FaultStorage storage = new FaultStorage(log.storage);
        List<Long> written = new ArrayList<>();
        storage.failWhen(
                Failure.LATE_ERROR,
                event -> {
                    if (event.call() == Call.WRITE) {
                        written.add(event.position());
                    }
                    return false;
                });
        UncertifiedBytes uncertified = new UncertifiedBytes(survey.certifiedSeq());
        LogScanner scanner =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        List<Long> expected = new ArrayList<>();
        for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
            uncertified.add(record);
            if (record.is(RecordType.NEXT_EXTENT)) {
                expected.add(scanner.position().extent().offset());
            }
        }
        uncertified.rewrite(storage, survey.end());
        assertEquals(certified.offset(), written.getFirst());
        assertTrue(written.stream().allMatch(position -> position >= certified.offset()));
        assertEquals(survey.end().offset(), written.getLast());
        assertTrue(written.containsAll(expected), written + " for " + expected);
        assertEquals(5, log.scan().size());
    }
}
