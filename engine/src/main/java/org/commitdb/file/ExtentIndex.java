package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogExtent;

/// Lists the extents of the file.
///
/// **Shape** of tree 11, EXTENTS: key = offset divided by 64 KiB (5 B); value = kind (1 B: 1 LOG, 2
/// TREE), varint length divided by 64 KiB. The first LOG extent has no entry: it is always there.
///
/// **Cost**: O(extents).
final class ExtentIndex {

    /// An extent that holds log records.
    static final int LOG = 1;

    /// An extent that holds tree pages.
    static final int TREE = 2;

    /// A stretch of the file. **Units**: bytes.
    record Extent(long offset, long length) {}

    private ExtentIndex() {}

    /// The extents of TREE pages that the trees know, by offset.
    static List<Extent> treeExtentsOf(Generation generation) {
        return extentsOf(generation, TREE);
    }

    /// The extents of one kind that the trees know, by offset.
    static List<Extent> extentsOf(Generation generation, int wanted) {
        List<Extent> extents = new ArrayList<>();
        TreeCursor cursor = generation.reader(IndexTree.EXTENTS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the extent index");
            int kind = reader.readByte();
            long length = reader.readVarint() * LogExtent.ALIGNMENT;
            if (kind == wanted) {
                extents.add(
                        new Extent(
                                IndexKeys.numberAt(cursor.key(), 0) * LogExtent.ALIGNMENT, length));
            }
        }
        return extents;
    }

    /// The extents of TREE pages that a tail holds.
    static List<Extent> treeExtentsOf(Tail tail) {
        List<Extent> extents = new ArrayList<>();
        LongRows rows = tail.extents();
        for (int row = 0; row < rows.count(); row++) {
            if (rows.get(row, 2) == TREE) {
                extents.add(new Extent(rows.get(row, 0), rows.get(row, 1)));
            }
        }
        return extents;
    }

    /// The entries for the extents in a tail.
    static TreeChanges changes(Tail tail) {
        Map<Long, byte[]> sorted = new TreeMap<>();
        ByteWriter writer = new ByteWriter();
        LongRows rows = tail.extents();
        for (int row = 0; row < rows.count(); row++) {
            writer.clear()
                    .writeByte((int) rows.get(row, 2))
                    .writeVarint(rows.get(row, 1) / LogExtent.ALIGNMENT);
            sorted.put(rows.get(row, 0) / LogExtent.ALIGNMENT, writer.toByteArray());
        }
        SortedEntries entries = new SortedEntries();
        sorted.forEach((unit, value) -> entries.put(IndexKeys.number(unit), value));
        return entries;
    }
}
