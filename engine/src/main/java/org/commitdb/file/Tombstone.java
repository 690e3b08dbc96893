package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;

/// What a TOMBSTONE record says: which commits are deleted from there on.
///
/// **Shape**: varint count of ranges, from 1 on; then for each, ascending: varint ordinal of its
/// first commit, varint how many follow that, varint number of the log record that holds the first,
/// varint difference to that of the last, id of the first commit (32 B), id of the last (32 B). All
/// COMMIT records between these two are void, and no others.
///
/// **Invariants**: at least one range. **Threads**: immutable.
record Tombstone(List<Entry> entries) {

    private static final int LEAST_ENTRY = 4 + 2 * CommitId.SIZE;

    /// One range, and the commits at its ends.
    record Entry(DeletedRanges.Range range, CommitId firstId, CommitId lastId) {}

    /// Checks that there is a range.
    Tombstone {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a tombstone without a range");
        }
    }

    /// The ranges.
    List<DeletedRanges.Range> ranges() {
        return entries.stream().map(Entry::range).toList();
    }

    /// The payload of the record.
    byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeVarint(entries.size());
        for (Entry entry : entries) {
            DeletedRanges.Range range = entry.range;
            out.writeVarint(range.first()).writeVarint(range.last() - range.first());
            out.writeVarint(range.firstSeq()).writeVarint(range.lastSeq() - range.firstSeq());
            out.writeBytes(entry.firstId.toByteArray()).writeBytes(entry.lastId.toByteArray());
        }
        return out.toByteArray();
    }

    /// Reads a payload of the file `name`.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when it is none.
    static Tombstone decode(byte[] payload, String name) {
        ByteReader in = new ByteReader(payload, name);
        int count = in.readCount(LEAST_ENTRY);
        if (count == 0) {
            throw in.corrupt("at least one range of deleted commits", "none");
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(readEntry(in));
        }
        in.expectEnd();
        return new Tombstone(entries);
    }

    private static Entry readEntry(ByteReader in) {
        long first = in.readVarint();
        long more = in.readVarint();
        long firstSeq = in.readVarint();
        long moreSeqs = in.readVarint();
        if (first < 1
                || more < 0
                || more > IndexKeys.MAX_NUMBER - first
                || firstSeq < 1
                || moreSeqs < more
                || moreSeqs > Long.MAX_VALUE - firstSeq) {
            throw in.corrupt(
                    "a range of deleted commits",
                    more + " after " + first + " in the log records from " + firstSeq);
        }
        return new Entry(
                new DeletedRanges.Range(first, first + more, firstSeq, firstSeq + moreSeqs),
                CommitId.of(in.readBytes(CommitId.SIZE)),
                CommitId.of(in.readBytes(CommitId.SIZE)));
    }
}
