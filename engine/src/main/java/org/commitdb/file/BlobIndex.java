package org.commitdb.file;

import java.util.Map;
import java.util.TreeMap;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.log.LogRecord;
import org.jspecify.annotations.Nullable;

/// Finds the log record of a blob.
///
/// **Shape** of tree 9, BLOBS: key = blob id (32 B); value = varint offset of the record divided by
/// 8.
///
/// **Cost**: O(log n).
final class BlobIndex {

    private BlobIndex() {}

    /// Where the record of the blob lies, 0 if the snapshot has no such blob.
    static long offsetOf(Snapshot snapshot, BlobId id) {
        long offset = offsetIn(snapshot.active(), id, snapshot.lastSeq());
        if (offset == 0) {
            offset = offsetIn(snapshot.frozen(), id, snapshot.lastSeq());
        }
        if (offset != 0) {
            return offset;
        }
        byte[] value = snapshot.generation().reader(IndexTree.BLOBS).get(id.toByteArray());
        return value == null
                ? 0
                : new ByteReader(value, "an entry of the blob index").readVarint()
                        * LogRecord.ALIGNMENT;
    }

    /// The entries for the blobs in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        ByteWriter writer = new ByteWriter();
        for (Map.Entry<BlobId, Tail.BlobEntry> blob : new TreeMap<>(tail.blobs()).entrySet()) {
            writer.clear().writeVarint(blob.getValue().offset() / LogRecord.ALIGNMENT);
            entries.put(blob.getKey().toByteArray(), writer.toByteArray());
        }
        return entries;
    }

    private static long offsetIn(@Nullable Tail tail, BlobId id, long lastSeq) {
        Tail.BlobEntry entry = tail == null ? null : tail.blobs().get(id);
        return entry == null || entry.seq() > lastSeq ? 0 : entry.offset();
    }
}
