package org.commitdb.file;

import java.util.stream.LongStream;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.log.LogRecord;
import org.jspecify.annotations.Nullable;

/// Lists the log records that hold definitions.
///
/// **Shape** of tree 10, DEFINITIONS: key = place in the order of arrival, from 0 on (5 B); value =
/// varint offset of the record divided by 8.
///
/// **Cost**: O(definition records).
final class DefinitionIndex {

    private DefinitionIndex() {}

    /// Where the records lie, oldest first.
    static long[] offsetsOf(Snapshot snapshot) {
        LongStream.Builder offsets = LongStream.builder();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.DEFINITIONS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the definition index");
            offsets.add(reader.readVarint() * LogRecord.ALIGNMENT);
        }
        addOffsets(snapshot.frozen(), snapshot.lastSeq(), offsets);
        addOffsets(snapshot.active(), snapshot.lastSeq(), offsets);
        return offsets.build().toArray();
    }

    /// How many records there are. **Cost**: O(log n).
    static int countOf(Snapshot snapshot) {
        long older = snapshot.generation().roots().of(IndexTree.DEFINITIONS).entries();
        return Math.toIntExact(
                older
                        + countIn(snapshot.frozen(), snapshot.lastSeq())
                        + countIn(snapshot.active(), snapshot.lastSeq()));
    }

    private static int countIn(@Nullable Tail tail, long lastSeq) {
        return tail == null ? 0 : tail.definitions().floor(lastSeq) + 1;
    }

    /// The entries for the definition records in a tail, behind those of the older tree.
    static TreeChanges changes(Tail tail, TreeRoot older) {
        SortedEntries entries = new SortedEntries();
        ByteWriter writer = new ByteWriter();
        for (int row = 0; row < tail.definitions().count(); row++) {
            writer.clear().writeVarint(tail.definitions().get(row, 1) / LogRecord.ALIGNMENT);
            entries.put(IndexKeys.number(older.entries() + row), writer.toByteArray());
        }
        return entries;
    }

    private static void addOffsets(@Nullable Tail tail, long lastSeq, LongStream.Builder offsets) {
        if (tail == null) {
            return;
        }
        int last = tail.definitions().floor(lastSeq);
        for (int row = 0; row <= last; row++) {
            offsets.add(tail.definitions().get(row, 1));
        }
    }
}
