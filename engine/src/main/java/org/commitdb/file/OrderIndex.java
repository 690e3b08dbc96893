package org.commitdb.file;

import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.log.LogRecord;

/// Finds the log record of a commit by its ordinal.
///
/// **Shape** of tree 2, ORDER: commits are taken in blocks of 32; key = number of the block (5 B),
/// ordinal 1 being the first of block 0; value = for each commit of the block the offset of its
/// record divided by 8, as the difference from the one before (from 0 for the first), each a zigzag
/// varint. Only the last block has fewer commits.
///
/// **Cost**: O(log n).
final class OrderIndex {

    private static final int BLOCK = 32;

    private OrderIndex() {}

    /// Where the record of the commit at `ordinal` lies.
    static long offsetOf(Snapshot snapshot, long ordinal) {
        snapshot.checkOrdinal(ordinal);
        Tail tail = snapshot.tailOf(ordinal);
        if (tail != null) {
            return tail.offsetOf(ordinal);
        }
        byte[] value =
                snapshot.generation()
                        .reader(IndexTree.ORDER)
                        .get(IndexKeys.number(blockOf(ordinal)));
        if (value == null) {
            throw missing(ordinal);
        }
        ByteReader reader = new ByteReader(value, "an entry of the order index");
        long units = 0;
        for (int i = (int) ((ordinal - 1) % BLOCK); i >= 0; i--) {
            units += unzigzag(reader.readVarint());
        }
        return units * LogRecord.ALIGNMENT;
    }

    /// The entries for the commits of a tail; the last block of the older trees is continued.
    static TreeChanges changes(Tail tail, Generation older) {
        SortedEntries entries = new SortedEntries();
        long ordinal = tail.firstOrdinal();
        long end = ordinal + tail.commitCount();
        ByteWriter writer = new ByteWriter();
        long units = ordinal < end ? continueBlock(ordinal, older, writer) : 0;
        while (ordinal < end) {
            long next = tail.offsetOf(ordinal) / LogRecord.ALIGNMENT;
            writer.writeVarint(zigzag(next - units));
            units = next;
            ordinal++;
            if (ordinal == end || blockOf(ordinal) != blockOf(ordinal - 1)) {
                entries.put(IndexKeys.number(blockOf(ordinal - 1)), writer.toByteArray());
                writer.clear();
                units = 0;
            }
        }
        return entries;
    }

    /// Copies what the older trees have of the block of `ordinal`, and returns the last offset in
    /// it.
    private static long continueBlock(long ordinal, Generation older, ByteWriter writer) {
        int known = (int) ((ordinal - 1) % BLOCK);
        if (known == 0) {
            return 0;
        }
        byte[] value = older.reader(IndexTree.ORDER).get(IndexKeys.number(blockOf(ordinal)));
        if (value == null) {
            throw missing(ordinal - 1);
        }
        ByteReader reader = new ByteReader(value, "an entry of the order index");
        long units = 0;
        for (int i = 0; i < known; i++) {
            long difference = reader.readVarint();
            writer.writeVarint(difference);
            units += unzigzag(difference);
        }
        reader.expectEnd();
        return units;
    }

    private static long blockOf(long ordinal) {
        return (ordinal - 1) / BLOCK;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> (Long.SIZE - 1);
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    private static CorruptException missing(long ordinal) {
        String expected = "an entry for the commit with the ordinal " + ordinal;
        return new CorruptException(
                "the order index is damaged: expected "
                        + expected
                        + ", found none; rebuild the indexes",
                "the order index",
                -1,
                expected,
                "none");
    }
}
