package org.commitdb.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;

/// Lists the commits that were deleted.
///
/// **Shape** of tree 13, DELETED: key = ordinal of the first of consecutive deleted commits (5 B);
/// value = varint how many follow it, varint number of the log record that holds the first, varint
/// difference to that of the last. All other trees keep what they have of deleted commits, but for
/// HEADS, and for COMMITS when a commit comes back: under a new ordinal.
///
/// **Cost**: O(ranges).
final class DeletedIndex {

    private DeletedIndex() {}

    /// What the trees say.
    static DeletedRanges rangesOf(Generation generation) {
        if (generation.roots().of(IndexTree.DELETED).isEmpty()) {
            return DeletedRanges.NONE;
        }
        List<DeletedRanges.Range> ranges = new ArrayList<>();
        TreeCursor cursor = generation.reader(IndexTree.DELETED).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            ByteReader reader = new ByteReader(cursor.value(), "an entry of the deletion index");
            ranges.add(range(IndexKeys.numberAt(cursor.key(), 0), reader));
        }
        try {
            return DeletedRanges.of(ranges.toArray(DeletedRanges.Range[]::new));
        } catch (IllegalArgumentException e) {
            String expected = "disjoint ranges of deleted commits";
            String found = String.valueOf(e.getMessage());
            throw new CorruptException(
                    "the deletion index is damaged: expected "
                            + expected
                            + ", found that "
                            + found
                            + "; rebuild the indexes",
                    "the deletion index",
                    -1,
                    expected,
                    found,
                    e);
        }
    }

    /// The entries for the deletions in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        tail.deletions().stream()
                .sorted(Comparator.comparingLong(DeletedRanges.Range::first))
                .forEach(range -> entries.put(IndexKeys.number(range.first()), value(range)));
        return entries;
    }

    private static byte[] value(DeletedRanges.Range range) {
        return new ByteWriter()
                .writeVarint(range.last() - range.first())
                .writeVarint(range.firstSeq())
                .writeVarint(range.lastSeq() - range.firstSeq())
                .toByteArray();
    }

    private static DeletedRanges.Range range(long first, ByteReader reader) {
        long more = reader.readVarint();
        long firstSeq = reader.readVarint();
        long moreSeqs = reader.readVarint();
        boolean sound =
                more >= 0
                        && more <= IndexKeys.MAX_NUMBER
                        && firstSeq > 0
                        && moreSeqs >= more
                        && moreSeqs <= Long.MAX_VALUE - firstSeq
                        && first > 0;
        if (!sound) {
            throw reader.corrupt(
                    "a range of deleted commits",
                    more + " after " + first + " in the log records from " + firstSeq);
        }
        return new DeletedRanges.Range(first, first + more, firstSeq, firstSeq + moreSeqs);
    }
}
