package org.commitdb.file;

import java.util.Arrays;
import java.util.function.LongPredicate;

/// How the heads differ from those of an older state.
///
/// **Units**: ordinals, ascending. **Invariants**: what is removed was a head of the older state;
/// what is added was not. **Threads**: immutable. **Cost**: each change copies the arrays, which
/// are short: a head goes when it gets a child.
final class HeadDelta {

    private static final long[] NO_ORDINALS = {};

    /// No difference.
    static final HeadDelta NONE = new HeadDelta(NO_ORDINALS, NO_ORDINALS);

    private final long[] added;
    private final long[] removed;

    private HeadDelta(long[] added, long[] removed) {
        this.added = added;
        this.removed = removed;
    }

    /// The difference between the heads of an older state and those of a newer one, both ascending.
    static HeadDelta between(long[] older, long[] newer) {
        return new HeadDelta(
                Arrays.stream(newer).filter(head -> !isIn(older, head)).toArray(),
                Arrays.stream(older).filter(head -> !isIn(newer, head)).toArray());
    }

    private static boolean isIn(long[] ordinals, long ordinal) {
        return Arrays.binarySearch(ordinals, ordinal) >= 0;
    }

    /// The difference after a commit `ordinal`, the newest, became a child of `parent` and
    /// `mergeTarget`, where 0 is none. `wasHead` tells the heads of the older state.
    HeadDelta with(long ordinal, long parent, long mergeTarget, LongPredicate wasHead) {
        HeadDelta rest = without(parent, wasHead).without(mergeTarget, wasHead);
        long[] more = Arrays.copyOf(rest.added, rest.added.length + 1);
        more[more.length - 1] = ordinal;
        return new HeadDelta(more, rest.removed);
    }

    /// How many ordinals are kept.
    int size() {
        return added.length + removed.length;
    }

    /// Whether `ordinal` is a head that the older state did not have.
    boolean adds(long ordinal) {
        return Arrays.binarySearch(added, ordinal) >= 0;
    }

    /// Whether `ordinal` was a head of the older state and is none any more.
    boolean removes(long ordinal) {
        return Arrays.binarySearch(removed, ordinal) >= 0;
    }

    /// The heads, given those of the older state.
    long[] applyTo(long[] heads) {
        long[] result = new long[heads.length + added.length];
        int count = 0;
        for (long head : heads) {
            if (!removes(head)) {
                result[count++] = head;
            }
        }
        System.arraycopy(added, 0, result, count, added.length);
        boolean ascending = count == 0 || added.length == 0 || result[count - 1] < added[0];
        long[] all = Arrays.copyOf(result, count + added.length);
        if (!ascending) {
            Arrays.sort(all);
        }
        return all;
    }

    /// A copy of the added heads.
    long[] added() {
        return added.clone();
    }

    /// A copy of the removed heads.
    long[] removed() {
        return removed.clone();
    }

    private HeadDelta without(long ordinal, LongPredicate wasHead) {
        if (ordinal == 0) {
            return this;
        }
        int at = Arrays.binarySearch(added, ordinal);
        if (at >= 0) {
            if (added.length == 1) {
                return new HeadDelta(NO_ORDINALS, removed);
            }
            long[] fewer = new long[added.length - 1];
            System.arraycopy(added, 0, fewer, 0, at);
            System.arraycopy(added, at + 1, fewer, at, fewer.length - at);
            return new HeadDelta(fewer, removed);
        }
        int place = Arrays.binarySearch(removed, ordinal);
        if (place >= 0 || !wasHead.test(ordinal)) {
            return this;
        }
        place = -place - 1;
        long[] more = new long[removed.length + 1];
        System.arraycopy(removed, 0, more, 0, place);
        more[place] = ordinal;
        System.arraycopy(removed, place, more, place + 1, removed.length - place);
        return new HeadDelta(added, more);
    }
}
