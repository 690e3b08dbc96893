package org.commitdb.state;

import java.util.Arrays;
import java.util.stream.LongStream;

/// The commits of a state, in the order in which they are replayed, as stretches of consecutive
/// ordinals.
///
/// `order(none)` is empty; `order(C)` is `order(parent(C))`, then, if C is a merge, the commits of
/// `order(target(C))` that are not in it yet, in their own relative order, then C. A linear history
/// of any length is one segment.
///
/// **Units**: ordinals (from 1 on) and positions (from 0 on). **Invariants**: segments do not
/// overlap; the last one ends at the tip and starts a run, so that one layout serves every commit
/// of that run. **Threads**: any. **Cost**: O(segments) to hold, O(log segments) to ask.
final class LinearOrder {

    /// The order of the state before the first commit.
    static final LinearOrder EMPTY =
            new LinearOrder(new Layout(new long[0], new long[0], new long[0]), 0);

    /// Stands for the bearer of what a merge brings that is not stored.
    static final long VIRTUAL = -1;

    private final Layout layout;
    private final long tip;
    private final long[] tips;

    LinearOrder(Layout layout, long tip) {
        this(layout, tip, tip);
    }

    /// The order of a merge of the commits at the ordinals `tips` that is not stored; `last` is its
    /// last commit.
    LinearOrder(Layout layout, long last, long... tips) {
        this.layout = layout;
        this.tip = last;
        this.tips = tips;
    }

    /// The ordinals of the commits whose order this is: one, or two that are merged.
    LongStream tips() {
        return LongStream.of(tips);
    }

    /// The greatest ordinal in this order; 0 for the empty one.
    long newest() {
        long newest = 0;
        for (long each : tips) {
            newest = Math.max(newest, each);
        }
        return newest;
    }

    /// The ordinal of the last commit; 0 for the empty order.
    long tip() {
        return tip;
    }

    /// Whether this is the order of a merge that is not stored.
    boolean isVirtual() {
        return tips.length > 1;
    }

    Layout layout() {
        return layout;
    }

    int segmentCount() {
        return layout.first.length;
    }

    long firstOf(int segment) {
        return layout.first[segment];
    }

    long lastOf(int segment) {
        return segment == layout.first.length - 1 ? tip : layout.last[segment];
    }

    /// How many commits there are.
    long size() {
        int count = layout.first.length;
        return count == 0 ? 0 : layout.start[count - 1] + tip - layout.first[count - 1] + 1;
    }

    /// The segment that holds `ordinal`, -1 when none does.
    int segmentOf(long ordinal) {
        int segment = layout.floor(ordinal);
        return segment >= 0 && ordinal <= lastOf(segment) ? segment : -1;
    }

    /// The least first ordinal of a segment that is greater than `ordinal`; [Long#MAX_VALUE] when
    /// there is none.
    long nextFirst(long ordinal) {
        return layout.nextFirst(ordinal);
    }

    /// The position of `ordinal` within `segment`, which holds it.
    long position(int segment, long ordinal) {
        return layout.start[segment] + ordinal - layout.first[segment];
    }

    /// Whether the commit at `ordinal` is in this order.
    boolean contains(long ordinal) {
        return segmentOf(ordinal) >= 0;
    }

    /// The ordinal at `position`.
    long ordinalAt(long position) {
        int found = Arrays.binarySearch(layout.start, position);
        int segment = found >= 0 ? found : -found - 2;
        return layout.first[segment] + position - layout.start[segment];
    }

    /// The commit on the chain of parents from the tip whose order is the first to include
    /// `ordinal`, which `segment` holds: the commit itself, or the merge that brought it.
    long bearer(int segment, long ordinal) {
        long owner = layout.owner[segment];
        return owner == 0 ? ordinal : owner;
    }

    /// The least ordinal at any position after those of `segment`; [Long#MAX_VALUE] when there is
    /// none.
    long leastOrdinalAfter(int segment) {
        return layout.leastAfter[segment];
    }

    /// The greatest ordinal from `first` to `last`, which are a run's, that is in this order; 0
    /// when none is.
    long coveredUpTo(long first, long last) {
        int segment = layout.floor(last);
        return segment >= 0 && layout.first[segment] >= first ? Math.min(last, lastOf(segment)) : 0;
    }

    /// The part of an order that all commits of its last run share.
    static final class Layout {

        private final long[] first;
        private final long[] last;
        private final long[] owner;
        private final long[] start;
        private final long[] leastAfter;
        private final int[] byOrdinal;

        /// Segments by position: the ordinals of each (the last one's end does not matter), and the
        /// merge on the chain of parents that brought it, 0 for a segment of that chain itself.
        Layout(long[] first, long[] last, long[] owner) {
            this.first = first;
            this.last = last;
            this.owner = owner;
            int count = first.length;
            this.start = new long[count];
            this.leastAfter = new long[count];
            this.byOrdinal = sortByOrdinal(first);
            for (int i = 1; i < count; i++) {
                start[i] = start[i - 1] + last[i - 1] - first[i - 1] + 1;
            }
            long least = Long.MAX_VALUE;
            for (int i = count - 1; i >= 0; i--) {
                leastAfter[i] = least;
                least = Math.min(least, first[i]);
            }
        }

        long[] first() {
            return first;
        }

        long[] last() {
            return last;
        }

        long[] owner() {
            return owner;
        }

        /// The segment with the greatest first ordinal that is at most `ordinal`; -1 when there is
        /// none.
        private int floor(long ordinal) {
            int rank = countUpTo(ordinal) - 1;
            return rank < 0 ? -1 : byOrdinal[rank];
        }

        private long nextFirst(long ordinal) {
            int rank = countUpTo(ordinal);
            return rank == byOrdinal.length ? Long.MAX_VALUE : first[byOrdinal[rank]];
        }

        /// How many segments start at `ordinal` or before.
        private int countUpTo(long ordinal) {
            int low = 0;
            int high = byOrdinal.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (first[byOrdinal[middle]] <= ordinal) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        private static int[] sortByOrdinal(long[] first) {
            boolean sorted = true;
            for (int i = 1; i < first.length && sorted; i++) {
                sorted = first[i - 1] < first[i];
            }
            int[] order = new int[first.length];
            Arrays.setAll(order, i -> i);
            if (sorted) {
                return order;
            }
            Integer[] boxed = Arrays.stream(order).boxed().toArray(Integer[]::new);
            Arrays.sort(boxed, (a, b) -> Long.compare(first[a], first[b]));
            Arrays.setAll(order, i -> boxed[i]);
            return order;
        }
    }
}
