package org.commitdb.store;

import java.util.Objects;
import org.commitdb.blob.BlobId;

/// Reads a blob that is on the heap, for a store that only gives whole blobs.
///
/// **Threads**: one.
final class HeapBlobReader implements BlobReader {

    private final BlobInfo info;
    private final byte[] bytes;
    private boolean closed;

    HeapBlobReader(BlobId id, StoredBlob blob) {
        this.bytes = blob.bytes();
        this.info = new BlobInfo(id, blob.layout(), bytes.length, bytes.length);
    }

    /// What is known of the blob that `reader` reads, which is closed.
    static BlobInfo infoOf(BlobReader reader) {
        try (reader) {
            return reader.info();
        }
    }

    @Override
    public BlobInfo info() {
        return info;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        if (position < 0) {
            throw new IndexOutOfBoundsException("the position is negative: " + position);
        }
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || position >= bytes.length) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, bytes.length - (int) position);
        System.arraycopy(bytes, (int) position, target, offset, count);
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
