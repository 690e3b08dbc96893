package org.commitdb.state;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The stretches of consecutive ordinals that make up a linear order, by position: what the orders
/// of all commits of the last stretch share.
///
/// An order that grows shares its tables with what it grows from, each seeing its own count, as
/// long as what is added comes behind everything else in the order of arrival, too. The first one
/// who adds to an order has the room behind it; who adds something else to the same order copies.
///
/// **Units**: ordinals (from 1 on) and positions (from 0 on). **Invariants**: segments do not
/// overlap. Below the count of an order nothing changes, except for the end of its last segment and
/// what comes after that, which the order does not look at. **Threads**: any. **Cost**: O(1)
/// amortised for each segment that is added in place, O(segments) for a copy.
final class Segments {

    /// None.
    static final Segments NONE = new Segments(new Table(0), 0);

    private static final int MORE = 4;
    private static final int GROWTH_DIVISOR = 8;

    private final Table table;
    private final int count;

    private Segments(Table table, int count) {
        this.table = table;
        this.count = count;
    }

    /// The columns that several orders may share.
    private static final class Table {

        /// The first and the last ordinal of each segment.
        private final long[] first;

        private final long[] last;

        /// The merge on the chain of parents that brought each segment, 0 for one of that chain.
        private final long[] owner;

        /// The position of each segment's first commit.
        private final long[] start;

        /// The least ordinal in any later segment.
        private final long[] leastAfter;

        /// The segments by their first ordinals.
        private final int[] byOrdinal;

        private final AtomicInteger used = new AtomicInteger();
        private int holders;

        Table(int capacity) {
            first = new long[capacity];
            last = new long[capacity];
            owner = new long[capacity];
            start = new long[capacity];
            leastAfter = new long[capacity];
            byOrdinal = new int[capacity];
        }

        Table copy(int count, int capacity) {
            Table copy = new Table(capacity);
            System.arraycopy(first, 0, copy.first, 0, count);
            System.arraycopy(last, 0, copy.last, 0, count);
            System.arraycopy(owner, 0, copy.owner, 0, count);
            System.arraycopy(start, 0, copy.start, 0, count);
            System.arraycopy(leastAfter, 0, copy.leastAfter, 0, count);
            System.arraycopy(byOrdinal, 0, copy.byOrdinal, 0, count);
            return copy;
        }

        void addStarts(int from, int to) {
            for (int i = Math.max(1, from); i < to; i++) {
                start[i] = start[i - 1] + last[i - 1] - first[i - 1] + 1;
            }
        }

        /// Puts the segments from `from` on in order, which come behind all others.
        void rankBehind(int from, int to) {
            for (int i = from; i < to; i++) {
                byOrdinal[i] = i;
            }
            for (int i = Math.max(1, from); i < to; i++) {
                leastAfter[i - 1] = first[i];
            }
        }

        void rankAll(int to) {
            Integer[] order = new Integer[to];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Long.compare(first[a], first[b]));
            long least = Long.MAX_VALUE;
            for (int i = to - 1; i >= 0; i--) {
                byOrdinal[i] = order[i];
                leastAfter[i] = least;
                least = Math.min(least, first[i]);
            }
        }
    }

    /// Segments to be added, in the order of their positions.
    static final class Addition {

        private long[] first = new long[MORE];
        private long[] last = new long[MORE];
        private long[] owner = new long[MORE];
        private int count;

        /// Adds the commits from `from` to `to`, brought by the merge `merge`, 0 for none.
        void add(long from, long to, long merge) {
            if (count == first.length) {
                first = Arrays.copyOf(first, count * 2);
                last = Arrays.copyOf(last, count * 2);
                owner = Arrays.copyOf(owner, count * 2);
            }
            first[count] = from;
            last[count] = to;
            owner[count] = merge;
            count++;
        }

        /// The last ordinal that was added.
        long last() {
            return last[count - 1];
        }
    }

    /// These segments, the last one up to `tip`, and behind them `more`.
    Segments with(long tip, Addition more) {
        int total = count + more.count;
        boolean behind = isBehind(more);
        boolean inPlace =
                behind && total <= table.first.length && table.used.compareAndSet(count, total);
        Table target = table;
        if (!inPlace) {
            target = table.copy(count, total + total / GROWTH_DIVISOR + MORE);
            target.used.set(total);
        }
        if (count > 0) {
            target.last[count - 1] = tip;
        }
        System.arraycopy(more.first, 0, target.first, count, more.count);
        System.arraycopy(more.last, 0, target.last, count, more.count);
        System.arraycopy(more.owner, 0, target.owner, count, more.count);
        target.addStarts(count, total);
        if (behind) {
            target.rankBehind(count, total);
        } else {
            target.rankAll(total);
        }
        return new Segments(target, total);
    }

    private boolean isBehind(Addition more) {
        long greatest = count == 0 ? 0 : table.first[table.byOrdinal[count - 1]];
        for (int i = 0; i < more.count; i++) {
            if (more.first[i] <= greatest) {
                return false;
            }
            greatest = more.first[i];
        }
        return true;
    }

    int count() {
        return count;
    }

    long first(int segment) {
        return table.first[segment];
    }

    /// The last ordinal of a segment other than the last one.
    long last(int segment) {
        return table.last[segment];
    }

    /// The merge on the chain of parents that brought the segment, 0 for one of that chain.
    long owner(int segment) {
        return table.owner[segment];
    }

    /// The position of the segment's first commit.
    long start(int segment) {
        return table.start[segment];
    }

    /// The least ordinal in any later segment, [Long#MAX_VALUE] when there is none.
    long leastAfter(int segment) {
        return segment == count - 1 ? Long.MAX_VALUE : table.leastAfter[segment];
    }

    /// The segment that the position is in, if it is in any.
    int at(long position) {
        int found = Arrays.binarySearch(table.start, 0, count, position);
        return found >= 0 ? found : -found - 2;
    }

    /// The segment with the greatest first ordinal that is at most `ordinal`; -1 when there is
    /// none.
    int floor(long ordinal) {
        int rank = countUpTo(ordinal) - 1;
        return rank < 0 ? -1 : table.byOrdinal[rank];
    }

    /// The least first ordinal that is greater than `ordinal`; [Long#MAX_VALUE] when there is none.
    long nextFirst(long ordinal) {
        int rank = countUpTo(ordinal);
        return rank == count ? Long.MAX_VALUE : table.first[table.byOrdinal[rank]];
    }

    /// How many segments start at `ordinal` or before.
    private int countUpTo(long ordinal) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (table.first[table.byOrdinal[middle]] <= ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Notes that somebody remembers these, and returns how many segments that takes which nobody
    /// held before. One at a time.
    int hold() {
        return table.holders++ == 0 ? table.first.length : 0;
    }

    /// Ends what [#hold] began, and returns how many segments nobody holds any more.
    int letGo() {
        return --table.holders == 0 ? table.first.length : 0;
    }
}
