package org.commitdb.file;

import java.util.stream.LongStream;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
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
        LongStream.Builder stored = LongStream.builder();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.HEADS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            stored.add(IndexKeys.numberAt(cursor.key(), 0));
        }
        long[] heads = stored.build().toArray();
        Tail frozen = snapshot.frozen();
        if (frozen != null) {
            heads = frozen.headsAtEnd().applyTo(heads);
        }
        return snapshot.heads().applyTo(heads);
    }

    /// Whether the commit at `ordinal` was a head when the active tail began.
    static boolean wasHead(Generation generation, @Nullable Tail frozen, long ordinal) {
        if (frozen != null) {
            HeadDelta delta = frozen.headsAtEnd();
            if (ordinal >= frozen.firstOrdinal() || delta.removes(ordinal)) {
                return delta.adds(ordinal);
            }
        }
        return ordinal <= generation.lastOrdinal()
                && generation.reader(IndexTree.HEADS).get(IndexKeys.number(ordinal)) != null;
    }

    /// The entries that come and go with a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        for (long removed : tail.headsAtEnd().removed()) {
            entries.delete(IndexKeys.number(removed));
        }
        for (long added : tail.headsAtEnd().added()) {
            entries.put(IndexKeys.number(added));
        }
        return entries;
    }
}
