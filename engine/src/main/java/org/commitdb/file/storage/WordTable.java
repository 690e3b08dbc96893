package org.commitdb.file.storage;

import java.util.HashMap;
import java.util.Map;

/// The shared words of one file on the heap, by their place.
///
/// **Threads**: any.
final class WordTable {

    private final Map<Long, HeapWords> words = new HashMap<>();

    /// The `count` words at `position`.
    ///
    /// **Errors**: [IllegalArgumentException] when the place is not 8-aligned.
    synchronized SharedWords at(long position, int count) {
        if (position % Long.BYTES != 0) {
            throw new IllegalArgumentException("no words at " + position);
        }
        return words.computeIfAbsent(position, place -> new HeapWords(count));
    }
}
