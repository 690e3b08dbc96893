package org.commitdb.file;

import java.util.Arrays;

/// Sorts rows by keys that consist of words of 32 bits, as unsigned numbers, the first the most
/// significant.
///
/// Rows are sorted by one word at a time, packed into one number together with it; those that have
/// it in common by the next one. **Invariants**: rows with equal keys keep their order. **Cost**:
/// O(words x n log n), whatever the keys are; about one sort of numbers when the first words
/// differ.
final class WordOrder {

    private final int words;
    private final Keys keys;

    /// The keys of the rows.
    interface Keys {

        /// The word at `place`, from 0 on, of the key of `row`.
        int word(int row, int place);
    }

    private WordOrder(int words, Keys keys) {
        this.words = words;
        this.keys = keys;
    }

    /// The numbers of the rows from 0 to `count`, each with a key of so many words, in the order of
    /// their keys.
    static int[] of(int count, int words, Keys keys) {
        long[] packed = new long[count];
        for (int row = 0; row < count; row++) {
            packed[row] = row;
        }
        new WordOrder(words, keys).sort(packed, 0, count, 0);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (int) packed[i];
        }
        return rows;
    }

    private void sort(long[] packed, int from, int to, int place) {
        for (int i = from; i < to; i++) {
            int row = (int) packed[i];
            int signed = keys.word(row, place) ^ Integer.MIN_VALUE;
            packed[i] = (long) signed << Integer.SIZE | row;
        }
        Arrays.sort(packed, from, to);
        if (place + 1 < words) {
            sortEqual(packed, from, to, place);
        }
    }

    private void sortEqual(long[] packed, int from, int to, int place) {
        int first = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || packed[i] >>> Integer.SIZE != packed[first] >>> Integer.SIZE) {
                if (i - first > 1) {
                    sort(packed, first, i, place + 1);
                }
                first = i;
            }
        }
    }
}
