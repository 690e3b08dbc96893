package org.commitdb.file;

import java.util.Arrays;

/// A few of the commits that touched one document, newest first.
///
/// **Threads**: one.
final class TouchBatch {

    /// The room of the first batch of a walk.
    static final int FIRST_CAPACITY = 4;

    private static final int WIDTH = 3;

    private final int capacity;
    private final boolean endsAtBaseline;
    private long[] values;
    private int count;
    private boolean full;

    /// An empty batch with room for `capacity` touches; if it `endsAtBaseline`, it is full after
    /// the newest touch that sets or removes the document.
    TouchBatch(int capacity, boolean endsAtBaseline) {
        this.capacity = capacity;
        this.endsAtBaseline = endsAtBaseline;
        this.full = capacity == 0;
        this.values = new long[(endsAtBaseline ? Math.min(1, capacity) : capacity) * WIDTH];
    }

    /// An empty batch for the newest touches of a document.
    static TouchBatch first() {
        return new TouchBatch(FIRST_CAPACITY, true);
    }

    /// Adds a touch; `place` is what [Tail#place] makes.
    void add(long ordinal, long recordOffset, long place) {
        if (count * WIDTH == values.length) {
            values = Arrays.copyOf(values, capacity * WIDTH);
        }
        values[count * WIDTH] = ordinal;
        values[count * WIDTH + 1] = recordOffset;
        values[count * WIDTH + 2] = place;
        count++;
        full = count == capacity || endsAtBaseline && Tail.touchBaseline(place);
    }

    /// Whether nothing can be added.
    boolean isFull() {
        return full;
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
