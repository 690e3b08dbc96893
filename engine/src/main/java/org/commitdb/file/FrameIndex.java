package org.commitdb.file;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.KeyRange;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogRecord;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// Finds the log records of key frames.
///
/// **Shape** of tree 12, FRAMES: key = attachment (16 B), instance (16 B), ordinal (5 B); value =
/// varint offset of the frame's record divided by 8.
///
/// **Cost**: O(log n).
final class FrameIndex {

    private FrameIndex() {}

    /// The greatest ordinal of at most `newest` at which the document has a frame, 0 for none.
    static long newest(Snapshot snapshot, DocumentId document, long newest) {
        Entry found = floor(snapshot, document, newest);
        return found == null ? 0 : found.ordinal;
    }

    /// Where the record lies of the frame of `document` at `ordinal`, 0 if there is none.
    static long offsetOf(Snapshot snapshot, DocumentId document, long ordinal) {
        Entry found = floor(snapshot, document, ordinal);
        return found == null || found.ordinal != ordinal ? 0 : found.offset;
    }

    private record Entry(long ordinal, long offset) {}

    private static @Nullable Entry floor(Snapshot snapshot, DocumentId document, long newest) {
        TailFrames active = snapshot.active().frames();
        boolean onlyActive = active.replaceOlder();
        Entry found = newer(null, active.floor(document, newest));
        if (onlyActive) {
            return found;
        }
        Tail frozen = snapshot.frozen();
        if (frozen != null) {
            boolean noTree = frozen.frames().replaceOlder();
            found = newer(found, frozen.frames().floor(document, newest));
            if (noTree) {
                return found;
            }
        }
        long limit = Math.min(newest, IndexKeys.MAX_NUMBER);
        TreeCursor cursor =
                snapshot.generation()
                        .reader(IndexTree.FRAMES)
                        .cursor(KeyRange.from(IndexKeys.touch(document, 0)));
        if (!cursor.seekFloor(IndexKeys.touch(document, limit))) {
            return found;
        }
        long ordinal = IndexKeys.numberAt(cursor.key(), IndexKeys.DOCUMENT_SIZE);
        return found != null && found.ordinal >= ordinal
                ? found
                : new Entry(ordinal, offsetIn(cursor.value()));
    }

    private static @Nullable Entry newer(
            @Nullable Entry found, Map.@Nullable Entry<Long, Long> other) {
        return other == null || (found != null && found.ordinal >= other.getKey())
                ? found
                : new Entry(other.getKey(), other.getValue());
    }

    private static long offsetIn(byte[] value) {
        return new ByteReader(value, "an entry of the frame index").readVarint()
                * LogRecord.ALIGNMENT;
    }

    /// The entries for the frames in a tail, and the removal of those of the trees that it makes
    /// void.
    static TreeChanges changes(Tail tail, Generation older) {
        TreeMap<byte[], byte @Nullable []> changes = new TreeMap<>(Arrays::compareUnsigned);
        if (tail.frames().replaceOlder()) {
            TreeCursor cursor = older.reader(IndexTree.FRAMES).cursor();
            for (boolean more = cursor.first(); more; more = cursor.next()) {
                changes.put(cursor.key(), null);
            }
        }
        ByteWriter writer = new ByteWriter();
        tail.frames()
                .offsets()
                .forEach((document, offsets) ->
                        offsets.forEach((ordinal, offset) ->
                                changes.put(
                                        IndexKeys.touch(document, ordinal),
                                        writer.clear()
                                                .writeVarint(offset / LogRecord.ALIGNMENT)
                                                .toByteArray())));
        SortedEntries entries = new SortedEntries();
        changes.forEach((key, value) -> {
            if (value == null) {
                entries.delete(key);
            } else {
                entries.put(key, value);
            }
        });
        return entries;
    }
}
