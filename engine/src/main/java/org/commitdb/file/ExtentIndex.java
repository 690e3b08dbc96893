package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogExtent;

/// Lists the extents of the file.
///
/// **Shape** of tree 11, EXTENTS: key = offset divided by 64 KiB (5 B); value = kind (1 B: 1 LOG, 2
/// TREE, 3 BLOB, 4 FREE, 5 PENDING), varint length divided by 64 KiB. The first LOG extent has no
/// entry: it is always there. An extent is PENDING from its allocation for a blob until the blob is
/// recorded, which makes it BLOB, or it is freed. An entry never goes, but it may get another kind
/// and a shorter length.
///
/// **Cost**: O(extents).
final class ExtentIndex {

    /// An extent that holds log records.
    static final int LOG = 1;

    /// An extent that holds tree pages.
    static final int TREE = 2;

    /// An extent that holds bytes of a blob.
    static final int BLOB = 3;

    /// An extent that was for a blob and that nothing uses.
    static final int FREE = 4;

    /// An extent that was allocated for a blob that is being written.
    static final int PENDING = 5;

    /// A stretch of the file. **Units**: bytes.
    record Extent(long offset, long length) {}

    /// What an extent is for, and how long it is.
    record Kept(int kind, long length) {

        /// Whether it is, was or will be for a blob.
        boolean isForBlobs() {
            return kind == BLOB || kind == FREE || kind == PENDING;
        }
    }

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

    /// Where the last extent ends that the trees know, 0 when they know none or cannot be read.
    static long endOf(Generation generation) {
        try {
            TreeCursor cursor = generation.reader(IndexTree.EXTENTS).cursor();
            if (!cursor.last()) {
                return 0;
            }
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the extent index");
            reader.readByte();
            long units = IndexKeys.numberAt(cursor.key(), 0) + reader.readVarint();
            return units * LogExtent.ALIGNMENT;
        } catch (CorruptException | InternalError e) {
            // The second is how a mapped page says that the disk cannot supply it.
            return 0;
        }
    }

    /// The extents that are, were or will be for blobs, by offset.
    static Map<Long, Kept> blobExtentsOf(Snapshot snapshot) {
        Map<Long, Kept> extents = new TreeMap<>();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.EXTENTS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the extent index");
            int kind = reader.readByte();
            long length = reader.readVarint() * LogExtent.ALIGNMENT;
            extents.put(
                    IndexKeys.numberAt(cursor.key(), 0) * LogExtent.ALIGNMENT,
                    new Kept(kind, length));
        }
        Tail frozen = snapshot.frozen();
        if (frozen != null) {
            addRows(frozen.extents(), extents);
        }
        addRows(snapshot.active().extents(), extents);
        extents.values().removeIf(extent -> !extent.isForBlobs());
        return extents;
    }

    /// How many bytes the extents of one kind for blobs have.
    static long roomOf(Snapshot snapshot, int kind) {
        return blobExtentsOf(snapshot).values().stream()
                .filter(extent -> extent.kind() == kind)
                .mapToLong(Kept::length)
                .sum();
    }

    private static void addRows(LongRows rows, Map<Long, Kept> extents) {
        for (int row = 0; row < rows.count(); row++) {
            extents.put(rows.get(row, 0), new Kept((int) rows.get(row, 2), rows.get(row, 1)));
        }
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
        TreeMap<Long, Kept> sorted = new TreeMap<>();
        addRows(tail.extents(), sorted);
        return changes(sorted);
    }

    /// The entries for extents, by offset.
    static TreeChanges changes(SortedMap<Long, Kept> extents) {
        SortedEntries entries = new SortedEntries();
        ByteWriter writer = new ByteWriter();
        extents.forEach((offset, extent) -> {
            writer.clear()
                    .writeByte(extent.kind())
                    .writeVarint(extent.length() / LogExtent.ALIGNMENT);
            entries.put(IndexKeys.number(offset / LogExtent.ALIGNMENT), writer.toByteArray());
        });
        return entries;
    }
}
