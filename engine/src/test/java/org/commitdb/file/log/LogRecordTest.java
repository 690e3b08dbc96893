package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogFixture.Forged;
import org.junit.jupiter.api.Test;

/// What a record tells of itself, and reading one that something points to.
final class LogRecordTest {

    @Test
    void flagsAreThoseThatTheRecordWasAddedWith() throws IOException {
        LogFixture log = new LogFixture();
        log.encoder.begin(log.tail, 1, 0);
        log.encoder.add(RecordType.BLOB_INLINE, LogRecord.LZ4, new byte[1]);
        log.encoder.add(RecordType.BLOB_EXTENT, LogRecord.BLOBS_FORCED, new byte[1]);
        log.encoder.add(RecordType.COMMIT, new byte[1]);
        log.encoder.finish();
        LogScanner scanner =
                new LogScanner(log.storage, log.checksum, LogPosition.start(LogFixture.FIRST));
        LogRecord compressed = scanner.next();
        assertTrue(compressed.has(LogRecord.LZ4));
        assertFalse(compressed.has(LogRecord.BLOBS_FORCED));
        assertFalse(compressed.isLast());
        assertEquals(RecordType.BLOB_INLINE, compressed.type());
        LogRecord outside = scanner.next();
        assertFalse(outside.has(LogRecord.LZ4));
        assertTrue(outside.has(LogRecord.BLOBS_FORCED));
        LogRecord last = scanner.next();
        assertFalse(last.has(LogRecord.LZ4));
        assertTrue(last.isLast());
        assertTrue(last.continues(outside));
        assertTrue(outside.continues(compressed));
        assertFalse(last.continues(compressed));
        assertFalse(compressed.continues(outside));
    }

    @Test
    void recordContinuesTheOneWithTheNumberAndTheChecksumBeforeIt() throws IOException {
        LogFixture log = new LogFixture();
        LogRecord before = log.forge(LogFixture.FIRST.firstRecord(), Forged.of(7, 0, 0));
        long at = before.end();
        assertTrue(log.forge(at, Forged.of(8, before.crc(), 0)).continues(before));
        assertFalse(log.forge(at, Forged.of(8, before.crc() + 1, 0)).continues(before));
        assertFalse(log.forge(at, Forged.of(9, before.crc(), 0)).continues(before));
        assertFalse(log.forge(at, Forged.of(6, before.crc(), 0)).continues(before));
    }

    @Test
    void typeThatThisVersionDoesNotKnowIsNone() throws IOException {
        LogFixture log = new LogFixture();
        long at = LogFixture.FIRST.firstRecord();
        for (int type : new int[] {0, 5, 127, 130, 255}) {
            LogRecord record = log.forge(at, new Forged(1, 0, type, 1, 1, 0));
            assertEquals(type, record.typeCode());
            assertNull(record.type());
        }
    }

    @Test
    void payloadIsNotReadBeyondItsEnd() throws IOException {
        LogFixture log = new LogFixture();
        LogRecord record =
                log.forge(
                        LogFixture.FIRST.firstRecord(),
                        Forged.of(1, 0, 0),
                        LogFixture.numbers(5, -1, 3));
        assertEquals(5, record.payloadLong(0));
        assertEquals(3, record.payloadLong(16));
        assertArrayEquals(new byte[] {3, 0}, record.payload(16, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> record.payloadLong(17));
        assertThrows(IndexOutOfBoundsException.class, () -> record.payloadLong(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> record.payload(16, 9));
    }

    @Test
    void positionsAreAlignedAndBehindTheHeaderOfTheirExtent() {
        LogExtent extent = LogFixture.FIRST;
        long first = extent.firstRecord();
        assertTrue(LogPosition.isValid(extent, first, 1));
        assertTrue(LogPosition.isValid(extent, extent.end() - 8, Long.MAX_VALUE));
        for (long offset : new long[] {first - 8, first + 4, extent.end(), extent.end() + 8}) {
            assertFalse(LogPosition.isValid(extent, offset, 1));
            assertThrows(
                    IllegalArgumentException.class, () -> new LogPosition(extent, offset, 1, 0));
        }
        assertFalse(LogPosition.isValid(extent, first, 0));
        assertFalse(LogPosition.isValid(extent, first, -1));
    }

    @Test
    void headerOfAnExtentTellsWhereItsFirstRecordIsExpected() {
        LogFixture log = fixture();
        long offset = LogFixture.FIRST.offset();
        LogPosition first =
                new LogPosition(LogFixture.FIRST, LogFixture.FIRST.firstRecord(), 12, 345);
        byte[] header = ExtentHeader.encode(log.checksum, first, 0);
        assertEquals(first, ExtentHeader.decode(log.checksum, offset, header));
        assertNull(ExtentHeader.decode(log.checksum, 2 * offset, header));
        for (int[] change :
                new int[][] {
                    {ExtentHeader.FIRST_SEQ, 0},
                    {ExtentHeader.FIRST_SEQ, -1},
                    {ExtentHeader.EXTENT_SEQ, 0},
                    {ExtentHeader.EXTENT_LENGTH, 0},
                    {ExtentHeader.EXTENT_LENGTH, 8}
                }) {
            byte[] changed = header.clone();
            LogRecord.LONG.set(changed, change[0], (long) change[1]);
            LogRecord.INT.set(changed, 0, log.checksum.of(offset, changed, 4, 60));
            assertNull(ExtentHeader.decode(log.checksum, offset, changed));
        }
    }

    private static LogFixture fixture() {
        try {
            return new LogFixture();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Counts what is copied.
    private static final class CountedBytes implements LogBytes {

        private final LogBytes inner;
        private long copied;

        CountedBytes(LogBytes inner) {
            this.inner = inner;
        }

        @Override
        public void copy(long position, byte[] target, int offset, int length) {
            copied += length;
            inner.copy(position, target, offset, length);
        }

        @Override
        public String name() {
            return inner.name();
        }
    }

    @Test
    void recordWithoutPayloadIsRead() throws IOException {
        LogFixture log = new LogFixture();
        log.encoder.begin(log.tail, 1, 0);
        long at = log.encoder.add(RecordType.DROP_FRAMES, new byte[0]);
        log.encoder.finish();
        RecordReader reader =
                new RecordReader(new LogScannerTest.StorageBytes(log.storage), log.checksum);
        assertEquals(0, reader.read(at, RecordType.DROP_FRAMES).payload().length);
    }

    @Test
    void largeCommitIsNotReadAgain() throws IOException {
        LogFixture log = new LogFixture();
        log.encoder.begin(log.tail, 1, 0);
        long large = log.encoder.add(RecordType.COMMIT, new byte[20_000]);
        long small = log.encoder.add(RecordType.COMMIT, new byte[2_000]);
        long other = log.encoder.add(RecordType.DEFINITIONS, new byte[20_000]);
        log.encoder.finish();
        CountedBytes source = new CountedBytes(new LogScannerTest.StorageBytes(log.storage));
        RecordReader reader = new RecordReader(source, log.checksum);
        byte[] payload = reader.read(large, RecordType.COMMIT).payload();
        reader.read(small, RecordType.COMMIT);
        reader.read(other, RecordType.DEFINITIONS);
        long before = source.copied;
        assertArrayEquals(payload, reader.read(large, RecordType.COMMIT).payload());
        assertEquals(before, source.copied);
        reader.read(small, RecordType.COMMIT);
        assertTrue(source.copied > before + 2_000);
        reader.read(other, RecordType.DEFINITIONS);
        assertTrue(source.copied > before + 22_000);
        assertThrows(CorruptException.class, () -> reader.read(large, RecordType.FRAME));
    }
}
