package org.commitdb.store;

import java.io.ByteArrayOutputStream;
import java.util.Objects;
import org.commitdb.blob.BlobId;
import org.jspecify.annotations.Nullable;

/// Collects the bytes of a blob on the heap.
///
/// **Threads**: one.
final class NaiveBlobWriter implements BlobWriter {

    private final NaiveRecordStore store;
    private final String layout;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable BlobId id;
    private boolean ended;

    NaiveBlobWriter(NaiveRecordStore store, String layout) {
        this.store = store;
        this.layout = layout;
    }

    NaiveRecordStore store() {
        return store;
    }

    StoredBlob blob() {
        return new StoredBlob(layout, bytes.toByteArray());
    }

    void requireSealed() {
        requireUsable();
        if (id == null) {
            throw new IllegalStateException("the blob is not sealed");
        }
    }

    void end() {
        ended = true;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        requireUsable();
        if (id != null) {
            throw new IllegalStateException("the blob is sealed");
        }
        Objects.checkFromIndexSize(offset, length, source.length);
        bytes.write(source, offset, length);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public BlobId seal() {
        requireUsable();
        BlobId sealed = id == null ? BlobId.ofContent(layout, bytes.toByteArray()) : id;
        id = sealed;
        return sealed;
    }

    @Override
    public void close() {
        ended = true;
    }

    private void requireUsable() {
        if (ended) {
            throw new IllegalStateException("the blob was appended or given up");
        }
    }
}
