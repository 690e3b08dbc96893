package org.commitdb.file;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// Follows what other processes append to the log.
///
/// Before this process appends, it takes the [Lease] and adds what they have appended; for readers
/// it also follows the log as far as they have published it. What a process left that died in the
/// middle is no transaction, and the next one overwrites it; what it completed counts, and becomes
/// durable and visible with the next sync of anybody. The index over trees that others have
/// replaced twice is given up, and built again from their checkpoint.
///
/// **Invariants**: what is published is complete and never changes, so that following up to there
/// needs no lease. An index that was built from pages which others may have reused meanwhile, or
/// that was left in the middle of a transaction, is used for nothing any more and replaced.
/// **Threads**: any; what [Lease.Holder] asks for comes under the lock of the [LogTip], except
/// [#renew()]; everything else takes it. **Errors**: [org.commitdb.error.StorageException] when the
/// disk refuses; [org.commitdb.error.BusyException] when another process keeps the lease for too
/// long; [org.commitdb.error.CorruptException] when what others appended contradicts the index.
final class PeerLog implements Lease.Holder {

    private final Volume volume;
    private final Space space;
    private final LogTip tip;
    private final ReentrantLock lock;
    private final Visibility visibility;
    private final TailHandover handover;
    private final Upkeep upkeep;
    private final MetaSlots slots;
    private final LogFollower follower;
    private final Lease lease;

    /// @param status what the processes know of each other, null when there is only this one
    PeerLog(
            Volume volume,
            Space space,
            CommitIndexer indexer,
            LogTip tip,
            Visibility visibility,
            TailHandover handover,
            Upkeep upkeep,
            FileOptions options,
            @Nullable SharedStatus status) {
        this.volume = volume;
        this.space = space;
        this.tip = tip;
        this.lock = tip.lock();
        this.visibility = visibility;
        this.handover = handover;
        this.upkeep = upkeep;
        this.slots = new MetaSlots(volume);
        this.follower = new LogFollower(volume, indexer);
        this.lease =
                new Lease(volume.storage(), status, options.lockTimeout(), lock, tip.moved(), this);
    }

    /// The right to write.
    Lease lease() {
        return lease;
    }

    /// Lets readers see what others have published; false when [Upkeep#renewTrees] has to be called
    /// before.
    boolean refresh() {
        lock.lock();
        try {
            if (visibility.isBehind()) {
                long seq = visibility.visibleSeq();
                if (!lease.isCurrent() && !followPublished(seq)) {
                    return false;
                }
                visibility.show(seq);
            }
            return true;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "read what others have appended", e);
        } finally {
            lock.unlock();
        }
    }

    /// Adds what others have appended by now.
    void catchUpNow() {
        lock.lock();
        try {
            lease.hold();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the index has to be given up.
    boolean isMisread() {
        lock.lock();
        try {
            return tip.isMisread();
        } finally {
            lock.unlock();
        }
    }

    /// Goes on with a newer index in place of the present one.
    void renew(Renewal newer) throws IOException {
        lock.lock();
        try {
            Staging fresh = newer.staging();
            LogFollower.Reached at = follower.follow(fresh, newer.reached(), visibility.shownSeq());
            Snapshot visible = fresh.snapshot(at.lastSeq());
            Snapshot sent = visibility.inSync();
            if (sent != null) {
                at = follower.follow(fresh, at, sent.lastSeq());
                visibility.reindexed(fresh.snapshot(at.lastSeq()));
            }
            at = follower.follow(fresh, at, tip.lastSeq());
            if (at.lastSeq() < tip.lastSeq()) {
                throw new IOException("the log ends at record " + at.lastSeq());
            }
            tip.moveTo(fresh, at);
            handover.orderIfLong();
            visibility.showAgain(visible);
            tip.moved().signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// While the lease is held, no page of trees is reused that are as new as one of the slots.
    @Override
    public boolean catchUp() throws IOException {
        if (tip.isMisread() || !slots.keep(tip.staging().generation().checkpointSeq())) {
            return false;
        }
        space.refresh(volume.storage().size(), lease.isShared());
        if (visibility.isBehind()) {
            long seq = visibility.visibleSeq();
            follow(seq);
            visibility.show(seq);
        }
        follow(Long.MAX_VALUE);
        visibility.showFollowed(lease.isShared());
        return true;
    }

    @Override
    public boolean isOvertaken() {
        return follower.isMoreAt(tip.end());
    }

    @Override
    public void renew() {
        upkeep.renewTrees();
    }

    @Override
    public void wake() {
        upkeep.wakeSync();
    }

    /// Others may replace the trees while this reads them; then what it found means nothing.
    private boolean followPublished(long seq) throws IOException {
        if (tip.isMisread()) {
            return false;
        }
        long checkpointSeq = tip.staging().generation().checkpointSeq();
        try {
            follow(seq);
        } catch (RuntimeException e) {
            if (slots.keep(checkpointSeq)) {
                throw e;
            }
        }
        if (!slots.keep(checkpointSeq)) {
            tip.misread();
        }
        return !tip.isMisread();
    }

    private void follow(long limitSeq) throws IOException {
        boolean sound = false;
        try {
            LogFollower.Reached at = follower.follow(tip.staging(), tip.reached(), limitSeq);
            if (at.lastSeq() > tip.lastSeq()) {
                tip.moveTo(at);
                handover.orderIfLong();
            }
            sound = true;
        } finally {
            if (!sound) {
                tip.misread();
            }
        }
    }
}
