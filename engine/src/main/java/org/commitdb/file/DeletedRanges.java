package org.commitdb.file;

import java.util.Arrays;
import java.util.List;

/// The commits that were deleted: stretches of ordinals, and of the log records that hold them.
///
/// **Units**: ordinals and log record numbers, both from 1 on. **Invariants**: ranges are disjoint
/// and ascend by ordinal, and so by record; each covers consecutive ordinals, whose records are all
/// the commits between the first record and the last. An ordinal that is deleted stays so.
/// **Threads**: immutable. **Cost**: O(1) when nothing was deleted, else O(log ranges) a question.
final class DeletedRanges {

    private static final long[] NOTHING = {};

    /// Nothing was deleted.
    static final DeletedRanges NONE = new DeletedRanges(NOTHING, NOTHING, NOTHING, NOTHING);

    private final long[] first;
    private final long[] last;
    private final long[] firstSeq;
    private final long[] lastSeq;

    /// One stretch: its first and last ordinal, and the records that hold them.
    record Range(long first, long last, long firstSeq, long lastSeq) {

        /// Checks that neither ends before it begins.
        ///
        /// **Errors**: [IllegalArgumentException] that shows the range.
        Range {
            if (first < 1 || last < first || firstSeq < 1 || lastSeq < firstSeq + (last - first)) {
                throw new IllegalArgumentException(
                        "commits %d to %d in the log records %d to %d"
                                .formatted(first, last, firstSeq, lastSeq));
            }
        }
    }

    private DeletedRanges(long[] first, long[] last, long[] firstSeq, long[] lastSeq) {
        this.first = first;
        this.last = last;
        this.firstSeq = firstSeq;
        this.lastSeq = lastSeq;
    }

    /// Whether nothing was deleted.
    boolean isEmpty() {
        return first.length == 0;
    }

    /// How many commits were deleted.
    long count() {
        long count = 0;
        for (int i = 0; i < first.length; i++) {
            count += last[i] - first[i] + 1;
        }
        return count;
    }

    /// Whether the commit with this ordinal was deleted.
    boolean contains(long ordinal) {
        if (first.length == 0) {
            return false;
        }
        int at = floor(first, ordinal);
        return at >= 0 && ordinal <= last[at];
    }

    /// Whether the commit that the log record `seq` holds was deleted.
    boolean containsRecord(long seq) {
        if (first.length == 0) {
            return false;
        }
        int at = floor(firstSeq, seq);
        return at >= 0 && seq <= lastSeq[at];
    }

    /// The least deleted ordinal that is greater than `ordinal`, which is not deleted itself;
    /// [Long#MAX_VALUE] when there is none.
    long nextAfter(long ordinal) {
        int at = floor(first, ordinal) + 1;
        return at < first.length ? first[at] : Long.MAX_VALUE;
    }

    /// These and more.
    ///
    /// **Errors**: [IllegalArgumentException] when one of them overlaps another.
    DeletedRanges with(List<Range> more) {
        Range[] all = Arrays.copyOf(toArray(), first.length + more.size());
        for (int i = 0; i < more.size(); i++) {
            all[first.length + i] = more.get(i);
        }
        return of(all);
    }

    /// These ranges, in any order.
    ///
    /// **Errors**: [IllegalArgumentException] when two overlap.
    static DeletedRanges of(Range... ranges) {
        if (ranges.length == 0) {
            return NONE;
        }
        Range[] sorted = ranges.clone();
        Arrays.sort(sorted, (a, b) -> Long.compare(a.first, b.first));
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].first <= sorted[i - 1].last
                    || sorted[i].firstSeq <= sorted[i - 1].lastSeq) {
                throw new IllegalArgumentException(sorted[i - 1] + " overlaps " + sorted[i]);
            }
        }
        return new DeletedRanges(
                Arrays.stream(sorted).mapToLong(Range::first).toArray(),
                Arrays.stream(sorted).mapToLong(Range::last).toArray(),
                Arrays.stream(sorted).mapToLong(Range::firstSeq).toArray(),
                Arrays.stream(sorted).mapToLong(Range::lastSeq).toArray());
    }

    private Range[] toArray() {
        Range[] ranges = new Range[first.length];
        Arrays.setAll(ranges, i -> new Range(first[i], last[i], firstSeq[i], lastSeq[i]));
        return ranges;
    }

    /// The last index at which `sorted` has at most `key`, -1 if there is none.
    private static int floor(long[] sorted, long key) {
        int at = Arrays.binarySearch(sorted, key);
        return at >= 0 ? at : -at - 2;
    }
}
