package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitKind;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.store.Toggle;
import org.jspecify.annotations.Nullable;

/// Lists the commits that mask or unmask another.
///
/// **Shape** of tree 7, TOGGLES: key = ordinal (5 B); value = code of the kind (1 B), varint
/// difference to the ordinal of the target.
///
/// **Cost**: O(toggles).
final class ToggleIndex {

    private ToggleIndex() {}

    /// The toggles, ascending.
    static List<Toggle> togglesOf(Snapshot snapshot) {
        return togglesAfter(snapshot, 0);
    }

    /// The toggles with an ordinal greater than `ordinal`, ascending.
    static List<Toggle> togglesAfter(Snapshot snapshot, long after) {
        List<Toggle> toggles = new ArrayList<>();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.TOGGLES).cursor();
        boolean behind = after >= snapshot.generation().lastOrdinal();
        for (boolean more = !behind && cursor.seekCeiling(IndexKeys.number(after + 1));
                more;
                more = cursor.next()) {
            long ordinal = IndexKeys.numberAt(cursor.key(), 0);
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the toggle index");
            int code = reader.readByte();
            long target = ordinal - reader.readVarint();
            if (target < 1 || target >= ordinal || !kindOf(code).isToggle()) {
                throw reader.corrupt(
                        "a toggle and its target", "code " + code + " and ordinal " + target);
            }
            toggles.add(new Toggle(ordinal, kindOf(code), target));
        }
        addToggles(snapshot.frozen(), after, snapshot.lastOrdinal(), toggles);
        addToggles(snapshot.active(), after, snapshot.lastOrdinal(), toggles);
        return toggles;
    }

    /// The entries for the toggles in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        ByteWriter writer = new ByteWriter();
        LongRows rows = tail.toggles();
        for (int row = 0; row < rows.count(); row++) {
            long ordinal = rows.get(row, 0);
            writer.clear()
                    .writeByte((int) rows.get(row, 1))
                    .writeVarint(ordinal - rows.get(row, 2));
            entries.put(IndexKeys.number(ordinal), writer.toByteArray());
        }
        return entries;
    }

    private static void addToggles(
            @Nullable Tail tail, long after, long lastOrdinal, List<Toggle> toggles) {
        if (tail == null) {
            return;
        }
        int last = tail.toggles().floor(lastOrdinal);
        for (int row = tail.toggles().floor(after) + 1; row <= last; row++) {
            LongRows rows = tail.toggles();
            toggles.add(
                    new Toggle(rows.get(row, 0), kindOf((int) rows.get(row, 1)), rows.get(row, 2)));
        }
    }

    /// The kind with this code; a kind that is no toggle when there is none.
    private static CommitKind kindOf(int code) {
        for (CommitKind kind : CommitKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        return CommitKind.MUTATIONS;
    }
}
