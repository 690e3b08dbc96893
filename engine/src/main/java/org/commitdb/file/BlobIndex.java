package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogRecord;
import org.jspecify.annotations.Nullable;

/// Finds the log record of a blob.
///
/// **Shape** of tree 9, BLOBS: key = blob id (32 B); value = varint offset of the record divided by
/// 8. The entry of a blob that is dropped goes.
///
/// **Cost**: O(log n).
final class BlobIndex {

    /// A blob and where its record lies.
    record Entry(BlobId id, long offset) {}

    private BlobIndex() {}

    /// Where the record of the blob lies, 0 if the snapshot has no such blob.
    static long offsetOf(Snapshot snapshot, BlobId id) {
        TailBlob entry = entryIn(snapshot.active(), id, snapshot.lastSeq());
        if (entry == null) {
            entry = entryIn(snapshot.frozen(), id, snapshot.lastSeq());
        }
        if (entry != null) {
            return entry.offset();
        }
        byte[] value = snapshot.generation().reader(IndexTree.BLOBS).get(id.toByteArray());
        return value == null ? 0 : decode(value);
    }

    /// The blobs of the snapshot, by id: at most `limit`, those after `after`.
    static List<Entry> list(Snapshot snapshot, @Nullable BlobId after, int limit) {
        TreeMap<BlobId, TailBlob> recent = new TreeMap<>();
        for (Tail tail : new @Nullable Tail[] {snapshot.frozen(), snapshot.active()}) {
            if (tail != null) {
                addRecent(tail, after, snapshot.lastSeq(), recent);
            }
        }
        List<Entry> found = new ArrayList<>();
        TreeCursor cursor = snapshot.generation().reader(IndexTree.BLOBS).cursor();
        boolean more = after == null ? cursor.first() : cursor.seekHigher(after.toByteArray());
        while (more && found.size() < limit) {
            BlobId id = BlobId.of(cursor.key());
            long offset = decode(cursor.value());
            more = cursor.next();
            while (!recent.isEmpty() && recent.firstKey().compareTo(id) < 0) {
                addTo(found, recent.pollFirstEntry());
            }
            if (!recent.containsKey(id)) {
                found.add(new Entry(id, offset));
            }
        }
        while (!recent.isEmpty() && found.size() < limit) {
            addTo(found, recent.pollFirstEntry());
        }
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    private static void addRecent(
            Tail tail, @Nullable BlobId after, long lastSeq, Map<BlobId, TailBlob> recent) {
        var ids = after == null ? tail.blobs() : tail.blobs().tailMap(after, false);
        for (BlobId id : ids.keySet()) {
            TailBlob entry = entryIn(tail, id, lastSeq);
            if (entry != null) {
                recent.put(id, entry);
            }
        }
    }

    private static void addTo(List<Entry> found, Map.Entry<BlobId, TailBlob> recent) {
        long offset = recent.getValue().offset();
        if (offset != 0) {
            found.add(new Entry(recent.getKey(), offset));
        }
    }

    /// The entries for the blobs in a tail.
    static TreeChanges changes(Tail tail) {
        SortedEntries entries = new SortedEntries();
        for (Map.Entry<BlobId, TailBlob> blob : tail.blobs().entrySet()) {
            byte[] key = blob.getKey().toByteArray();
            long offset = blob.getValue().offset();
            if (offset == 0) {
                entries.delete(key);
            } else {
                entries.put(
                        key,
                        new ByteWriter().writeVarint(offset / LogRecord.ALIGNMENT).toByteArray());
            }
        }
        return entries;
    }

    private static long decode(byte[] value) {
        return new ByteReader(value, "an entry of the blob index").readVarint()
                * LogRecord.ALIGNMENT;
    }

    private static @Nullable TailBlob entryIn(@Nullable Tail tail, BlobId id, long lastSeq) {
        TailBlob entry = tail == null ? null : tail.blobs().get(id);
        while (entry != null && entry.seq() > lastSeq) {
            entry = entry.before();
        }
        return entry;
    }
}
