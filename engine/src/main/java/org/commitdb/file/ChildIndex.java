package org.commitdb.file;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.commitdb.file.btree.KeyRange;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.jspecify.annotations.Nullable;

/// Finds the commits that have a commit as parent or merge target.
///
/// **Shape** of tree 4, CHILDREN: key = ordinal of the parent or merge target (5 B), ordinal of the
/// child (5 B); no value. A child that follows its parent within a run has no entry: it is the next
/// commit.
///
/// **Cost**: O(log n + children).
final class ChildIndex {

    private ChildIndex() {}

    /// The children of the commit at `ordinal` that are not deleted, ascending.
    static long[] childrenOf(Snapshot snapshot, long ordinal) {
        long[] all = allChildrenOf(snapshot, ordinal);
        DeletedRanges deleted = snapshot.deleted();
        return deleted.isEmpty()
                ? all
                : LongStream.of(all).filter(child -> !deleted.contains(child)).toArray();
    }

    private static long[] allChildrenOf(Snapshot snapshot, long ordinal) {
        snapshot.checkOrdinal(ordinal);
        LongStream.Builder children = LongStream.builder();
        long next = ordinal + 1;
        if (next <= snapshot.lastOrdinal() && !RunIndex.begins(snapshot, next)) {
            children.add(next);
        }
        TreeCursor cursor =
                snapshot.generation()
                        .reader(IndexTree.CHILDREN)
                        .cursor(KeyRange.prefix(IndexKeys.number(ordinal)));
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            children.add(IndexKeys.numberAt(cursor.key(), IndexKeys.NUMBER_SIZE));
        }
        addChildren(snapshot.frozen(), ordinal, snapshot.lastOrdinal(), children);
        addChildren(snapshot.active(), ordinal, snapshot.lastOrdinal(), children);
        return children.build().toArray();
    }

    /// The entries for the children in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        for (Map.Entry<Long, LongRows> family : new TreeMap<>(tail.children()).entrySet()) {
            LongRows children = family.getValue();
            for (int row = 0; row < children.count(); row++) {
                entries.put(IndexKeys.numbers(family.getKey(), children.get(row, 0)));
            }
        }
        return entries;
    }

    private static void addChildren(
            @Nullable Tail tail, long parent, long lastOrdinal, LongStream.Builder children) {
        LongRows rows = tail == null ? null : tail.children().get(parent);
        if (rows == null) {
            return;
        }
        int last = rows.floor(lastOrdinal);
        for (int row = 0; row <= last; row++) {
            children.add(rows.get(row, 0));
        }
    }
}
