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
    private final TreeMap<Long, Long> endsForBlobs = new TreeMap<>();
    private long fileSize;
    private final Findings findings;

    /// An account of a file of `fileSize` bytes, in which the preamble and the first extent are
    /// taken.
    ExtentLedger(long fileSize, Findings findings) {
        this.fileSize = fileSize;
        this.findings = findings;
        ends.put(0L, FileLayout.MIN_LENGTH);
    }

    /// Takes the file for one that reaches to the end of an extent. What the log behind a
    /// checkpoint allocates may be lost from the length of the file in a power cut: whoever opens
    /// the file grows it again.
    void growTo(long offset, long length) {
        fileSize = Math.max(fileSize, offset + length);
    }

    /// Adds an extent that something at `place` allocates. One that is there already, with the same
    /// length, is the same.
    void add(long offset, long length, String place) {
        Long same = ends.get(offset);
        if (same != null && same == offset + length) {
            return;
        }
        if (isWithinFile(offset, length, place)
                && isApart(ends, offset, length, place)
                && isApart(endsForBlobs, offset, length, place)) {
            ends.put(offset, offset + length);
        }
    }

    /// Adds an extent for blobs, or a part of one, or one that was freed: these come again and
    /// again.
    void addForBlobs(long offset, long length, String place) {
        if (!isWithinFile(offset, length, place) || !isApart(ends, offset, length, place)) {
            return;
        }
        long start = offset;
        long end = offset + length;
        Map.Entry<Long, Long> before = endsForBlobs.floorEntry(end);
        while (before != null && before.getValue() >= start) {
            start = Math.min(start, before.getKey());
            end = Math.max(end, before.getValue());
            endsForBlobs.remove(before.getKey());
            before = endsForBlobs.floorEntry(end);
        }
        endsForBlobs.put(start, end);
    }

    /// Whether all of a stretch was allocated for blobs.
    boolean isForBlobs(long offset, long length) {
        Map.Entry<Long, Long> holder = endsForBlobs.floorEntry(offset);
        return holder != null && holder.getValue() >= offset + length;
    }

    private boolean isWithinFile(long offset, long length, String place) {
        boolean within =
                offset >= 0
                        && length > 0
                        && offset % LogExtent.ALIGNMENT == 0
                        && length % LogExtent.ALIGNMENT == 0
                        && offset <= fileSize - length;
        if (!within) {
            String expected = "an aligned extent in a file of " + fileSize + " bytes";
            findings.add(Severity.DATA, place, offset, expected, length + " bytes at " + offset);
        }
        return within;
    }

    private boolean isApart(TreeMap<Long, Long> taken, long offset, long length, String place) {
        Map.Entry<Long, Long> before = taken.lowerEntry(offset + length);
        boolean apart = before == null || before.getValue() <= offset;
        if (before != null && !apart) {
            String expected =
                    "an extent apart from that from "
                            + before.getKey()
                            + " to "
                            + before.getValue();
            findings.add(Severity.DATA, place, offset, expected, length + " bytes at " + offset);
        }
        return apart;
    }
}
