package org.commitdb.state;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;

/// Commits that are about to be appended, on top of those that a store has: one graph.
///
/// Those of the store are known by their ordinals, those of the batch by their index behind every
/// ordinal that there can be. So a number is always greater than those of its ancestors, also when
/// the store grows meanwhile.
///
/// **Threads**: one.
final class CommitBatch {

    /// Behind every ordinal, see [org.commitdb.store.RecordStore].
    private static final long FRESH = 1L << 48;

    private final RecordStore store;
    private final Map<CommitId, Integer> indexes;
    private final long[] parents;
    private final long[] mergeTargets;
    private final long[] timestamps;
    private final int[] runFirsts;
    private int count;

    /// An empty batch for at most `capacity` commits.
    CommitBatch(RecordStore store, int capacity) {
        this.store = store;
        this.indexes = HashMap.newHashMap(capacity);
        this.parents = new long[capacity];
        this.mergeTargets = new long[capacity];
        this.timestamps = new long[capacity];
        this.runFirsts = new int[capacity];
    }

    /// Whether the commit is in the store or the batch.
    boolean has(CommitId id) {
        return indexes.containsKey(id) || (!id.isNone() && store.ordinalOf(id) != 0);
    }

    /// Adds a commit that is not there yet; its parent and target are.
    void add(CommitHeader header) {
        boolean merge = header.kind() == CommitKind.MERGE;
        long parent = numberOf(header.parent());
        parents[count] = parent;
        mergeTargets[count] = merge ? numberOf(header.target()) : 0;
        timestamps[count] =
                merge
                        ? Math.max(
                                timestampMicros(header.parent()), timestampMicros(header.target()))
                        : header.timestampMicros();
        boolean follows = !merge && count > 0 && parent == FRESH + count - 1;
        runFirsts[count] = follows ? runFirsts[count - 1] : count;
        indexes.put(header.id(), count);
        count++;
    }

    /// The timestamp of a commit that is there; a merge has the greater of its two.
    long timestampMicros(CommitId id) {
        Integer index = indexes.get(id);
        return index != null ? timestamps[index] : store.timestampMicros(store.requireOrdinal(id));
    }

    /// Whether `ancestor` is `descendant` or below it by parents and merge targets.
    boolean isAncestor(CommitId ancestor, CommitId descendant) {
        long wanted = numberOf(ancestor);
        BitSet seenFresh = new BitSet();
        Map<Long, Long> seenStored = new HashMap<>();
        Deque<Long> open = new ArrayDeque<>();
        open.push(numberOf(descendant));
        while (!open.isEmpty()) {
            long number = open.pop();
            if (number < wanted) {
                continue;
            }
            if (number < FRESH) {
                Run run = store.run(number);
                if (run.first() <= wanted) {
                    return true;
                }
                if (seenStored.putIfAbsent(run.first(), number) == null) {
                    open.push(run.parent());
                    open.push(run.mergeTarget());
                }
            } else {
                int first = runFirsts[(int) (number - FRESH)];
                if (FRESH + first <= wanted) {
                    return true;
                }
                if (!seenFresh.get(first)) {
                    seenFresh.set(first);
                    open.push(parents[first]);
                    open.push(mergeTargets[first]);
                }
            }
        }
        return false;
    }

    private long numberOf(CommitId id) {
        if (id.isNone()) {
            return 0;
        }
        Integer index = indexes.get(id);
        if (index != null) {
            return FRESH + index;
        }
        return store.requireOrdinal(id);
    }
}
