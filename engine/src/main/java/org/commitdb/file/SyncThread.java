package org.commitdb.file;

import java.util.concurrent.locks.LockSupport;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;

/// The thread that makes things durable for many who wait at once, and what is to be synced after a
/// while; see [SharedSync] for what a sync is.
///
/// Who waits alone syncs without the thread, for to be woken takes as long as some disks do: a
/// caller leads when nobody else syncs, the last sync was not shared, there is no window in which
/// others may join, and no other process is to get the [Lease] right after. The thread goes on when
/// others have come meanwhile. A virtual thread does not lead, for it would hold its carrier.
///
/// The thread also gives the [Lease] back: at once when another process waits for it, or when
/// others use the file and all is durable; otherwise when it was not used for a moment. It does so
/// with the right to sync, so never while somebody syncs.
///
/// **Threads**: any may wait; nobody interrupts the thread, and nothing happens to a leader who is
/// interrupted. **Errors**: [org.commitdb.error.OutcomeUnknownException] when the sync fails or has
/// failed.
final class SyncThread implements AutoCloseable {

    private static final long NEVER = -1;
    private static final long LEASE_REST_NANOS = 1_000_000;

    private final Execution execution;
    private final Lease lease;
    private final SharedSync.Log log;
    private final SharedSync sync;
    private final boolean awaited;
    private final long lazyNanos;
    private final long windowNanos;
    private final Thread thread;

    private volatile boolean stopping;
    private long dirtySince;
    private long restingSince;
    private long usesSeen;

    /// A thread for `storage` that is not started yet.
    ///
    /// @param durableSeq the highest record that is known to be durable
    SyncThread(
            Storage storage,
            Space space,
            Durability durability,
            Lease lease,
            SharedSync.Log log,
            long durableSeq) {
        this.execution = storage.execution();
        this.lease = lease;
        this.log = log;
        this.sync = new SharedSync(storage, space, log, durableSeq);
        this.awaited = durability.isAwaited();
        this.lazyNanos =
                switch (durability) {
                    case Durability.Full full -> NEVER;
                    case Durability.Group group -> NEVER;
                    case Durability.Lazy lazy -> lazy.maxDelay().toNanos() / 2;
                    case Durability.Bulk bulk -> NEVER;
                };
        this.windowNanos =
                switch (durability) {
                    case Durability.Full full -> 0;
                    case Durability.Group group -> group.window().toNanos();
                    case Durability.Lazy lazy -> 0;
                    case Durability.Bulk bulk -> 0;
                };
        this.thread = execution.thread("commitdb-sync " + storage.name(), this::run);
    }

    /// Starts the thread.
    void start() {
        thread.start();
    }

    /// The highest log record that is known to be durable.
    long durableSeq() {
        return sync.durableSeq();
    }

    /// Whether a sync has failed.
    boolean hasFailed() {
        return sync.hasFailed();
    }

    /// Waits until the log record `seq` is durable.
    void await(long seq) {
        if (seq > sync.durableSeq()) {
            awaitSync(seq);
        }
    }

    /// Syncs everything that any thread has written before the call.
    void sync() {
        awaitSync(Long.MAX_VALUE);
    }

    /// Has what was written synced after a while.
    void syncLater() {
        if (!sync.isDirty()) {
            sync.soil();
            LockSupport.unpark(thread);
        }
    }

    /// There may be something to do.
    void wake() {
        LockSupport.unpark(thread);
    }

    /// Ends the thread, after the requests that it was given.
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSync(long seq) {
        SharedSync.Waiter waiter = sync.arrive(seq);
        boolean wake = true;
        try {
            wake = !mayLead() || sync.lead() || isLeaseDue();
        } finally {
            if (wake) {
                LockSupport.unpark(thread);
            }
        }
        sync.await(waiter);
    }

    private boolean mayLead() {
        return windowNanos == 0
                && !sync.isCrowded()
                && !lease.isShared()
                && !sync.isBroken()
                && execution.mayBlock();
    }

    /// Whether another process is to get the lease, now that nothing is left to sync.
    private boolean isLeaseDue() {
        return lease.isLent() && (lease.isShared() || lease.isWanted());
    }

    private void run() {
        try {
            serveUntilStopped();
        } catch (RuntimeException | Error e) {
            sync.fail(e);
        }
        sync.end();
        try {
            log.abandon();
        } catch (RuntimeException e) {
            // The lock of a file that cannot even be unlocked ends with the process.
            sync.fail(e);
        }
    }

    private void serveUntilStopped() {
        while (!sync.isBroken()) {
            if (sync.hasArrivals()) {
                serve();
            } else if (stopping) {
                return;
            } else {
                rest();
            }
        }
    }

    private void serve() {
        sync.lock();
        try {
            while (sync.receive()) {
                awaitMore();
                sync.syncGroup();
            }
        } finally {
            sync.unlock();
        }
    }

    /// Gives others the time to join a sync, unless another process is kept from its own.
    private void awaitMore() {
        long rest = windowNanos;
        long end = execution.nanoTime() + rest;
        while (rest > 0 && !stopping && !lease.isWanted()) {
            execution.parkNanos(this, rest);
            sync.receive();
            rest = end - execution.nanoTime();
        }
    }

    /// Waits until there may be something to do, and does what is due.
    private void rest() {
        long lazy = untilLazySync();
        long lent = untilLeaseReturns();
        if (lazy == 0) {
            syncNow();
        } else if (lent == 0) {
            giveBack();
        } else if (lazy == NEVER && lent == NEVER) {
            LockSupport.park(this);
        } else {
            execution.parkNanos(
                    this, lazy == NEVER ? lent : lent == NEVER ? lazy : Math.min(lazy, lent));
        }
    }

    private void syncNow() {
        sync.lock();
        try {
            dirtySince = 0;
            sync.sync();
        } finally {
            sync.unlock();
        }
    }

    private void giveBack() {
        sync.lock();
        try {
            if (awaited && lease.isWanted() && log.staged().lastSeq() > sync.durableSeq()) {
                // Whoever has just written this is about to wait for it.
                sync.sync();
            }
            usesSeen = 0;
            log.giveBack();
        } catch (RuntimeException e) {
            // The lock of a file that cannot even be unlocked ends with the process; appending
            // reports what is wrong with the disk.
            restingSince = execution.nanoTime();
        } finally {
            sync.unlock();
        }
        if (lease.isLent() && !sync.hasArrivals()) {
            execution.parkNanos(this, LEASE_REST_NANOS);
        }
    }

    private long untilLazySync() {
        if (!sync.isDirty() || lazyNanos == NEVER) {
            dirtySince = 0;
            return NEVER;
        }
        if (dirtySince == 0) {
            dirtySince = execution.nanoTime() | 1;
        }
        return Math.max(0, dirtySince + lazyNanos - execution.nanoTime());
    }

    private long untilLeaseReturns() {
        if (!lease.isLent()) {
            return NEVER;
        }
        boolean done = awaited && lease.isShared() && log.staged().lastSeq() <= sync.durableSeq();
        if (done || lease.isWanted()) {
            return 0;
        }
        long uses = lease.uses();
        if (uses != usesSeen) {
            usesSeen = uses;
            restingSince = execution.nanoTime();
        }
        return Math.max(0, restingSince + LEASE_REST_NANOS - execution.nanoTime());
    }
}
