package org.commitdb.state;

import java.util.stream.LongStream;

/// The commits of a state, in the order in which they are replayed, as stretches of consecutive
/// ordinals.
///
/// `order(none)` is empty; `order(C)` is `order(parent(C))`, then, if C is a merge, the commits of
/// `order(target(C))` that are not in it yet, in their own relative order, then C. A linear history
/// of any length is one segment.
///
/// **Units**: ordinals (from 1 on) and positions (from 0 on). **Invariants**: segments do not
/// overlap; the last one ends at the tip and starts a run, so that the same segments serve every
/// commit of that run. **Threads**: any. **Cost**: O(segments) to hold, O(log segments) to ask.
final class LinearOrder {

    /// The order of the state before the first commit.
    static final LinearOrder EMPTY = new LinearOrder(Segments.NONE, 0);

    /// Stands for the bearer of what a merge brings that is not stored.
    static final long VIRTUAL = -1;

    private final Segments segments;
    private final long tip;
    private final long[] tips;

    LinearOrder(Segments segments, long tip) {
        this(segments, tip, tip);
    }

    /// The order of a merge of the commits at the ordinals `tips` that is not stored; `last` is its
    /// last commit.
    LinearOrder(Segments segments, long last, long... tips) {
        this.segments = segments;
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

    /// What this shares with the orders of all commits of its last run.
    Segments segments() {
        return segments;
    }

    int segmentCount() {
        return segments.count();
    }

    long firstOf(int segment) {
        return segments.first(segment);
    }

    long lastOf(int segment) {
        return segment == segments.count() - 1 ? tip : segments.last(segment);
    }

    /// How many commits there are.
    long size() {
        int last = segments.count() - 1;
        return last < 0 ? 0 : segments.start(last) + tip - segments.first(last) + 1;
    }

    /// The segment that holds `ordinal`, -1 when none does.
    int segmentOf(long ordinal) {
        int segment = segments.floor(ordinal);
        return segment >= 0 && ordinal <= lastOf(segment) ? segment : -1;
    }

    /// The least first ordinal of a segment that is greater than `ordinal`; [Long#MAX_VALUE] when
    /// there is none.
    long nextFirst(long ordinal) {
        return segments.nextFirst(ordinal);
    }

    /// The position of `ordinal` within `segment`, which holds it.
    long position(int segment, long ordinal) {
        return segments.start(segment) + ordinal - segments.first(segment);
    }

    /// Whether the commit at `ordinal` is in this order.
    boolean contains(long ordinal) {
        return segmentOf(ordinal) >= 0;
    }

    /// The ordinal at `position`.
    long ordinalAt(long position) {
        int segment = segments.at(position);
        return segments.first(segment) + position - segments.start(segment);
    }

    /// The commit on the chain of parents from the tip whose order is the first to include
    /// `ordinal`, which `segment` holds: the commit itself, or the merge that brought it.
    long bearer(int segment, long ordinal) {
        long owner = segments.owner(segment);
        return owner == 0 ? ordinal : owner;
    }

    /// The least ordinal at any position after those of `segment`; [Long#MAX_VALUE] when there is
    /// none.
    long leastOrdinalAfter(int segment) {
        return segments.leastAfter(segment);
    }

    /// The greatest ordinal from `first` to `last`, which are a run's, that is in this order; 0
    /// when none is.
    long coveredUpTo(long first, long last) {
        int segment = segments.floor(last);
        return segment >= 0 && segments.first(segment) >= first
                ? Math.min(last, lastOf(segment))
                : 0;
    }
}
