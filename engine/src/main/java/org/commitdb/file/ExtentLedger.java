package org.commitdb.file;

import java.util.Map;
import java.util.TreeMap;
import org.commitdb.file.log.LogExtent;
import org.commitdb.store.Finding.Severity;

/// Keeps account of who owns which stretch of the file: extents are aligned, inside the file and
/// disjoint.
///
/// **Threads**: one. **Cost**: O(log n) for each extent.
final class ExtentLedger {

    private final TreeMap<Long, Long> ends = new TreeMap<>();
    private final long fileSize;
    private final Findings findings;

    /// An account of a file of `fileSize` bytes, in which the preamble and the first extent are
    /// taken.
    ExtentLedger(long fileSize, Findings findings) {
        this.fileSize = fileSize;
        this.findings = findings;
        ends.put(0L, FileLayout.MIN_LENGTH);
    }

    /// Adds an extent that something at `place` allocates. One that is there already, with the same
    /// length, is the same.
    void add(long offset, long length, String place) {
        String text = length + " bytes at " + offset;
        if (offset < 0
                || length <= 0
                || offset % LogExtent.ALIGNMENT != 0
                || length % LogExtent.ALIGNMENT != 0
                || offset > fileSize - length) {
            String expected = "an aligned extent in a file of " + fileSize + " bytes";
            findings.add(Severity.DATA, place, offset, expected, text);
            return;
        }
        Long same = ends.get(offset);
        if (same != null && same == offset + length) {
            return;
        }
        Map.Entry<Long, Long> before = ends.lowerEntry(offset + length);
        if (before != null && before.getValue() > offset) {
            String expected =
                    "an extent apart from that from "
                            + before.getKey()
                            + " to "
                            + before.getValue();
            findings.add(Severity.DATA, place, offset, expected, text);
            return;
        }
        ends.put(offset, offset + length);
    }
}
