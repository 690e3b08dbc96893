package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.Storage;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.fuzz.Input;
import org.junit.jupiter.api.Test;

/// Logs that somebody made up who can compute checksums: a scan gives exactly the records that
/// continue the chain, a survey and a search end, and nothing but the documented exceptions comes.
///
/// The input is a list of records, each a byte that says how it deviates from a sound one, and what
/// that needs.
final class LogRecordFuzzTest {

    private static final SaltedCrc CHECKSUM = new SaltedCrc(99);
    private static final LogExtent FIRST =
            new LogExtent(LogExtent.ALIGNMENT, LogExtent.ALIGNMENT, 1);
    private static final int FILE_BYTES = 3 * LogExtent.ALIGNMENT;
    private static final long ALLOWED_BYTES = 64L << 20;

    @FuzzTest(maxDuration = "10m")
    void scanGivesTheRecordsOfTheChain(byte[] input) {
        Budget.holdAllThreads(ALLOWED_BYTES, () -> check(input));
    }

    private static int check(byte[] input) {
        byte[] file = write(new Input(input));
        try (Storage storage = new HeapStorage("log")) {
            storage.setLength(file.length);
            storage.write(0, ByteBuffer.wrap(file));
            int count = scan(storage, file);
            survey(storage);
            search(storage);
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file that `input` describes.
    private static byte[] write(Input input) {
        ByteBuffer file = ByteBuffer.allocate(FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put((int) FIRST.offset(), ExtentHeader.encode(CHECKSUM, LogPosition.start(FIRST), 0));
        int at = (int) FIRST.firstRecord();
        long seq = 1;
        int prevCrc = 0;
        while (input.hasMore() && at < FILE_BYTES - 1024) {
            int control = input.next();
            byte[] payload = (control & 7) == 3 ? nextExtent(input) : input.take(input.next() & 63);
            int size = LogRecord.sizeOf(payload.length);
            file.putInt(at + LogRecord.LENGTH, payload.length);
            file.putLong(at + LogRecord.SEQ, seq);
            file.putInt(at + LogRecord.PREV_CRC, prevCrc);
            file.put(at + LogRecord.TYPE, type(control & 7, input));
            file.put(at + LogRecord.FLAGS, (byte) (control >> 3 & 7));
            file.putLong(at + LogRecord.TXN_ID, seq >> 1);
            file.putLong(at + LogRecord.DURABLE_SEQ, Math.max(0, seq - 1 - (control >> 6)));
            file.put(at + LogRecord.HEADER_SIZE, payload);
            if ((control & 7) == 5) {
                alter(file, at, input);
            }
            int crc = CHECKSUM.of(at, file.array(), at + LogRecord.LENGTH, size - LogRecord.LENGTH);
            file.putInt(at + LogRecord.CRC, crc);
            if ((control & 7) == 6) {
                int place = at + input.below(size);
                file.put(place, (byte) (file.get(place) ^ input.next()));
            }
            if ((control & 7) == 3) {
                startExtent(file, payload, seq + 1, crc);
            }
            at += size + ((control & 7) == 7 ? 8 * (input.next() & 15) : 0);
            seq++;
            prevCrc = crc;
        }
        return file.array();
    }

    private static byte type(int kind, Input input) {
        return switch (kind) {
            case 2 -> (byte) input.next();
            case 3 -> (byte) RecordType.NEXT_EXTENT.code();
            case 4 -> (byte) RecordType.ALLOC.code();
            default -> (byte) RecordType.DEFINITIONS.code();
        };
    }

    private static byte[] nextExtent(Input input) {
        long extents = 1L + input.below(3);
        ByteBuffer payload = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        payload.putLong(extents * LogExtent.ALIGNMENT);
        payload.putLong((long) input.next() * LogExtent.ALIGNMENT).putLong(input.next());
        return payload.array();
    }

    /// Writes the header of the extent that `payload` announces, if it is one in the file.
    private static void startExtent(ByteBuffer file, byte[] payload, long seq, int prevCrc) {
        ByteBuffer numbers = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        long offset = numbers.getLong();
        long length = numbers.getLong();
        long extentSeq = numbers.getLong();
        if (LogExtent.isValid(offset, length, extentSeq) && offset < FILE_BYTES) {
            LogExtent extent = new LogExtent(offset, length, extentSeq);
            LogPosition first = new LogPosition(extent, extent.firstRecord(), seq, prevCrc);
            file.put((int) offset, ExtentHeader.encode(CHECKSUM, first, 0));
        }
    }

    private static void alter(ByteBuffer file, int at, Input input) {
        switch (input.next() % 6) {
            case 0 -> file.putInt(at + LogRecord.LENGTH, (int) input.number(4));
            case 1 -> file.putLong(at + LogRecord.SEQ, input.number(8));
            case 2 -> file.putInt(at + LogRecord.PREV_CRC, (int) input.number(4));
            case 3 -> file.putLong(at + LogRecord.TXN_ID, input.number(8));
            case 4 -> file.putLong(at + LogRecord.DURABLE_SEQ, input.number(8));
            default -> file.putShort(at + LogRecord.RESERVED, (short) input.number(2));
        }
    }

    /// Compares a scan with a reader that looks at one extent only and at each byte anew.
    private static int scan(Storage storage, byte[] bytes) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        LogScanner scanner = new LogScanner(storage, CHECKSUM, LogPosition.start(FIRST));
        long at = FIRST.firstRecord();
        int prevCrc = 0;
        int count = 0;
        try {
            for (LogRecord record = scanner.next(); record != null; record = scanner.next()) {
                count++;
                assertTrue(count <= FILE_BYTES / LogRecord.HEADER_SIZE);
                if (at >= 0) {
                    assertEquals(at, record.offset());
                    assertEquals(count, record.seq());
                    assertEquals(prevCrc, record.prevCrc());
                    int length = file.getInt((int) at + LogRecord.LENGTH);
                    byte[] payload = new byte[length];
                    file.get((int) at + LogRecord.HEADER_SIZE, payload);
                    assertArrayEquals(payload, record.payload());
                    prevCrc = crc(bytes, (int) at, length);
                    assertEquals(prevCrc, record.crc());
                    at = record.is(RecordType.NEXT_EXTENT) ? -1 : at + LogRecord.sizeOf(length);
                }
            }
        } catch (IncompatibleException e) {
            assertTrue(!e.found().isEmpty());
            return count;
        }
        assertTrue(
                at < 0 || !continues(bytes, (int) at, count + 1L, prevCrc), "a record is missed");
        return count;
    }

    private static int crc(byte[] bytes, int at, int length) {
        int covered = LogRecord.sizeOf(length) - LogRecord.LENGTH;
        return CHECKSUM.of(at, bytes, at + LogRecord.LENGTH, covered);
    }

    /// Whether a record that a scan has to give lies at `at`.
    private static boolean continues(byte[] bytes, int at, long seq, int prevCrc) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int room = (int) FIRST.end() - at;
        if (room < LogRecord.HEADER_SIZE) {
            return false;
        }
        int length = file.getInt(at + LogRecord.LENGTH);
        int type = file.get(at + LogRecord.TYPE) & 0xff;
        return length >= 0
                && length <= room - LogRecord.HEADER_SIZE
                && LogRecord.sizeOf(length) < room
                && type != RecordType.NEXT_EXTENT.code()
                && file.getLong(at + LogRecord.SEQ) == seq
                && file.getInt(at + LogRecord.PREV_CRC) == prevCrc
                && file.getInt(at + LogRecord.CRC) == crc(bytes, at, length);
    }

    private static void survey(Storage storage) throws IOException {
        try {
            TailSurvey survey = TailSurvey.of(storage, CHECKSUM, LogPosition.start(FIRST), 0, 0);
            assertTrue(survey.certifiedSeq() < Long.MAX_VALUE);
        } catch (CorruptException e) {
            assertTrue(e.offset() >= FIRST.firstRecord(), e.getMessage());
        } catch (IncompatibleException e) {
            assertTrue(!e.found().isEmpty());
        }
    }

    private static void search(Storage storage) throws IOException {
        RecordSearch search = new RecordSearch(storage, CHECKSUM, FIRST.offset(), FILE_BYTES);
        long end = FIRST.offset();
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            assertTrue(record.offset() >= end);
            end = record.end();
        }
        assertTrue(end <= FILE_BYTES);
        LogPosition resumed = RecordSearch.resume(storage, CHECKSUM, LogPosition.start(FIRST));
        assertTrue(resumed == null || resumed.seq() > 0);
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<byte[]> inputs =
                List.of(
                        new byte[] {8, 3, 1, 2, 3, 8, 0, 0, 2, 7, 7, 8, 1, 9},
                        new byte[] {8, 3, 1, 2, 3, 13, 1, 9, 1, 5, 0, 0, 0, 0, 0, 0, 0, 8, 0},
                        new byte[] {8, 1, 1, 14, 1, 1, 0, 20, 4, 8, 1, 1},
                        new byte[] {8, 1, 1, 15, 1, 1, 3, 8, 1, 1},
                        new byte[] {8, 1, 1, 11, 0, 1, 1, 2, 8, 1, 1},
                        new byte[] {8, 1, 1, 10, 1, 5, (byte) 200, 8, 1, 1});
        for (int i = 0; i < inputs.size(); i++) {
            assertTrue(check(inputs.get(i)) > 0);
            seeds.put("log-" + i, inputs.get(i));
        }
        Corpus.check(LogRecordFuzzTest.class, "scanGivesTheRecordsOfTheChain", seeds);
    }
}
