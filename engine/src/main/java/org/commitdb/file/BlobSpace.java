package org.commitdb.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commitdb.file.blob.BlobExtent;
import org.jspecify.annotations.Nullable;

/// The extents for blobs that nothing uses and that can be given out again.
///
/// What was freed can be overwritten only when its FREE record is durable: else a power cut could
/// bring back the blob without its bytes. An extent that was allocated in an earlier session for a
/// blob that was never recorded belongs to nobody; only who opened the file alone may know that.
///
/// **Invariants**: nothing is given out that a durable record refers to. **Threads**: one at a
/// time, under the lock of the [LogTip]. **Cost**: nothing until the first blob needs room; then
/// O(extents) once.
final class BlobSpace {

    private final TreeMap<Long, Long> free = new TreeMap<>();
    private final Deque<Freed> waiting = new ArrayDeque<>();
    private final Set<Long> inHand = new HashSet<>();
    private boolean adoptsOrphans;
    private boolean loaded;

    private record Freed(long seq, long offset, long length) {}

    /// From now on, extents that were allocated for blobs before this moment and are not in use
    /// belong to nobody.
    void adoptOrphans() {
        adoptsOrphans = true;
        inHand.clear();
    }

    /// Notes what the log record `seq` says about an extent.
    void note(long offset, long length, int kind, long seq) {
        switch (kind) {
            case ExtentIndex.PENDING -> {
                inHand.add(offset);
                take(offset, length);
            }
            case ExtentIndex.BLOB -> {
                inHand.remove(offset);
                take(offset, length);
            }
            case ExtentIndex.FREE -> {
                inHand.remove(offset);
                waiting.add(new Freed(seq, offset, length));
            }
            default -> {
                // The log and the trees get their room elsewhere.
            }
        }
    }

    /// A free extent for `wanted` bytes: the shortest that is long enough, else the longest of at
    /// least `least` bytes; null when there is none. The caller has it noted as taken.
    ///
    /// @param snapshot what the index knows
    /// @param durableSeq the highest log record that is known to be durable
    @Nullable BlobExtent find(Snapshot snapshot, long wanted, long least, long durableSeq) {
        load(snapshot);
        while (!waiting.isEmpty() && waiting.peek().seq <= durableSeq) {
            Freed freed = waiting.remove();
            free.put(freed.offset, freed.length);
        }
        Map.Entry<Long, Long> best = null;
        for (Map.Entry<Long, Long> extent : free.entrySet()) {
            long length = extent.getValue();
            if (length >= least
                    && (best == null
                            || (best.getValue() < wanted
                                    ? length > best.getValue()
                                    : length >= wanted && length < best.getValue()))) {
                best = extent;
            }
        }
        return best == null ? null : new BlobExtent(best.getKey(), best.getValue());
    }

    private void load(Snapshot snapshot) {
        if (loaded) {
            return;
        }
        loaded = true;
        Map<Long, ExtentIndex.Kept> all = ExtentIndex.blobExtentsOf(snapshot);
        Set<Long> notYet = new HashSet<>();
        waiting.forEach(freed -> notYet.add(freed.offset));
        all.forEach((offset, extent) -> {
            boolean orphan =
                    extent.kind() == ExtentIndex.PENDING
                            && adoptsOrphans
                            && !inHand.contains(offset);
            boolean unused = extent.kind() == ExtentIndex.FREE && !notYet.contains(offset);
            if (orphan || unused) {
                free.put(offset, extent.length());
            }
        });
    }

    /// Takes a stretch out of what is free or will be.
    private void take(long offset, long length) {
        waiting.removeIf(freed -> freed.offset < offset + length && freed.offset >= offset);
        Map.Entry<Long, Long> before = free.lowerEntry(offset + length);
        if (before != null && before.getKey() + before.getValue() > offset) {
            free.remove(before.getKey());
        }
    }
}
