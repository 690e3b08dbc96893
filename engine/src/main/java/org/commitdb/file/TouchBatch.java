package org.commitdb.file;

/// A few of the commits that touched one document, newest first.
///
/// **Threads**: one.
final class TouchBatch {

    private static final int WIDTH = 3;

    private final long[] values;
    private final int capacity;
    private int count;

    /// An empty batch with room for `capacity` touches.
    TouchBatch(int capacity) {
        this.capacity = capacity;
        this.values = new long[capacity * WIDTH];
    }

    /// Adds a touch; `place` is what [Tail#place] makes.
    void add(long ordinal, long recordOffset, long place) {
        values[count * WIDTH] = ordinal;
        values[count * WIDTH + 1] = recordOffset;
        values[count * WIDTH + 2] = place;
        count++;
    }

    /// Whether nothing can be added.
    boolean isFull() {
        return count == capacity;
    }

    /// How many touches are here.
    int count() {
        return count;
    }

    /// The commit.
    long ordinal(int index) {
        return values[index * WIDTH];
    }

    /// Where its record lies.
    long recordOffset(int index) {
        return values[index * WIDTH + 1];
    }

    /// Where in the commit its opcodes lie, see [Tail#touchOffset].
    long place(int index) {
        return values[index * WIDTH + 2];
    }
}
