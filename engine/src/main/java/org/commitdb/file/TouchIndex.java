package org.commitdb.file;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.btree.KeyRange;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogRecord;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// Finds the commits that touched a document, and the documents that any commit touched.
///
/// **Shape** of tree 8, TOUCHES: key = attachment (16 B), instance (16 B), ordinal (5 B); value =
/// varint offset of the commit's record divided by 8, varint offset of the opcodes in the commit,
/// varint length of the opcodes times 2 plus 1 for a baseline.
///
/// **Cost**: O(log n) for the newest touch of a document below an ordinal, then O(1) for each older
/// one; O(log n) for each document of a list.
final class TouchIndex {

    private static final int MAX_STEPS = 8;

    private TouchIndex() {}

    /// Fills `batch` with the newest touches of `document` that are older than `below`.
    static void fill(Snapshot snapshot, DocumentId document, long below, TouchBatch batch) {
        fillFromTails(snapshot, document, below, batch);
        if (!batch.isFull()) {
            long newest = Math.min(below - 1, snapshot.generation().lastOrdinal());
            new TouchWalk(snapshot.generation().reader(IndexTree.TOUCHES).cursor())
                    .search(document, newest, batch);
        }
    }

    /// The newest touches of each of `documents` that are older than `below`. **Cost**: O(log n)
    /// for each document that does not come right behind the one before it.
    static List<TouchBatch> newestOfEach(
            Snapshot snapshot, List<DocumentId> documents, long below) {
        long newest = Math.min(below - 1, snapshot.generation().lastOrdinal());
        TouchWalk walk = new TouchWalk(snapshot.generation().reader(IndexTree.TOUCHES).cursor());
        List<TouchBatch> batches = new ArrayList<>(documents.size());
        for (DocumentId document : documents) {
            TouchBatch batch = TouchBatch.first();
            fillFromTails(snapshot, document, below, batch);
            if (!batch.isFull()) {
                walk.goOn(document, newest, batch);
            }
            batches.add(batch);
        }
        return batches;
    }

    /// The documents of `attachment` behind `after`, in order, at most `limit`.
    static List<DocumentId> documents(
            Snapshot snapshot, UUID attachment, @Nullable UUID after, int limit) {
        DocumentId from = new DocumentId(attachment, after == null ? new UUID(0, 0) : after);
        boolean inclusive = after == null;
        TreeSet<DocumentId> found = new TreeSet<>(DocumentOrder.UNSIGNED);
        addDocuments(snapshot.frozen(), snapshot.lastOrdinal(), from, inclusive, limit, found);
        addDocuments(snapshot.active(), snapshot.lastOrdinal(), from, inclusive, limit, found);
        TreeCursor cursor =
                snapshot.generation()
                        .reader(IndexTree.TOUCHES)
                        .cursor(KeyRange.prefix(IndexKeys.uuid(attachment)));
        byte[] start = IndexKeys.touch(from, inclusive ? 0 : IndexKeys.MAX_NUMBER);
        List<DocumentId> documents = new ArrayList<>();
        boolean more = cursor.seekCeiling(start);
        while (more && documents.size() < limit) {
            UUID instance = instanceAt(cursor);
            documents.add(new DocumentId(attachment, instance));
            more = skip(cursor, attachment, instance);
        }
        if (found.isEmpty()) {
            return documents;
        }
        found.addAll(documents);
        documents.clear();
        for (Iterator<DocumentId> all = found.iterator();
                all.hasNext() && documents.size() < limit; ) {
            documents.add(all.next());
        }
        return documents;
    }

    /// The attachments with a document that any commit touched, in the order of their bytes.
    static List<UUID> attachments(Snapshot snapshot) {
        TreeSet<DocumentId> found = new TreeSet<>(DocumentOrder.UNSIGNED);
        addAttachments(snapshot.frozen(), snapshot.lastOrdinal(), found);
        addAttachments(snapshot.active(), snapshot.lastOrdinal(), found);
        TreeCursor cursor = snapshot.generation().reader(IndexTree.TOUCHES).cursor();
        boolean more = cursor.first();
        while (more) {
            UUID attachment = IndexKeys.uuidAt(cursor.key(), 0);
            found.add(new DocumentId(attachment, new UUID(0, 0)));
            more = cursor.seekHigher(IndexKeys.touch(lastOf(attachment), IndexKeys.MAX_NUMBER));
        }
        return found.stream().map(DocumentId::attachment).toList();
    }

    /// The entries for the touches in a tail.
    static TreeChanges changes(Tail tail) {
        DocumentTable.Entry[] documents = tail.touches().ordered();
        return new TreeChanges() {
            private final ByteWriter writer = new ByteWriter();
            private int index = -1;
            private int row;
            private int rowCount;
            private byte[] key = {};
            private byte[] value = {};

            @Override
            public boolean next() {
                if (row == rowCount) {
                    if (++index == documents.length) {
                        return false;
                    }
                    row = 0;
                    rowCount = documents[index].rows().count();
                }
                LongRows rows = documents[index].rows();
                long place = rows.get(row, 2);
                key = IndexKeys.touch(documents[index].document(), rows.get(row, 0));
                writer.clear().writeVarint(rows.get(row, 1) / LogRecord.ALIGNMENT);
                writer.writeVarint(Tail.touchOffset(place));
                writer.writeVarint(
                        (long) Tail.touchLength(place) << 1 | (Tail.touchBaseline(place) ? 1 : 0));
                value = writer.toByteArray();
                row++;
                return true;
            }

            @Override
            public byte[] key() {
                return key;
            }

            @Override
            public byte[] value() {
                return value;
            }
        };
    }

    private static void fillFromTails(
            Snapshot snapshot, DocumentId document, long below, TouchBatch batch) {
        fill(snapshot.active(), document, Math.min(below - 1, snapshot.lastOrdinal()), batch);
        if (snapshot.frozen() != null) {
            fill(snapshot.frozen(), document, below - 1, batch);
        }
    }

    private static void fill(Tail tail, DocumentId document, long newest, TouchBatch batch) {
        LongRows rows = newest < tail.firstOrdinal() ? null : tail.touches().get(document);
        if (rows == null) {
            return;
        }
        for (int row = rows.floor(newest); row >= 0 && !batch.isFull(); row--) {
            batch.add(rows.get(row, 0), rows.get(row, 1), rows.get(row, 2));
        }
    }

    private static UUID instanceAt(TreeCursor cursor) {
        return new UUID(
                cursor.keyLong(IndexKeys.UUID_SIZE),
                cursor.keyLong(IndexKeys.UUID_SIZE + Long.BYTES));
    }

    /// Moves the cursor, which sees the keys of `attachment` only, behind all touches of a
    /// document: a few steps, because most documents are touched rarely, then a search.
    private static boolean skip(TreeCursor cursor, UUID attachment, UUID instance) {
        for (int step = 0; step < MAX_STEPS; step++) {
            if (!cursor.next()) {
                return false;
            }
            if (!instanceAt(cursor).equals(instance)) {
                return true;
            }
        }
        return cursor.seekHigher(
                IndexKeys.touch(new DocumentId(attachment, instance), IndexKeys.MAX_NUMBER));
    }

    private static void addDocuments(
            @Nullable Tail tail,
            long lastOrdinal,
            DocumentId from,
            boolean inclusive,
            int limit,
            TreeSet<DocumentId> found) {
        if (tail == null) {
            return;
        }
        DocumentTable.Entry[] documents = tail.touches().ordered();
        DocumentId end = lastOf(from.attachment());
        int count = 0;
        for (int i = DocumentTable.ceiling(documents, from);
                i < documents.length && count < limit;
                i++) {
            DocumentId document = documents[i].document();
            if (DocumentOrder.UNSIGNED.compare(document, end) > 0) {
                return;
            }
            if ((inclusive || !document.equals(from))
                    && documents[i].rows().floor(lastOrdinal) >= 0) {
                found.add(document);
                count++;
            }
        }
    }

    private static void addAttachments(
            @Nullable Tail tail, long lastOrdinal, TreeSet<DocumentId> found) {
        if (tail == null) {
            return;
        }
        DocumentTable.Entry[] documents = tail.touches().ordered();
        for (int i = 0; i < documents.length; ) {
            UUID attachment = documents[i].document().attachment();
            if (documents[i].rows().floor(lastOrdinal) >= 0) {
                found.add(new DocumentId(attachment, new UUID(0, 0)));
                i = DocumentTable.ceiling(documents, lastOf(attachment));
                if (i < documents.length
                        && documents[i].document().attachment().equals(attachment)) {
                    i++;
                }
            } else {
                i++;
            }
        }
    }

    /// The greatest document that an attachment can have.
    private static DocumentId lastOf(UUID attachment) {
        return new DocumentId(attachment, new UUID(-1, -1));
    }
}
