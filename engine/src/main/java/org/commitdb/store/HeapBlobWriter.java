package org.commitdb.store;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.commitdb.blob.BlobId;
import org.jspecify.annotations.Nullable;

/// Collects the bytes of a blob on the heap, for a store that only takes whole blobs.
///
/// **Threads**: one.
final class HeapBlobWriter implements BlobWriter {

    private final RecordStore store;
    private final String layout;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable BlobId id;
    private boolean ended;

    HeapBlobWriter(RecordStore store, String layout) {
        this.store = store;
        this.layout = layout;
    }

    /// Puts sealed blobs into their store, then appends the commits.
    static void append(RecordStore store, List<BlobWriter> blobs, List<byte[]> commits) {
        for (BlobWriter blob : blobs) {
            if (!(blob instanceof HeapBlobWriter own) || own.store != store) {
                throw new IllegalArgumentException("a blob was written for another store");
            }
            own.requireSealed();
        }
        for (BlobWriter blob : blobs) {
            if (blob instanceof HeapBlobWriter own) {
                store.putBlob(own.seal(), own.layout, own.bytes.toByteArray());
            }
        }
        store.append(commits);
        blobs.forEach(BlobWriter::close);
    }

    private void requireSealed() {
        requireUsable();
        if (id == null) {
            throw new IllegalStateException("the blob is not sealed");
        }
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
        BlobId sealed = id;
        if (sealed == null) {
            sealed = BlobId.ofContent(layout, bytes.toByteArray());
            id = sealed;
        }
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
