package org.commitdb.file;

import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogRecord;
import org.commitdb.store.DocumentId;

/// Reads the newest touches of documents from the tree of touches.
///
/// Documents that follow each other in the tree are read in one go: the cursor stays at the first
/// touch behind those of the document before.
///
/// **Threads**: one.
final class TouchWalk {

    /// Where the eight bytes of a key begin that end with its ordinal.
    private static final int LAST_LONG =
            IndexKeys.DOCUMENT_SIZE + IndexKeys.NUMBER_SIZE - Long.BYTES;

    /// Most documents are touched rarely; where there are more touches, the newest are searched.
    private static final int MAX_STEPS = 4;

    private final TreeCursor cursor;

    /// Touches of one document, oldest first: ordinal, record offset, place of each.
    private final long[] passed = new long[3 * MAX_STEPS];

    /// A walk with a cursor over the whole tree.
    TouchWalk(TreeCursor cursor) {
        this.cursor = cursor;
    }

    /// Adds the newest touches of `document` with ordinals of at most `newest` to `batch`.
    /// **Cost**: O(log n).
    void search(DocumentId document, long newest, TouchBatch batch) {
        byte[] oldest = IndexKeys.touch(document, 0);
        for (boolean more = cursor.seekFloor(IndexKeys.touch(document, newest));
                more && !batch.isFull() && cursor.compareKey(oldest) >= 0;
                more = cursor.previous()) {
            read(0);
            batch.add(passed[0], passed[1], passed[2]);
        }
    }

    /// Adds the newest touches as [#search] does. **Cost**: O(1) amortised for a document that
    /// follows the one before and was touched rarely, else O(log n), however often it was touched
    /// after `newest`.
    void goOn(DocumentId document, long newest, TouchBatch batch) {
        if (!isAt(document)) {
            cursor.seekCeiling(IndexKeys.touch(document, 0));
        }
        int count = 0;
        for (int step = 0; isAt(document); step++) {
            if (step == MAX_STEPS) {
                search(document, newest, batch);
                cursor.seekHigher(IndexKeys.touch(document, IndexKeys.MAX_NUMBER));
                return;
            }
            read(3 * count);
            count += passed[3 * count] <= newest ? 1 : 0;
            cursor.next();
        }
        for (int at = 3 * count - 3; at >= 0 && !batch.isFull(); at -= 3) {
            batch.add(passed[at], passed[at + 1], passed[at + 2]);
        }
    }

    private boolean isAt(DocumentId document) {
        return cursor.isAtEntry()
                && isAt(IndexKeys.UUID_SIZE, document.instance())
                && isAt(0, document.attachment());
    }

    private boolean isAt(int at, UUID uuid) {
        return cursor.keyLong(at) == uuid.getMostSignificantBits()
                && cursor.keyLong(at + Long.BYTES) == uuid.getLeastSignificantBits();
    }

    private void read(int at) {
        ByteReader reader = new ByteReader(cursor.value(), "an entry of the document index");
        long offset = reader.readVarint() * LogRecord.ALIGNMENT;
        int inCommit = (int) reader.readVarint();
        long length = reader.readVarint();
        passed[at] = cursor.keyLong(LAST_LONG) & IndexKeys.MAX_NUMBER;
        passed[at + 1] = offset;
        passed[at + 2] = Tail.place(inCommit, (int) (length >>> 1), (length & 1) != 0);
    }
}
