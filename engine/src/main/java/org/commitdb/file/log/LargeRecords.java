package org.commitdb.file.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The large records that were read last, so that reading many documents of one large commit does
/// not copy and check the commit anew for each.
///
/// **Invariants**: holds at most [#MAX_BYTES] and one record more; a record in the log never
/// changes, so neither does what is held. **Threads**: any. **Cost**: O(1).
final class LargeRecords {

    /// A record from this size on is kept; a smaller one is read as fast as it is found here.
    static final int LARGE = 1 << 14;

    /// The most bytes that are kept, besides the record that was read last.
    static final int MAX_BYTES = 1 << 24;

    private final Map<Long, LogRecord> records = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// The record at `offset`, null when it is not held.
    synchronized @Nullable LogRecord find(long offset) {
        return records.isEmpty() ? null : records.get(offset);
    }

    /// Keeps `record` when it is large, and lets go of those that were not asked for the longest.
    synchronized void keep(LogRecord record) {
        long size = record.end() - record.offset();
        if (size < LARGE || records.put(record.offset(), record) != null) {
            return;
        }
        bytes += size;
        Iterator<LogRecord> oldest = records.values().iterator();
        while (bytes > MAX_BYTES && records.size() > 1) {
            LogRecord dropped = oldest.next();
            oldest.remove();
            bytes -= dropped.end() - dropped.offset();
        }
    }
}
