package org.commitdb.state;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Documents that were read lately, each as of one commit that bears it, unless they are as fast to
/// read again as to find here.
///
/// **Invariants**: bounded in number and, by guess, in bytes; a document that takes more than a
/// sixteenth of the bytes is not remembered; an entry never goes stale, because a document as of a
/// commit never changes. **Threads**: any; readers of different documents rarely meet. **Cost**:
/// O(1).
final class DocumentCache {

    /// A document as of the commit at an ordinal, with a mask that bears it or [Mask#NONE].
    record Version(DocumentId document, long ordinal, Mask mask) {}

    private static final int SHARDS = 16;
    private static final int SHARD_SHIFT = Integer.SIZE - Integer.numberOfTrailingZeros(SHARDS);

    /// What an entry takes beside its document.
    private static final int ENTRY_BYTES = 256;

    private final Shard[] shards = new Shard[SHARDS];

    /// A cache of at most about `capacity` versions, which take at most about `maxBytes`.
    DocumentCache(int capacity, long maxBytes) {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard(Math.max(1, capacity / SHARDS), maxBytes / SHARDS);
        }
    }

    /// The version, if it is remembered: null when it is not, empty when it is known that there is
    /// no document.
    @Nullable Optional<Value> find(DocumentId document, long ordinal, Mask mask) {
        Shard shard = shardOf(document);
        synchronized (shard) {
            return shard.get(new Version(document, ordinal, mask));
        }
    }

    /// Whether any version of the document is remembered.
    boolean hasVersionsOf(DocumentId document) {
        Shard shard = shardOf(document);
        synchronized (shard) {
            return shard.counts.containsKey(document);
        }
    }

    /// Remembers a version; unless it `mayDriveOut` others, only where there is room.
    void remember(
            DocumentId document,
            long ordinal,
            Mask mask,
            Optional<Value> value,
            boolean mayDriveOut) {
        long weight = ENTRY_BYTES + value.map(ValueWeight::of).orElse(0L);
        Shard shard = shardOf(document);
        synchronized (shard) {
            if (mayDriveOut || shard.hasRoomFor(weight)) {
                shard.remember(new Version(document, ordinal, mask), new Held(value, weight));
            }
        }
    }

    private Shard shardOf(DocumentId document) {
        // Not by the lowest bits of the hash: the maps of a shard tell documents apart by these.
        return shards[(document.hashCode() * 0x9e3779b9) >>> SHARD_SHIFT];
    }

    private record Held(Optional<Value> value, long weightBytes) {}

    /// The versions of some documents, the one that was asked for the longest time ago first.
    private static final class Shard {

        private final int capacity;
        private final long maxBytes;
        private final LinkedHashMap<Version, Held> versions = new LinkedHashMap<>(16, 0.75f, true);
        private final Map<DocumentId, Integer> counts = new HashMap<>();
        private long weightBytes;

        Shard(int capacity, long maxBytes) {
            this.capacity = capacity;
            this.maxBytes = maxBytes;
        }

        @Nullable Optional<Value> get(Version version) {
            Held held = versions.get(version);
            return held == null ? null : held.value;
        }

        boolean hasRoomFor(long moreBytes) {
            return versions.size() < capacity && weightBytes + moreBytes <= maxBytes;
        }

        void remember(Version version, Held held) {
            if (held.weightBytes > maxBytes) {
                return;
            }
            Held before = versions.put(version, held);
            weightBytes += held.weightBytes;
            if (before == null) {
                counts.merge(version.document, 1, Integer::sum);
            } else {
                weightBytes -= before.weightBytes;
            }
            while (versions.size() > capacity || weightBytes > maxBytes) {
                forgetEldest();
            }
        }

        private void forgetEldest() {
            Iterator<Map.Entry<Version, Held>> oldest = versions.entrySet().iterator();
            Map.Entry<Version, Held> eldest = oldest.next();
            oldest.remove();
            weightBytes -= eldest.getValue().weightBytes;
            counts.computeIfPresent(
                    eldest.getKey().document, (document, count) -> count == 1 ? null : count - 1);
        }
    }
}
