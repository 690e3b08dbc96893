package org.commitdb.state;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// What was read last of each document, in which state, and which commit bears it: whoever asks the
/// same state again need not look for the commits that touched it, and whoever asks another state
/// with the same bearer need not replay them.
///
/// A document falls on a row of slots; when the row is full, the next document drives out one after
/// the other.
///
/// **Invariants**: bounded in number and, by guess, in bytes: large documents, for which the search
/// matters least, are not remembered; an entry never goes stale, because a document as of a commit
/// never changes. **Threads**: any; an entry is written whole, and of two that write a slot one
/// wins. **Cost**: O(1) without a lock.
final class RecentReads {

    /// Documents that weigh more are not remembered.
    private static final int MAX_DOCUMENT_BYTES = 1 << 11;

    private static final int MAX_ROWS = 1 << 13;
    private static final int ROW = 8;
    private static final int TYPICAL_BYTES = 1 << 9;
    private static final int ENTRY_BYTES = 96;

    private final AtomicReferenceArray<Entry> slots;

    /// The mixed hash of the document in each slot: a hint, which an entry confirms.
    private final int[] tags;

    /// Which slot of each row is the next to be driven out, as far as its lowest bits say.
    private final byte[] next;

    private final int rowShift;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger hand = new AtomicInteger();

    /// Room for documents that take at most about `maxBytes` together.
    RecentReads(long maxBytes) {
        long wanted = Math.clamp(maxBytes / (TYPICAL_BYTES * ROW), 2, MAX_ROWS);
        int rows = (int) Long.highestOneBit(wanted);
        this.rowShift = Integer.SIZE - Integer.numberOfTrailingZeros(rows);
        this.slots = new AtomicReferenceArray<>(rows * ROW);
        this.tags = new int[rows * ROW];
        this.next = new byte[rows];
        this.maxBytes = maxBytes;
    }

    /// One document at the commit `tip` with a mask: the one that the commit `bearer` bears with
    /// another mask, 0 when no commit of the chain of parents does.
    ///
    /// The ids are numbers here, and the value is nullable: a look-up shall touch little memory.
    private record Entry(
            UUID attachment,
            long instanceHigh,
            long instanceLow,
            long tip,
            Mask mask,
            long bearer,
            Mask bearerMask,
            @Nullable Value value,
            int weightBytes) {

        boolean isOf(DocumentId document) {
            UUID instance = document.instance();
            return instanceLow == instance.getLeastSignificantBits()
                    && instanceHigh == instance.getMostSignificantBits()
                    && attachment.equals(document.attachment());
        }

        Optional<Value> document() {
            return Optional.ofNullable(value);
        }
    }

    /// The document at the commit `tip` with a mask: null when it was not read there lately, empty
    /// when there is none.
    @Nullable Optional<Value> find(DocumentId document, long tip, Mask mask) {
        int tag = tagOf(document);
        int row = rowOf(tag);
        for (int slot = row; slot < row + ROW; slot++) {
            if (tags[slot] == tag) {
                Entry entry = slots.getAcquire(slot);
                if (entry != null
                        && entry.tip == tip
                        && entry.isOf(document)
                        && entry.mask.equals(mask)) {
                    return entry.document();
                }
            }
        }
        return null;
    }

    /// The document as the commit `bearer` bears it with a mask: null when that was not what was
    /// read last.
    @Nullable Optional<Value> findBorne(DocumentId document, long bearer, Mask mask) {
        int tag = tagOf(document);
        int row = rowOf(tag);
        for (int slot = row; slot < row + ROW; slot++) {
            if (tags[slot] == tag) {
                Entry entry = slots.getAcquire(slot);
                if (entry != null
                        && entry.bearer == bearer
                        && entry.isOf(document)
                        && entry.bearerMask.equals(mask)) {
                    return entry.document();
                }
            }
        }
        return null;
    }

    /// Remembers the document at the commit `tip` with a mask, as `bearer` bears it with
    /// `bearerMask`; a `bearer` of 0 says that no commit is known to. Returns whether there is room
    /// for such a document.
    boolean remember(
            DocumentId document,
            long tip,
            Mask mask,
            long bearer,
            Mask bearerMask,
            Optional<Value> value) {
        long weight = ENTRY_BYTES + (value.isEmpty() ? 0 : ValueWeight.of(value.get()));
        if (weight > MAX_DOCUMENT_BYTES) {
            return false;
        }
        UUID instance = document.instance();
        Entry entry =
                new Entry(
                        document.attachment(),
                        instance.getMostSignificantBits(),
                        instance.getLeastSignificantBits(),
                        tip,
                        mask,
                        bearer,
                        bearerMask,
                        value.orElse(null),
                        (int) weight);
        int tag = tagOf(document);
        int slot = slotFor(document, tag);
        tags[slot] = tag;
        long grown = weight - weightOf(slots.getAndSet(slot, entry));
        if (bytes.addAndGet(grown) > maxBytes) {
            makeRoom();
        }
        return true;
    }

    /// The slot that has the document; else one that is free, or whose turn it is to become so.
    private int slotFor(DocumentId document, int tag) {
        int row = rowOf(tag);
        int free = -1;
        for (int slot = row; slot < row + ROW; slot++) {
            Entry entry = slots.getAcquire(slot);
            if (entry == null) {
                free = slot;
            } else if (tags[slot] == tag && entry.isOf(document)) {
                return slot;
            }
        }
        return free >= 0 ? free : row + (next[row / ROW]++ & (ROW - 1));
    }

    /// Empties slots one after the other, round and round.
    private void makeRoom() {
        while (bytes.get() > maxBytes) {
            int slot = hand.getAndIncrement() & (slots.length() - 1);
            bytes.addAndGet(-weightOf(slots.getAndSet(slot, null)));
        }
    }

    private static int weightOf(@Nullable Entry entry) {
        return entry == null ? 0 : entry.weightBytes;
    }

    private static int tagOf(DocumentId document) {
        return document.hashCode() * 0x9e3779b9;
    }

    private int rowOf(int tag) {
        return (tag >>> rowShift) * ROW;
    }
}
