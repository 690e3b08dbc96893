package org.commitdb.file;

import java.util.stream.LongStream;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.jspecify.annotations.Nullable;

/// Lists the commits without a parent.
///
/// **Shape** of tree 6, ROOTS: key = ordinal (5 B); no value.
///
/// **Cost**: O(roots).
final class RootIndex {

    private RootIndex() {}

    /// The roots, ascending.
    static long[] rootsOf(Snapshot snapshot) {
        LongStream.Builder roots = LongStream.builder();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.ROOTS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            roots.add(IndexKeys.numberAt(cursor.key(), 0));
        }
        addRoots(snapshot.frozen(), snapshot.lastOrdinal(), roots);
        addRoots(snapshot.active(), snapshot.lastOrdinal(), roots);
        DeletedRanges deleted = snapshot.deleted();
        return roots.build().filter(root -> !deleted.contains(root)).toArray();
    }

    /// The entries for the roots in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        for (int row = 0; row < tail.roots().count(); row++) {
            entries.put(IndexKeys.number(tail.roots().get(row, 0)));
        }
        return entries;
    }

    private static void addRoots(@Nullable Tail tail, long lastOrdinal, LongStream.Builder roots) {
        if (tail == null) {
            return;
        }
        int last = tail.roots().floor(lastOrdinal);
        for (int row = 0; row <= last; row++) {
            roots.add(tail.roots().get(row, 0));
        }
    }
}
