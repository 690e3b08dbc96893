package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogFixture.Forged;
import org.commitdb.file.storage.FaultStorage;
import org.junit.jupiter.api.Test;

/// Which bytes further on prove that a record which is missing was durable once, so that the log is
/// damaged, and which do not.
final class LaterRecordsTest {

    private static void flip(LogFixture log, long offset) throws IOException {
        byte[] old = new byte[1];
        log.storage.read(offset, old, 0, 1);
        log.storage.write(offset, ByteBuffer.wrap(new byte[] {(byte) (old[0] ^ 0x20)}));
    }

    /// Where the expected record of an empty log is missing.
    private static final long MISSING = LogFixture.FIRST.firstRecord();

    private static boolean isProof(LogFixture log) throws IOException {
        try {
            assertEquals(LogPosition.start(LogFixture.FIRST), log.survey().end());
            return false;
        } catch (CorruptException e) {
            assertEquals(MISSING, e.offset());
            return true;
        }
    }

    /// Whether such a record proves that the first record of the log was durable.
    private static boolean isProof(long offset, Forged record, int payloadLength)
            throws IOException {
        LogFixture log = new LogFixture();
        log.forge(offset, record, new byte[payloadLength]);
        return isProof(log);
    }

    @Test
    void recordProvesWhatItKnewDurable() throws IOException {
        long at = MISSING + 4096;
        assertTrue(isProof(at, Forged.of(2, 0, 1), 0));
        assertTrue(isProof(at, Forged.of(9, 0, 8), 100));
        assertFalse(isProof(at, Forged.of(2, 0, 0), 0));
        assertFalse(isProof(at, Forged.of(9, 0, 0), 0));
        assertFalse(isProof(at, Forged.of(9, 0, -1), 0));
    }

    @Test
    void recordThatKnewItselfDurableProvesNothing() throws IOException {
        long at = MISSING + 4096;
        assertFalse(isProof(at, Forged.of(2, 0, 2), 0));
        assertFalse(isProof(at, Forged.of(2, 0, 3), 0));
        assertFalse(isProof(at, Forged.of(1, 0, 1), 0));
    }

    @Test
    void proofLiesAtAnyMultipleOfEightInTheRestOfTheExtent() throws IOException {
        LogExtent first = LogFixture.FIRST;
        for (int payload : new int[] {0, 5, 3000}) {
            long last = first.end() - LogRecord.sizeOf(payload);
            for (long at : new long[] {MISSING, MISSING + 8, MISSING + 4136, last - 8, last}) {
                assertTrue(isProof(at, Forged.of(3, 0, 2), payload), "at " + at);
            }
        }
        assertFalse(isProof(MISSING + 4, Forged.of(3, 0, 2), 0));
    }

    @Test
    void damagedProofIsNone() throws IOException {
        LogFixture log = new LogFixture();
        LogRecord record = log.forge(MISSING + 800, Forged.of(2, 0, 1), new byte[40]);
        flip(log, record.end() - 1);
        assertFalse(isProof(log));
        flip(log, record.end() - 1);
        assertTrue(isProof(log));
        log.storage.setLength(record.end() - 8);
        assertFalse(isProof(log));
    }

    /// Lengths and numbers that no record has, at every place where one could begin.
    @Test
    void garbageProvesNothing() throws IOException {
        for (int value : new int[] {-1, 1, 0x7f7f7f7f, 0x01010101, 0x80}) {
            LogFixture log = new LogFixture();
            byte[] garbage = new byte[8192];
            for (int at = 0; at < garbage.length; at += 4) {
                LogRecord.INT.set(garbage, at, value * (at % 40 == 32 ? 1 : 3));
            }
            log.storage.write(MISSING, ByteBuffer.wrap(garbage));
            assertFalse(isProof(log));
        }
    }

    /// An extent behind those that are known, with a record that proves the missing one, and one
    /// byte of its header changed if not negative.
    private static LogFixture withProofBehind(long extentOffset, int changed) throws IOException {
        LogFixture log = new LogFixture();
        LogExtent extent = new LogExtent(extentOffset, LogExtent.ALIGNMENT, 2);
        log.storage.setLength(extent.end());
        LogPosition first = new LogPosition(extent, extent.firstRecord(), 5, 0);
        byte[] header = ExtentHeader.encode(log.checksum, first, LogFixture.FIRST.offset());
        if (changed >= 0) {
            header[changed] ^= 1;
        }
        log.storage.write(extentOffset, ByteBuffer.wrap(header));
        log.forge(extent.firstRecord(), Forged.of(5, 0, 4));
        return log;
    }

    @Test
    void proofLiesInAnyExtentBehindThoseThatAreKnown() throws IOException {
        for (long place : new long[] {2, 3, 7}) {
            assertTrue(isProof(withProofBehind(place * LogExtent.ALIGNMENT, -1)));
            assertFalse(isProof(withProofBehind(place * LogExtent.ALIGNMENT, 20)));
        }
    }

    @Test
    void extentThatWasAllocatedBeforeProvesNothing() throws IOException {
        long offset = 4L * LogExtent.ALIGNMENT;
        LogFixture log = withProofBehind(offset, -1);
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        long end = offset + LogExtent.ALIGNMENT;
        assertThrows(
                CorruptException.class,
                () -> TailSurvey.of(log.storage, log.checksum, start, 0, offset));
        TailSurvey survey = TailSurvey.of(log.storage, log.checksum, start, 0, end);
        assertEquals(start, survey.end());
        TailSurvey between = TailSurvey.of(log.storage, log.checksum, start, 0, offset + 1);
        assertEquals(start, between.end());
    }

    /// What the log itself allocated may hold records of an earlier time line.
    @Test
    void extentThatTheLogAllocatesProvesNothing() throws IOException {
        long offset = 4L * LogExtent.ALIGNMENT;
        for (RecordType type : List.of(RecordType.ALLOC, RecordType.FREE)) {
            LogFixture log = withProofBehind(offset, -1);
            byte[] payload = LogFixture.numbers(offset, LogExtent.ALIGNMENT, 2);
            log.forge(MISSING, new Forged(1, 0, type.code(), LogRecord.TXN_LAST, 1, 0), payload);
            if (type == RecordType.ALLOC) {
                assertEquals(2, log.survey().end().seq());
            } else {
                assertThrows(CorruptException.class, log::survey);
            }
        }
    }

    @Test
    void allocationThatIsCutShortAllocatesNothing() throws IOException {
        for (int length : new int[] {0, 8, 15}) {
            LogFixture log = new LogFixture();
            int type = RecordType.ALLOC.code();
            Forged alloc = new Forged(1, 0, type, LogRecord.TXN_LAST, 1, 0);
            log.forge(MISSING, alloc, new byte[length]);
            assertEquals(2, log.survey().end().seq());
        }
    }

    @Test
    void withoutCheckpointsAnyRecordFurtherOnIsAProof() throws IOException {
        LogFixture log = withProofBehind(4L * LogExtent.ALIGNMENT, 20);
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        assertEquals(start, log.survey().end());
        assertThrows(
                CorruptException.class, () -> TailSurvey.ofAll(log.storage, log.checksum, start));
        LogFixture sound = new LogFixture().append("a").sync().append("b");
        TailSurvey survey = TailSurvey.ofAll(sound.storage, sound.checksum, start);
        assertEquals(new TailSurvey(sound.tail, 2, 1), survey);
    }

    /// The file is read in pieces; the proof lies across each place where two meet.
    @Test
    void proofAcrossPiecesIsFound() throws IOException {
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        int piece = 1 << 16;
        for (int pieces = 1; pieces <= 2; pieces++) {
            for (int before = -48; before <= 96; before += 8) {
                LogFixture log = new LogFixture();
                log.storage.setLength(5L * LogExtent.ALIGNMENT);
                long at = MISSING + (long) pieces * piece - before;
                log.forge(at, Forged.of(2, 0, 1), new byte[9]);
                assertThrows(
                        CorruptException.class,
                        () -> TailSurvey.ofAll(log.storage, log.checksum, start),
                        () -> "at " + at);
            }
        }
    }

    @Test
    void fileMayEndAnywhere() throws IOException {
        for (int more : new int[] {0, 1, 39, 40, 63, 64, 65, 100}) {
            LogFixture log = new LogFixture().append("a");
            log.storage.setLength(2L * LogExtent.ALIGNMENT + more);
            assertEquals(log.tail, log.survey().end());
            LogPosition start = LogPosition.start(LogFixture.FIRST);
            assertEquals(log.tail, TailSurvey.ofAll(log.storage, log.checksum, start).end());
        }
    }

    /// Each is verified at the price of what it claims, until that is too much.
    @Test
    void lookAlikesOfLongRecordsDoNotKeepAnOpenBusy() throws IOException {
        LogFixture log = new LogFixture();
        log.lookAlikes(MISSING + 4096);
        FaultStorage storage = new FaultStorage(log.storage);
        LogPosition start = LogPosition.start(LogFixture.FIRST);
        assertEquals(start, TailSurvey.ofAll(storage, log.checksum, start).end());
        long read = storage.bytesRead();
        assertTrue(read > 10L * LogRecord.MAX_PAYLOAD, read + " bytes were read");
        assertTrue(read < (1L << 28) + 3 * storage.size(), read + " bytes were read");
    }
}
