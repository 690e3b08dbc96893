package org.commitdb.file;

import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.store.Run;
import org.jspecify.annotations.Nullable;

/// Finds the run that holds a commit.
///
/// **Shape** of tree 3, RUNS: key = ordinal of the first commit (5 B); value = varint difference to
/// its parent (0 for a root), varint difference to its merge target (0 unless it is a merge). A run
/// ends where the next one begins.
///
/// **Cost**: O(log n), whatever the length of the run.
final class RunIndex {

    private RunIndex() {}

    /// The run that holds the commit at `ordinal`, as far as it is visible; of a commit that is not
    /// deleted, up to the last one that is not.
    static Run runOf(Snapshot snapshot, long ordinal) {
        Run run = wholeRunOf(snapshot, ordinal);
        DeletedRanges deleted = snapshot.deleted();
        if (deleted.isEmpty() || deleted.contains(ordinal)) {
            return run;
        }
        long last = Math.min(run.last(), deleted.nextAfter(ordinal) - 1);
        return new Run(run.first(), last, run.parent(), run.mergeTarget());
    }

    private static Run wholeRunOf(Snapshot snapshot, long ordinal) {
        snapshot.checkOrdinal(ordinal);
        Tail active = snapshot.active();
        if (ordinal >= active.firstOrdinal()) {
            int row = active.runs().floor(ordinal);
            if (row >= 0) {
                return run(active, row, endFrom(active, row + 1, snapshot));
            }
        }
        Tail frozen = snapshot.frozen();
        if (frozen != null && ordinal >= frozen.firstOrdinal()) {
            int row = frozen.runs().floor(ordinal);
            if (row >= 0) {
                boolean last = row + 1 == frozen.runs().count();
                return run(
                        frozen,
                        row,
                        last ? endFrom(active, 0, snapshot) : frozen.runs().get(row + 1, 0) - 1);
            }
        }
        return runInTrees(snapshot, ordinal, frozen);
    }

    /// Whether a run begins with the commit at `ordinal`.
    static boolean begins(Snapshot snapshot, long ordinal) {
        Tail tail = snapshot.tailOf(ordinal);
        if (tail == null) {
            return snapshot.generation().reader(IndexTree.RUNS).get(IndexKeys.number(ordinal))
                    != null;
        }
        int row = tail.runs().floor(ordinal);
        return row >= 0 && tail.runs().get(row, 0) == ordinal;
    }

    /// The entries for the runs of a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        LongRows runs = tail.runs();
        ByteWriter writer = new ByteWriter();
        for (int row = 0; row < runs.count(); row++) {
            long first = runs.get(row, 0);
            writer.clear();
            writer.writeVarint(difference(first, runs.get(row, 1)))
                    .writeVarint(difference(first, runs.get(row, 2)));
            entries.put(IndexKeys.number(first), writer.toByteArray());
        }
        return entries;
    }

    private static Run runInTrees(Snapshot snapshot, long ordinal, @Nullable Tail frozen) {
        TreeCursor cursor = snapshot.generation().reader(IndexTree.RUNS).cursor();
        if (!cursor.seekFloor(IndexKeys.number(ordinal))) {
            String expected = "a run that holds the commit with the ordinal " + ordinal;
            throw new CorruptException(
                    "the run index is damaged: expected "
                            + expected
                            + ", found none; rebuild the indexes",
                    "the run index",
                    -1,
                    expected,
                    "none");
        }
        long first = IndexKeys.numberAt(cursor.key(), 0);
        ByteReader reader = new ByteReader(cursor.value(), "an entry of the run index");
        long parent = ancestor(first, reader.readVarint(), reader);
        long target = ancestor(first, reader.readVarint(), reader);
        long last;
        if (cursor.next()) {
            last = IndexKeys.numberAt(cursor.key(), 0) - 1;
        } else if (frozen != null && frozen.runs().count() > 0) {
            last = frozen.runs().get(0, 0) - 1;
        } else {
            last = endFrom(snapshot.active(), 0, snapshot);
        }
        return new Run(first, last, parent, target);
    }

    private static Run run(Tail tail, int row, long last) {
        LongRows runs = tail.runs();
        return new Run(runs.get(row, 0), last, runs.get(row, 1), runs.get(row, 2));
    }

    /// The last commit before the run in this row of the active tail, or the last visible one when
    /// that run is not visible.
    private static long endFrom(Tail active, int row, Snapshot snapshot) {
        LongRows runs = active.runs();
        return row < runs.count()
                ? Math.min(runs.get(row, 0) - 1, snapshot.lastOrdinal())
                : snapshot.lastOrdinal();
    }

    private static long difference(long first, long ancestor) {
        return ancestor == 0 ? 0 : first - ancestor;
    }

    private static long ancestor(long first, long difference, ByteReader reader) {
        if (difference < 0 || difference >= first) {
            throw reader.corrupt("an ancestor of commit " + first, "a difference of " + difference);
        }
        return difference == 0 ? 0 : first - difference;
    }
}
