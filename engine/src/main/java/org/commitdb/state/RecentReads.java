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
/// the other, unless it is one of many that are read in a row and most of which nobody asks for
/// again.
///
/// **Invariants**: bounded in number and, by guess, in bytes: large documents, for which the search
/// matters least, are not remembered; an entry never goes stale, because a document as of a commit
/// never changes. **Threads**: any; an entry is written whole, and of two that write a slot one
/// wins. **Cost**: O(1) without a lock.
final class RecentReads {

    /// Documents that weigh more are not remembered.
    private static final int MAX_DOCUMENT_BYTES = 1 << 11;

    private static final int MAX_PARTS = 1 << 6;
    private static final int PART = 1 << 10;
    private static final int ROW = 8;
    private static final int TYPICAL_BYTES = 1 << 9;
    private static final int ENTRY_BYTES = 96;

    private final AtomicReferenceArray<Part> parts;
    private final int partSize;
    private final int partShift;
    private final int rowShift;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger hand = new AtomicInteger();

    /// Room for documents that take at most about `maxBytes` together.
    RecentReads(long maxBytes) {
        long wanted = Math.clamp(maxBytes / TYPICAL_BYTES, 2 * ROW, MAX_PARTS * PART);
        int slots = (int) Long.highestOneBit(wanted);
        this.partSize = Math.min(slots, PART);
        this.parts = new AtomicReferenceArray<>(slots / partSize);
        this.rowShift = Integer.SIZE - Integer.numberOfTrailingZeros(slots / ROW);
        this.partShift = Integer.numberOfTrailingZeros(partSize);
        this.maxBytes = maxBytes;
    }

    /// Some of the rows; they take memory from when the first document falls on one.
    private static final class Part {

        private final AtomicReferenceArray<Entry> slots;

        /// The mixed hash of the document in each slot: a hint, which an entry confirms.
        private final int[] tags;

        /// Which slot of each row is the next to be driven out, as far as its lowest bits say.
        private final byte[] next;

        Part(int size) {
            this.slots = new AtomicReferenceArray<>(size);
            this.tags = new int[size];
            this.next = new byte[size / ROW];
        }

        /// The slot of a row that has the document; else one that is free, or, if the document
        /// `mayDriveOut` another, whose turn it is to become so; -1 when there is none.
        int slotFor(int row, int tag, DocumentId document, boolean mayDriveOut) {
            int free = -1;
            for (int slot = row; slot < row + ROW; slot++) {
                Entry entry = slots.getAcquire(slot);
                if (entry == null) {
                    free = slot;
                } else if (tags[slot] == tag && entry.isOf(document)) {
                    return slot;
                }
            }
            return free >= 0 || !mayDriveOut ? free : row + (next[row / ROW]++ & (ROW - 1));
        }
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
        Entry entry = newest(document);
        return entry != null && entry.tip == tip && entry.mask.equals(mask)
                ? entry.document()
                : null;
    }

    /// The document as the commit `bearer` bears it with a mask: null when that was not what was
    /// read last.
    @Nullable Optional<Value> findBorne(DocumentId document, long bearer, Mask mask) {
        Entry entry = newest(document);
        return entry != null && entry.bearer == bearer && entry.bearerMask.equals(mask)
                ? entry.document()
                : null;
    }

    /// What was read last of a document. (Of two threads that read it for the first time at once,
    /// each may leave an entry: one of them is it then.)
    private @Nullable Entry newest(DocumentId document) {
        int tag = tagOf(document);
        int place = placeOf(tag);
        Part part = parts.getAcquire(place >>> partShift);
        if (part == null) {
            return null;
        }
        int row = place & (partSize - 1);
        for (int slot = row; slot < row + ROW; slot++) {
            Entry entry = part.tags[slot] == tag ? part.slots.getAcquire(slot) : null;
            if (entry != null && entry.isOf(document)) {
                return entry;
            }
        }
        return null;
    }

    /// Remembers the document at the commit `tip` with a mask, as `bearer` bears it with
    /// `bearerMask`; a `bearer` of 0 says that no commit is known to. Unless it `mayDriveOut`
    /// others, only where there is room. Returns whether it is small enough to be remembered here,
    /// which it may be later if there is no room now.
    boolean remember(
            DocumentId document,
            long tip,
            Mask mask,
            long bearer,
            Mask bearerMask,
            Optional<Value> value,
            boolean mayDriveOut) {
        long weight = ENTRY_BYTES + (value.isEmpty() ? 0 : ValueWeight.of(value.get()));
        if (weight > MAX_DOCUMENT_BYTES) {
            return false;
        }
        if (!mayDriveOut && bytes.get() + weight > maxBytes) {
            return true;
        }
        int tag = tagOf(document);
        int place = placeOf(tag);
        Part part = partAt(place >>> partShift);
        int slot = part.slotFor(place & (partSize - 1), tag, document, mayDriveOut);
        if (slot < 0) {
            return true;
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
        part.tags[slot] = tag;
        long grown = weight - weightOf(part.slots.getAndSet(slot, entry));
        if (bytes.addAndGet(grown) > maxBytes) {
            makeRoom();
        }
        return true;
    }

    private Part partAt(int index) {
        Part part = parts.getAcquire(index);
        if (part != null) {
            return part;
        }
        Part fresh = new Part(partSize);
        Part other = parts.compareAndExchange(index, null, fresh);
        return other == null ? fresh : other;
    }

    /// Empties slots one after the other, round and round.
    private void makeRoom() {
        while (bytes.get() > maxBytes) {
            int place = hand.getAndIncrement();
            Part part = parts.getAcquire((place >>> partShift) & (parts.length() - 1));
            if (part == null) {
                hand.addAndGet(partSize - 1);
            } else {
                int slot = place & (partSize - 1);
                bytes.addAndGet(-weightOf(part.slots.getAndSet(slot, null)));
            }
        }
    }

    private static int weightOf(@Nullable Entry entry) {
        return entry == null ? 0 : entry.weightBytes;
    }

    private static int tagOf(DocumentId document) {
        return document.hashCode() * 0x9e3779b9;
    }

    /// The first slot of the row for a tag, counted through all parts.
    private int placeOf(int tag) {
        return (tag >>> rowShift) * ROW;
    }
}
