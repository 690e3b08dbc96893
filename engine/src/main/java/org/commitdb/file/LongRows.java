package org.commitdb.file;

import java.util.Arrays;

/// Rows of a few numbers each, in ascending order of the first, appended by one thread and read by
/// any.
///
/// **Invariants**: a row never changes once it counts in [#count]. **Threads**: one writer; readers
/// see every row that [#count] covered when they asked. **Cost**: appending is amortised O(1),
/// [#floor] O(log n).
final class LongRows {

    private final int width;
    private volatile long[] values;
    private volatile int count;

    /// Empty rows of `width` numbers, with room for `capacity` rows before it has to grow.
    LongRows(int width, int capacity) {
        this.width = width;
        this.values = new long[width * capacity];
    }

    /// How many rows there are.
    int count() {
        return count;
    }

    /// One number.
    long get(int row, int column) {
        return values[row * width + column];
    }

    /// Adds a row of one number.
    void append(long only) {
        int at = room();
        values[at] = only;
        count = count + 1;
    }

    /// Adds a row of two numbers.
    void append(long first, long second) {
        int at = room();
        values[at] = first;
        values[at + 1] = second;
        count = count + 1;
    }

    /// Adds a row of three numbers.
    void append(long first, long second, long third) {
        int at = room();
        values[at] = first;
        values[at + 1] = second;
        values[at + 2] = third;
        count = count + 1;
    }

    /// The last row whose first number is at most `key`, -1 if there is none.
    int floor(long key) {
        int low = 0;
        int high = count - 1;
        long[] array = values;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (array[middle * width] <= key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int room() {
        int at = count * width;
        long[] array = values;
        if (at + width > array.length) {
            values = Arrays.copyOf(array, Math.max(at + width, array.length * 2));
        }
        return at;
    }
}
