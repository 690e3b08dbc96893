package org.commitdb.file;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// The key frames that a tail knows, and whether it makes void those of the trees.
///
/// **Threads**: one writer; any number of readers, who may see a frame as soon as it is added: its
/// record was written before.
final class TailFrames {

    /// Frames by document and ordinal, and what they replace. Swapped as a whole, so that a reader
    /// never mixes frames from before a drop with those behind it.
    private volatile Frames frames = new Frames(false);

    private record Frames(
            boolean replaceOlder,
            ConcurrentNavigableMap<DocumentId, ConcurrentNavigableMap<Long, Long>> offsets) {

        private Frames(boolean replaceOlder) {
            this(replaceOlder, new ConcurrentSkipListMap<>(DocumentOrder.UNSIGNED));
        }
    }

    void add(DocumentId document, long ordinal, long offset) {
        frames.offsets
                .computeIfAbsent(document, key -> new ConcurrentSkipListMap<>())
                .put(ordinal, offset);
    }

    void drop() {
        frames = new Frames(true);
    }

    /// Whether frames that were known before this tail began are void.
    boolean replaceOlder() {
        return frames.replaceOlder;
    }

    /// The newest frame of `document` at an ordinal of at most `newest`, with the offset of its
    /// record; null when there is none here.
    Map.@Nullable Entry<Long, Long> floor(DocumentId document, long newest) {
        NavigableMap<Long, Long> own = frames.offsets.get(document);
        return own == null ? null : own.floorEntry(newest);
    }

    /// Documents in order, and for each the offsets of the records by ordinal, ascending.
    ConcurrentNavigableMap<DocumentId, ConcurrentNavigableMap<Long, Long>> offsets() {
        return frames.offsets;
    }
}
