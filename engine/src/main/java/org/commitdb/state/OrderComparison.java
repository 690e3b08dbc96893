package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/// Compares two linear orders, stretch by stretch.
///
/// **Units**: ordinals. **Cost**: O(segments of both × log), never the commits that both have.
final class OrderComparison {

    /// Consecutive ordinals that stand together in both orders, at these positions.
    private record Common(long first, long last, long leftPosition, long rightPosition) {

        long size() {
            return last - first + 1;
        }
    }

    private record Stretch(long first, long last) {}

    private final List<Common> common = new ArrayList<>();
    private final List<Stretch> onlyLeft = new ArrayList<>();
    private final List<Stretch> onlyRight = new ArrayList<>();

    OrderComparison(LinearOrder left, LinearOrder right) {
        split(left, right, onlyLeft, common);
        split(right, left, onlyRight, new ArrayList<>());
    }

    private static void split(
            LinearOrder order, LinearOrder other, List<Stretch> only, List<Common> common) {
        for (int segment = 0; segment < order.segmentCount(); segment++) {
            long last = order.lastOf(segment);
            long next = order.firstOf(segment);
            while (next <= last) {
                int found = other.segmentOf(next);
                long end;
                if (found >= 0) {
                    end = Math.min(last, other.lastOf(found));
                    common.add(
                            new Common(
                                    next,
                                    end,
                                    order.position(segment, next),
                                    other.position(found, next)));
                } else {
                    end = Math.min(last, other.nextFirst(next) - 1);
                    only.add(new Stretch(next, end));
                }
                next = end + 1;
            }
        }
    }

    /// How many commits both have.
    long commonSize() {
        return common.stream().mapToLong(Common::size).sum();
    }

    /// The greatest ordinal that both have; 0 when there is none.
    long newestCommon() {
        return common.stream().mapToLong(Common::last).max().orElse(0);
    }

    /// Gives every commit that only the left one has.
    void forEachLeft(LongConsumer action) {
        onlyLeft.forEach(stretch -> forEach(stretch.first(), stretch.last(), action));
    }

    /// Gives every commit that only the right one has.
    void forEachRight(LongConsumer action) {
        onlyRight.forEach(stretch -> forEach(stretch.first(), stretch.last(), action));
    }

    /// Gives the commits that both have, from the first on that does not follow the same ones in
    /// both.
    void forEachReordered(LongConsumer action) {
        List<Common> byRight = new ArrayList<>(common);
        byRight.sort(Comparator.comparingLong(Common::rightPosition));
        int same = 0;
        while (same < common.size() && common.get(same) == byRight.get(same)) {
            same++;
        }
        common.subList(same, common.size())
                .forEach(stretch -> forEach(stretch.first(), stretch.last(), action));
    }

    private static void forEach(long first, long last, LongConsumer action) {
        for (long ordinal = first; ordinal <= last; ordinal++) {
            action.accept(ordinal);
        }
    }
}
