package org.commitdb.file.storage;

import java.util.concurrent.atomic.AtomicLongArray;

/// Shared words on the heap.
///
/// **Threads**: any.
final class HeapWords implements SharedWords {

    private final AtomicLongArray words;

    /// So many words, all zero.
    HeapWords(int count) {
        this.words = new AtomicLongArray(count);
    }

    @Override
    public long get(int index) {
        return words.getAcquire(index);
    }

    @Override
    public void set(int index, long value) {
        words.setRelease(index, value);
    }
}
