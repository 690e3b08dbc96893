package org.commitdb.store;

import java.util.Objects;

/// Reads a blob from the heap.
///
/// **Threads**: one.
final class NaiveBlobReader implements BlobReader {

    private final BlobInfo info;
    private final byte[] bytes;
    private boolean closed;

    NaiveBlobReader(BlobInfo info, byte[] bytes) {
        this.info = info;
        this.bytes = bytes.clone();
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
