package org.commitdb.file.page;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A set of page numbers.
///
/// **Invariants**: page numbers are unsigned and never 0. **Threads**: one. **Cost**: O(1) for each
/// operation; memory is one bit for each page of every stretch of 4096 pages that has a member, at
/// most 512 MiB for the whole range of numbers.
public final class PageSet {

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_WORDS = (1 << CHUNK_BITS) / Long.SIZE;

    private static final long[] NONE = {};

    private long[][] chunks = {};
    private int size;

    /// An empty set.
    public PageSet() {}

    /// How many pages are in the set.
    public int size() {
        return size;
    }

    /// Whether the page is in the set.
    public boolean contains(int number) {
        int chunk = number >>> CHUNK_BITS;
        return chunk < chunks.length
                && chunks[chunk].length > 0
                && (chunks[chunk][word(number)] & bit(number)) != 0;
    }

    /// Adds a page and tells whether it was not there before.
    ///
    /// **Errors**: [IllegalArgumentException] when the number is 0.
    public boolean add(int number) {
        if (number == 0) {
            throw new IllegalArgumentException("page 0 holds no tree page");
        }
        long[] words = chunkFor(number >>> CHUNK_BITS);
        int word = word(number);
        if ((words[word] & bit(number)) != 0) {
            return false;
        }
        words[word] |= bit(number);
        size++;
        return true;
    }

    /// Passes each page to `action`, in ascending order.
    public void forEach(IntConsumer action) {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            for (int word = 0; word < chunks[chunk].length; word++) {
                int first = (chunk << CHUNK_BITS) + word * Long.SIZE;
                for (long rest = chunks[chunk][word]; rest != 0; rest &= rest - 1) {
                    action.accept(first + Long.numberOfTrailingZeros(rest));
                }
            }
        }
    }

    private long[] chunkFor(int chunk) {
        if (chunk >= chunks.length) {
            int old = chunks.length;
            chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, old + old / 2));
            Arrays.fill(chunks, old, chunks.length, NONE);
        }
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new long[CHUNK_WORDS];
        }
        return chunks[chunk];
    }

    private static int word(int number) {
        return (number & ((1 << CHUNK_BITS) - 1)) / Long.SIZE;
    }

    private static long bit(int number) {
        return 1L << number;
    }
}
