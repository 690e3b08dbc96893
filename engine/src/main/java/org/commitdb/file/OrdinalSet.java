package org.commitdb.file;

import java.util.Arrays;

/// A set of ordinals.
///
/// **Threads**: one. **Cost**: a bit for each ordinal up to the greatest.
final class OrdinalSet {

    private long[] words = new long[16];

    /// Adds an ordinal; one that is there already is passed over.
    void add(long ordinal) {
        int word = (int) (ordinal >>> 6);
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        words[word] |= 1L << ordinal;
    }

    /// Whether the ordinal was added.
    boolean contains(long ordinal) {
        int word = (int) (ordinal >>> 6);
        return word < words.length && (words[word] & 1L << ordinal) != 0;
    }
}
