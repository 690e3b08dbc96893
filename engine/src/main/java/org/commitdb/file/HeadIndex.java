package org.commitdb.file;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.store.Run;
import org.jspecify.annotations.Nullable;

/// Lists the commits that are nobody's parent and no merge's target.
///
/// **Shape** of tree 5, HEADS: key = ordinal (5 B); no value. The only tree from which entries go.
///
/// **Cost**: O(heads).
final class HeadIndex {

    private HeadIndex() {}

    /// The heads, ascending.
    static long[] headsOf(Snapshot snapshot) {
        return snapshot.heads().applyTo(headsBefore(snapshot.generation(), snapshot.frozen()));
    }

    /// The heads when the active tail began, ascending.
    static long[] headsBefore(Generation generation, @Nullable Tail frozen) {
        LongStream.Builder stored = LongStream.builder();
        TreeCursor cursor = generation.reader(IndexTree.HEADS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            stored.add(IndexKeys.numberAt(cursor.key(), 0));
        }
        long[] heads = stored.build().toArray();
        return frozen == null ? heads : frozen.headsAtEnd().applyTo(heads);
    }

    /// What is left of `heads` after these ranges were deleted, as `snapshot` knows, and the
    /// commits that lost their last child by that; ascending.
    ///
    /// **Cost**: O(heads + runs in the ranges).
    static long[] after(List<DeletedRanges.Range> ranges, Snapshot snapshot, long[] heads) {
        DeletedRanges deleted = snapshot.deleted();
        TreeSet<Long> left = new TreeSet<>();
        for (long head : heads) {
            left.add(head);
        }
        for (DeletedRanges.Range range : ranges) {
            long ordinal = range.first();
            while (ordinal <= range.last()) {
                Run run = RunIndex.runOf(snapshot, ordinal);
                if (run.first() < ordinal) {
                    left.add(ordinal - 1);
                } else {
                    left.add(run.parent());
                    left.add(run.mergeTarget());
                }
                ordinal = run.last() + 1;
            }
        }
        return left.stream()
                .mapToLong(Long::longValue)
                .filter(ordinal -> ordinal != 0 && !deleted.contains(ordinal))
                .filter(ordinal ->
                        Arrays.binarySearch(heads, ordinal) >= 0
                                || ChildIndex.childrenOf(snapshot, ordinal).length == 0)
                .toArray();
    }

    /// Whether the commit at `ordinal` was a head when the active tail began.
    static boolean wasHead(Generation generation, @Nullable Tail frozen, long ordinal) {
        if (frozen != null) {
            HeadDelta delta = frozen.headsAtEnd();
            boolean added = delta.adds(ordinal);
            if (added || ordinal >= frozen.firstOrdinal() || delta.removes(ordinal)) {
                return added;
            }
        }
        return ordinal <= generation.lastOrdinal()
                && generation.reader(IndexTree.HEADS).get(IndexKeys.number(ordinal)) != null;
    }

    /// The entries that come and go with a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        long[] removed = tail.headsAtEnd().removed();
        int next = 0;
        for (long added : tail.headsAtEnd().added()) {
            for (; next < removed.length && removed[next] < added; next++) {
                entries.delete(IndexKeys.number(removed[next]));
            }
            entries.put(IndexKeys.number(added));
        }
        for (; next < removed.length; next++) {
            entries.delete(IndexKeys.number(removed[next]));
        }
        return entries;
    }
}
