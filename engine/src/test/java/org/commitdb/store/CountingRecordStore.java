package org.commitdb.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.jspecify.annotations.Nullable;

/// Passes everything on to another store and counts what reading a document costs: steps of touch
/// cursors and opcodes that they read.
///
/// **Threads**: one.
public final class CountingRecordStore implements RecordStore {

    private final RecordStore store;
    private long steps;
    private long bodies;

    /// Counts over `store`.
    public CountingRecordStore(RecordStore store) {
        this.store = store;
    }

    /// Steps of cursors since the last reset.
    public long steps() {
        return steps;
    }

    /// Bodies of opcodes that were read since the last reset.
    public long bodies() {
        return bodies;
    }

    /// Starts counting again.
    public void reset() {
        steps = 0;
        bodies = 0;
    }

    @Override
    public TouchCursor touches(DocumentId document, long newest) {
        TouchCursor cursor = store.touches(document, newest);
        return new TouchCursor() {
            @Override
            public boolean next() {
                steps++;
                return cursor.next();
            }

            @Override
            public long ordinal() {
                return cursor.ordinal();
            }

            @Override
            public boolean baseline() {
                return cursor.baseline();
            }

            @Override
            public byte[] opcodes() {
                bodies++;
                return cursor.opcodes();
            }
        };
    }

    @Override
    public long lastOrdinal() {
        return store.lastOrdinal();
    }

    @Override
    public long ordinalOf(CommitId id) {
        return store.ordinalOf(id);
    }

    @Override
    public List<CommitId> idsWithPrefix(String prefix, int limit) {
        return store.idsWithPrefix(prefix, limit);
    }

    @Override
    public CommitId idOf(long ordinal) {
        return store.idOf(ordinal);
    }

    @Override
    public byte[] commit(long ordinal) {
        return store.commit(ordinal);
    }

    @Override
    public long timestampMicros(long ordinal) {
        return store.timestampMicros(ordinal);
    }

    @Override
    public Run run(long ordinal) {
        return store.run(ordinal);
    }

    @Override
    public long[] children(long ordinal) {
        return store.children(ordinal);
    }

    @Override
    public long[] heads() {
        return store.heads();
    }

    @Override
    public long[] roots() {
        return store.roots();
    }

    @Override
    public List<Toggle> toggles() {
        return store.toggles();
    }

    @Override
    public List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit) {
        return store.documents(attachment, after, limit);
    }

    @Override
    public List<UUID> attachments() {
        return store.attachments();
    }

    @Override
    public void append(List<byte[]> commits) {
        store.append(commits);
    }

    @Override
    public boolean hasBlob(BlobId id) {
        return store.hasBlob(id);
    }

    @Override
    public void putBlob(BlobId id, String layout, byte[] bytes) {
        store.putBlob(id, layout, bytes);
    }

    @Override
    public Optional<StoredBlob> blob(BlobId id) {
        return store.blob(id);
    }

    @Override
    public void append(List<BlobWriter> blobs, List<byte[]> commits) {
        store.append(blobs, commits);
    }

    @Override
    public List<byte[]> definitions() {
        return store.definitions();
    }

    @Override
    public void appendDefinitions(byte[] record) {
        store.appendDefinitions(record);
    }

    @Override
    public BlobWriter newBlob(String layout) {
        return store.newBlob(layout);
    }

    @Override
    public Optional<BlobReader> openBlob(BlobId id) {
        return store.openBlob(id);
    }

    @Override
    public Optional<BlobInfo> blobInfo(BlobId id) {
        return store.blobInfo(id);
    }

    @Override
    public List<BlobId> blobIds(@Nullable BlobId after, int limit) {
        return store.blobIds(after, limit);
    }

    @Override
    public BlobStatistics blobStatistics() {
        return store.blobStatistics();
    }

    @Override
    public BlobStatistics collectBlobs() {
        return store.collectBlobs();
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public AutoCloseable onAppend(Consumer<Long> listener) {
        return store.onAppend(listener);
    }

    @Override
    public StoreInfo info() {
        return store.info();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public long newestFrame(DocumentId document, long newest) {
        return store.newestFrame(document, newest);
    }

    @Override
    public byte @Nullable [] frame(DocumentId document, long ordinal) {
        return store.frame(document, ordinal);
    }

    @Override
    public boolean keepsFrames() {
        return store.keepsFrames();
    }

    @Override
    public void putFrame(DocumentId document, long ordinal, byte[] frame) {
        store.putFrame(document, ordinal, frame);
    }

    @Override
    public void dropFrames() {
        store.dropFrames();
    }
}
