package org.commitdb.state;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// What was read last of each document, and in which state: whoever asks the same state again need
/// not look for the commits that touched it.
///
/// A document has a pair of slots; of others that fall on the pair, the two that were read last
/// stay.
///
/// **Invariants**: bounded; an entry never goes stale, because a document as of a commit never
/// changes. **Threads**: any; an entry is written whole, and of two that write a slot one wins.
/// **Cost**: O(1) without a lock.
final class RecentReads {

    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

    private record Entry(DocumentId document, long tip, Mask mask, Optional<Value> value) {

        boolean is(DocumentId wanted, long wantedTip, Mask wantedMask) {
            return tip == wantedTip && document.equals(wanted) && mask.equals(wantedMask);
        }
    }

    /// The document at the commit `tip` with a mask: null when it was not read there lately, empty
    /// when there is none.
    @Nullable Optional<Value> find(DocumentId document, long tip, Mask mask) {
        int slot = slotOf(document);
        Entry entry = slots.getAcquire(slot);
        if (entry != null && entry.is(document, tip, mask)) {
            return entry.value;
        }
        entry = slots.getAcquire(slot ^ 1);
        return entry != null && entry.is(document, tip, mask) ? entry.value : null;
    }

    void remember(DocumentId document, long tip, Mask mask, Optional<Value> value) {
        int slot = slotOf(document);
        Entry before = slots.getAcquire(slot);
        if (before != null && !before.document.equals(document)) {
            slots.setRelease(slot ^ 1, before);
        }
        slots.setRelease(slot, new Entry(document, tip, mask, value));
    }

    private static int slotOf(DocumentId document) {
        int hash = document.hashCode();
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }
}
