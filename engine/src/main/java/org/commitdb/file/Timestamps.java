package org.commitdb.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.commitdb.store.Run;
import org.jspecify.annotations.Nullable;

/// The timestamps of commits. A merge has none of its own but the greater of its two: those of
/// merges that were asked for are remembered, so that merges of merges are not walked again.
///
/// **Units**: microseconds since the epoch. **Threads**: any. **Cost**: O(1) for a commit that is
/// no merge, and for a merge of commits that were asked for; else O(merges below).
final class Timestamps {

    private static final int REMEMBERED = 1 << 16;

    private final LongFunction<Run> runs;
    private final LongUnaryOperator own;
    private final ConcurrentMap<Long, Long> merges = new ConcurrentHashMap<>();

    /// @param runs the run that holds a commit
    /// @param own the timestamp that a commit carries which is no merge
    Timestamps(LongFunction<Run> runs, LongUnaryOperator own) {
        this.runs = runs;
        this.own = own;
    }

    /// The timestamp of the commit at `ordinal`.
    long of(long ordinal) {
        Run run = runs.apply(ordinal);
        if (!isMerge(run, ordinal)) {
            return own.applyAsLong(ordinal);
        }
        Long known = merges.get(ordinal);
        return known != null ? known : ofMerge(ordinal);
    }

    private long ofMerge(long merge) {
        Map<Long, Long> found = new HashMap<>();
        Deque<Long> open = new ArrayDeque<>();
        open.push(merge);
        long newest = 0;
        while (!open.isEmpty()) {
            long next = open.peek();
            Run run = runs.apply(next);
            if (!isMerge(run, next)) {
                found.put(next, own.applyAsLong(next));
                open.pop();
                continue;
            }
            Long ours = known(run.parent(), found);
            Long theirs = known(run.mergeTarget(), found);
            if (ours == null) {
                open.push(run.parent());
            } else if (theirs == null) {
                open.push(run.mergeTarget());
            } else {
                newest = Math.max(ours, theirs);
                found.put(next, newest);
                remember(next, newest);
                open.pop();
            }
        }
        return newest;
    }

    private @Nullable Long known(long ordinal, Map<Long, Long> found) {
        Long here = found.get(ordinal);
        return here != null ? here : merges.get(ordinal);
    }

    private void remember(long merge, long micros) {
        if (merges.size() >= REMEMBERED) {
            merges.clear();
        }
        merges.put(merge, micros);
    }

    private static boolean isMerge(Run run, long ordinal) {
        return run.mergeTarget() != 0 && run.first() == ordinal;
    }
}
