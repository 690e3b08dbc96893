package org.commitdb.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Documents that were read lately, each as of one commit that bears it.
///
/// **Invariants**: bounded; an entry never goes stale, because a document as of a commit never
/// changes. **Threads**: any; readers of different documents rarely meet. **Cost**: O(1).
final class DocumentCache {

    /// A document as of the commit at an ordinal, with a mask that bears it or [Mask#NONE].
    record Version(DocumentId document, long ordinal, Mask mask) {}

    private static final int SHARDS = 16;

    private final Shard[] shards = new Shard[SHARDS];

    /// A cache of at most about `capacity` versions.
    DocumentCache(int capacity) {
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard(Math.max(1, capacity / SHARDS));
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

    void remember(DocumentId document, long ordinal, Mask mask, Optional<Value> value) {
        Shard shard = shardOf(document);
        synchronized (shard) {
            shard.remember(new Version(document, ordinal, mask), value);
        }
    }

    private Shard shardOf(DocumentId document) {
        int hash = document.hashCode();
        return shards[(hash ^ (hash >>> 16)) & (SHARDS - 1)];
    }

    private static final class Shard extends LinkedHashMap<Version, Optional<Value>> {

        private static final long serialVersionUID = 1L;

        private final int capacity;
        private final Map<DocumentId, Integer> counts = new HashMap<>();

        Shard(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        void remember(Version version, Optional<Value> value) {
            if (put(version, value) == null) {
                counts.merge(version.document, 1, Integer::sum);
            }
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Optional<Value>> eldest) {
            boolean removed = size() > capacity;
            if (removed) {
                counts.computeIfPresent(
                        eldest.getKey().document,
                        (document, count) -> count == 1 ? null : count - 1);
            }
            return removed;
        }
    }
}
