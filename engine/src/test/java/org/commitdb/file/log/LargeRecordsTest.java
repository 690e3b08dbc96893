package org.commitdb.file.log;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/// What [LargeRecords] keeps, and for how long.
final class LargeRecordsTest {

    private final LargeRecords records = new LargeRecords();

    @Test
    void smallRecordIsNotKept() {
        records.keep(record(8, LargeRecords.LARGE - LogRecord.ALIGNMENT));
        assertNull(records.find(8));
    }

    @Test
    void largeRecordIsFoundAgain() {
        LogRecord record = record(8, LargeRecords.LARGE);
        records.keep(record);
        assertSame(record, records.find(8));
        assertNull(records.find(16));
    }

    @Test
    void recordLargerThanTheLimitIsKeptUntilTheNext() {
        records.keep(record(8, LargeRecords.MAX_BYTES + LogRecord.ALIGNMENT));
        assertNotNull(records.find(8));
        records.keep(record(1L << 26, LargeRecords.LARGE));
        assertNull(records.find(8));
        assertNotNull(records.find(1L << 26));
    }

    @Test
    void recordThatWasAskedForLongestAgoGoesFirst() {
        int half = LargeRecords.MAX_BYTES / 2;
        records.keep(record(0, half));
        records.keep(record(half, half));
        assertNotNull(records.find(0));
        records.keep(record(2L * half, half));
        assertNotNull(records.find(0));
        assertNull(records.find(half));
        records.keep(record(3L * half, half));
        assertNotNull(records.find(0));
        assertNull(records.find(2L * half));
        assertNotNull(records.find(3L * half));
    }

    @Test
    void recordIsSmallWhereverItLies() {
        records.keep(record(1L << 40, LogRecord.HEADER_SIZE));
        assertNull(records.find(1L << 40));
    }

    private static LogRecord record(long offset, int size) {
        return new LogRecord(offset, new byte[size]);
    }
}
