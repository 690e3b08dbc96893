package org.commitdb.file;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.StorageLock;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// Writes the tail of the log to the trees and publishes them in a META slot, while commits go on.
///
/// A checkpoint freezes the tail, merges it into new pages, syncs, writes the slot that the
/// checkpoint before did not use, and syncs again. A crash anywhere leaves the older slot and a
/// longer tail.
///
/// One process at a time writes a checkpoint, as the holder of the CHECKPOINT lock. What the others
/// find in the slots is a checkpoint of theirs, too: they build their index anew over its trees
/// when they need it, at the latest before they write one themselves. Which pages are free is then
/// derived from both slots again. A slot whose writer died counts as soon as it is whole; it is
/// written again with the next checkpoint, for nothing vouches that it reached the disk. When the
/// other slot is not sound, its pages stay as they are for two checkpoints, for somebody may still
/// read them.
///
/// **Invariants**: the CHECKPOINT lock is taken before the lease, and nobody waits for it who keeps
/// the lease from being given back. **Threads**: one writes checkpoints; any take over those of
/// others, one at a time, and while no checkpoint is being written. **Errors**:
/// [org.commitdb.error.StorageException] when the disk refuses; then everything is as before, and
/// the same tail is tried again later. [org.commitdb.error.OutcomeUnknownException] when a sync
/// fails. [org.commitdb.error.BusyException] when another process keeps the lock for too long.
final class Checkpointer {

    private static final long MAX_PAUSE_NANOS = 10_000_000;

    private final Volume volume;
    private final CommitIndexer indexer;
    private final InstantSource clock;
    private final int batchEntries;
    private final TailHandover handover;
    private final PeerLog peers;
    private final SyncThread sync;
    private final Readers readers;
    private final Space space;
    private final PageSpace pages;
    private final MetaSlots slots;
    private final Duration lockTimeout;
    private final @Nullable SharedStatus status;
    private final ReentrantLock turn = new ReentrantLock();

    private Meta current;
    private @Nullable Meta before;
    private boolean derived;
    private boolean rewritten;

    /// A checkpointer that goes on from `current`, the checkpoint that the file was opened with;
    /// `before` is the one in the other slot. `status` is null when nobody else may open the file.
    Checkpointer(
            Volume volume,
            CommitIndexer indexer,
            FileOptions options,
            TailHandover handover,
            PeerLog peers,
            SyncThread sync,
            Readers readers,
            Space space,
            PageSpace pages,
            @Nullable SharedStatus status,
            Meta current,
            @Nullable Meta before) {
        this.volume = volume;
        this.indexer = indexer;
        this.clock = options.clock();
        this.batchEntries = options.checkpointEntries();
        this.handover = handover;
        this.peers = peers;
        this.sync = sync;
        this.readers = readers;
        this.space = space;
        this.pages = pages;
        this.slots = new MetaSlots(volume);
        this.lockTimeout = options.lockTimeout();
        this.status = status;
        this.current = current;
        this.before = before;
    }

    /// The newest checkpoint.
    Meta current() {
        turn.lock();
        try {
            return current;
        } finally {
            turn.unlock();
        }
    }

    /// Writes a checkpoint, unless the newest one knows everything.
    void checkpoint() throws IOException {
        try (StorageLock _ = acquire()) {
            peers.catchUpNow();
            turn.lock();
            try {
                renewIfNewer();
                if (handover.hasFrozen() || handover.hasGrownBeyond(current.replay())) {
                    write(false);
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /// Whether the slot that the next checkpoint goes to holds something that is none, as a write
    /// leaves it that failed in the middle. Until then, damage to the other slot would be noticed
    /// only by the next open, which would have to build all trees anew.
    boolean isSlotDamaged() throws IOException {
        if (before != null) {
            return false;
        }
        long slot = Meta.slotOf(current.checkpointSeq() + 1);
        byte[] block = Preamble.readBlock(volume.storage(), slot);
        return current.checkpointSeq() > 0 || !Arrays.equals(block, new byte[block.length]);
    }

    /// Writes a checkpoint if the tail is long or a slot is damaged, unless another process does so
    /// first.
    void checkpointIfLong() throws IOException {
        try (StorageLock _ = acquire()) {
            turn.lock();
            try {
                renewIfNewer();
                if (handover.hasFrozen() || handover.isLong() || isSlotDamaged()) {
                    write(false);
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /// Writes a checkpoint whose trees are built anew from the log.
    void rebuild() throws IOException {
        try (StorageLock _ = acquire()) {
            peers.catchUpNow();
            turn.lock();
            try {
                renewIfNewer();
                write(true);
            } finally {
                turn.unlock();
            }
        }
    }

    /// Takes over the newest checkpoint, unless it is known already.
    ///
    /// **Errors**: [StorageException] when it is the writing of a checkpoint that needs it, for
    /// then there is no tail any more that it could write.
    void renew() throws IOException {
        if (turn.isHeldByCurrentThread()) {
            throw new StorageException(
                    volume.name()
                            + ": the indexes could not be written, for what others have appended"
                            + " could not be read; nothing is lost, and it is tried again",
                    volume.name());
        }
        turn.lock();
        try {
            renewIfNewer();
        } finally {
            turn.unlock();
        }
    }

    /// Takes the lock under which checkpoints are written; while another process has it, takes over
    /// what that one writes. Null when there is no need for one, or no longer.
    private @Nullable StorageLock acquire() throws IOException {
        SharedStatus words = status;
        if (words == null) {
            return null;
        }
        Patience patience =
                new Patience(volume.storage().execution(), lockTimeout, MAX_PAUSE_NANOS);
        while (true) {
            Optional<StorageLock> lock =
                    volume.storage().tryLock(FileLayout.LOCK_CHECKPOINT, 1, false);
            if (lock.isPresent()) {
                if (words.isShared()) {
                    words.noteCheckpointer();
                }
                return lock.get();
            }
            renew();
            if (!patience.pause()) {
                throw SessionLocks.busy(
                        volume.storage(), words.holderOf(FileLayout.LOCK_CHECKPOINT));
            }
        }
    }

    private void renewIfNewer() throws IOException {
        if (status == null) {
            return;
        }
        boolean misread = peers.isMisread();
        if (!misread && !slots.mayBeNewerThan(current.checkpointSeq()) && derived) {
            return;
        }
        Preamble.Slots found = slots.read();
        Meta newest = found.newer();
        if (misread || (newest != null && newest.checkpointSeq() > current.checkpointSeq())) {
            Renewal newer = Renewal.prepare(volume, slots, indexer, readers.published().lastSeq());
            peers.renew(newer);
            current = newer.current() == null ? current : newer.current();
            before = newer.before();
            derived = false;
            rewritten = false;
        } else if (newest != null && newest.checkpointSeq() == current.checkpointSeq()) {
            before = found.older();
        }
    }

    private void write(boolean anew) throws IOException {
        CheckpointEvent event = new CheckpointEvent();
        event.begin();
        TailHandover.Frozen target = handover.freeze();
        long checkpointSeq = current.checkpointSeq() + 1;
        boolean slotTouched = false;
        boolean done = false;
        try {
            deriveOnce();
            readers.retireBefore(checkpointSeq - 2);
            pages.begin();
            Generation older = handover.generation();
            Generation newer =
                    anew
                            ? IndexBuild.upTo(
                                    target.end(),
                                    volume,
                                    indexer,
                                    pages,
                                    checkpointSeq,
                                    batchEntries)
                            : IndexMerge.apply(
                                    volume,
                                    older,
                                    target.tail(),
                                    target.lastOrdinal(),
                                    pages,
                                    checkpointSeq);
            checkContinues(older, target);
            pages.flush();
            if (!rewritten) {
                // Nothing vouches that the slot that the file was opened with ever reached the
                // disk.
                Preamble.writeSlot(volume.storage(), volume.checksum(), current);
                rewritten = true;
            }
            sync.sync();
            volume.map().grow();
            Meta meta =
                    new Meta(
                            checkpointSeq,
                            target.end(),
                            !handover.hasGrownBeyond(target.end()),
                            target.lastOrdinal(),
                            space.highWater(),
                            target.lastTxn(),
                            newer.roots(),
                            clock.millis());
            slotTouched = true;
            Preamble.writeSlot(volume.storage(), volume.checksum(), meta);
            sync.sync();
            done = true;
            finish(meta, newer, anew);
        } finally {
            if (!done) {
                handover.failed();
                pages.abort(slotTouched);
            }
            if (event.shouldCommit()) {
                event.file = volume.name();
                event.checkpointSeq = checkpointSeq;
                event.lastOrdinal = target.lastOrdinal();
                event.rebuilt = anew;
                event.done = done;
                event.commit();
            }
        }
    }

    private void finish(Meta meta, Generation newer, boolean anew) {
        before = current;
        current = meta;
        if (anew) {
            derived = false;
        } else {
            pages.commit();
        }
        handover.replace(newer);
    }

    private static void checkContinues(Generation older, TailHandover.Frozen target) {
        if (older.lastOrdinal() + 1 != target.tail().firstOrdinal()) {
            throw new IllegalStateException(
                    "a tail from commit "
                            + target.tail().firstOrdinal()
                            + " on cannot follow trees up to commit "
                            + older.lastOrdinal());
        }
    }

    private void deriveOnce() {
        if (derived) {
            return;
        }
        Snapshot all = handover.staged();
        List<ExtentIndex.Extent> extents =
                new ArrayList<>(ExtentIndex.treeExtentsOf(all.generation()));
        Tail waiting = all.frozen();
        if (waiting != null) {
            extents.addAll(ExtentIndex.treeExtentsOf(waiting));
        }
        extents.addAll(ExtentIndex.treeExtentsOf(all.active()));
        if (before == null && current.checkpointSeq() > 0) {
            pages.deriveCarefully(extents, current.roots());
        } else {
            pages.derive(extents, current.roots(), before == null ? null : before.roots());
        }
        derived = true;
    }
}
