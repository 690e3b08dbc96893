package org.commitdb.remote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What was learned of a store lately and never changes.
///
/// **Invariants**: bounded by size; the entries that were not asked for the longest go first.
/// **Threads**: any. **Cost**: O(1).
final class RemoteCache<K, V> {

    private static final long ENTRY_BYTES = 100;

    private final long capacityBytes;
    private final ToLongFunction<V> sizeBytes;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long usedBytes;

    /// A cache of so many bytes, as `sizeBytes` weighs what is in it.
    RemoteCache(long capacityBytes, ToLongFunction<V> sizeBytes) {
        this.capacityBytes = capacityBytes;
        this.sizeBytes = sizeBytes;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        V previous = entries.put(key, value);
        usedBytes += ENTRY_BYTES + sizeBytes.applyAsLong(value);
        if (previous != null) {
            usedBytes -= ENTRY_BYTES + sizeBytes.applyAsLong(previous);
        }
        Iterator<V> eldest = entries.values().iterator();
        while (usedBytes > capacityBytes && eldest.hasNext()) {
            usedBytes -= ENTRY_BYTES + sizeBytes.applyAsLong(eldest.next());
            eldest.remove();
        }
    }

    synchronized void clear() {
        entries.clear();
        usedBytes = 0;
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized long usedBytes() {
        return usedBytes;
    }
}
