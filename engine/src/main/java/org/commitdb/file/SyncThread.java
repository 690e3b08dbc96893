package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.jspecify.annotations.Nullable;

/// The thread that makes things durable: all that waits at one moment shares one sync.
///
/// A failed sync is never tried again: the operating system may have dropped what it could not
/// write and believe it clean. From then on every request fails, here and in all other processes
/// that write the file, and the next open that finds no writer left decides by what it finds on the
/// disk.
///
/// The thread also gives the [Lease] back: at once when another process waits for it, or when
/// others use the file and all is durable; otherwise when it was not used for a moment.
///
/// **Threads**: any may wait; the sync itself happens on one thread, which nobody interrupts.
/// **Errors**: [OutcomeUnknownException] when the sync fails or has failed.
final class SyncThread implements AutoCloseable {

    private static final long NEVER = -1;
    private static final long LEASE_REST_NANOS = 1_000_000;

    private final Storage storage;
    private final Execution execution;
    private final Space space;
    private final Lease lease;
    private final Log log;
    private final boolean awaited;
    private final long lazyNanos;
    private final long windowNanos;
    private final Thread thread;
    private final Queue<Waiter> arrivals = new ConcurrentLinkedQueue<>();

    private volatile long durableSeq;
    private volatile boolean dirty;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;
    private long dirtySince;
    private long restingSince;
    private long usesSeen;

    /// What is synced.
    interface Log {

        /// What was written so far. Until [#endSync], nobody else can sync.
        Snapshot beginSync();

        /// Everything in `durable` is on the disk.
        void publish(Snapshot durable);

        /// Ends what [#beginSync] began.
        void endSync(boolean failed);

        /// What was written so far.
        Snapshot staged();

        /// Lets others write.
        void giveBack();

        /// Nobody syncs any more, and so nothing can be written here: the thread has ended.
        void abandon();
    }

    /// One who waits for a sync.
    private static final class Waiter {

        private final Thread thread = Thread.currentThread();
        private final long seq;
        private volatile boolean done;
        private volatile @Nullable IOException failure;

        private Waiter(long seq) {
            this.seq = seq;
        }

        private void complete(@Nullable IOException outcome) {
            failure = outcome;
            done = true;
            LockSupport.unpark(thread);
        }
    }

    /// A thread for `storage` that is not started yet.
    ///
    /// @param durableSeq the highest record that is known to be durable
    SyncThread(
            Storage storage,
            Space space,
            Durability durability,
            Lease lease,
            Log log,
            long durableSeq) {
        this.storage = storage;
        this.execution = storage.execution();
        this.space = space;
        this.lease = lease;
        this.log = log;
        this.durableSeq = durableSeq;
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
        return durableSeq;
    }

    /// Whether a sync has failed.
    boolean hasFailed() {
        return failure != null;
    }

    /// Waits until the log record `seq` is durable.
    void await(long seq) {
        if (seq > durableSeq) {
            await(new Waiter(seq));
        }
    }

    /// Syncs everything that any thread has written before the call.
    void sync() {
        await(new Waiter(Long.MAX_VALUE));
    }

    /// Has what was written synced after a while.
    void syncLater() {
        if (!dirty) {
            dirty = true;
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

    private void await(Waiter waiter) {
        arrivals.add(waiter);
        LockSupport.unpark(thread);
        if (ended) {
            dismissArrivals();
        }
        boolean interrupted = false;
        while (!waiter.done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (waiter.failure != null) {
            throw new OutcomeUnknownException(
                    storage.name()
                            + ": could not be synced: "
                            + waiter.failure.getMessage()
                            + "; what was written last may or may not survive; close the database and open it again to see",
                    storage.name(),
                    waiter.failure);
        }
    }

    private void run() {
        Deque<Waiter> waiting = new ArrayDeque<>();
        try {
            syncUntilStopped(waiting);
        } catch (RuntimeException | Error e) {
            // No memory, say, to give the lease back with: nobody must wait for ever.
            failure = failure == null ? new IOException("unexpected: " + e, e) : failure;
        }
        ended = true;
        arrivals.addAll(waiting);
        dismissArrivals();
        try {
            log.abandon();
        } catch (RuntimeException e) {
            // The lock of a file that cannot even be unlocked ends with the process.
            failure = failure == null ? new IOException(e.getMessage(), e) : failure;
        }
    }

    /// Answers those who came when the thread had ended: whatever is not durable now will not be.
    private void dismissArrivals() {
        for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            IOException reason = failure == null ? new IOException("the store is closed") : failure;
            arrival.complete(arrival.seq <= durableSeq ? null : reason);
        }
    }

    private void syncUntilStopped(Deque<Waiter> waiting) {
        while (true) {
            receive(waiting);
            if (!waiting.isEmpty()) {
                awaitMore(waiting);
                IOException outcome = syncOnce();
                for (Waiter waiter = waiting.poll(); waiter != null; waiter = waiting.poll()) {
                    waiter.complete(outcome);
                }
            } else if (stopping) {
                return;
            } else {
                rest();
            }
        }
    }

    private void receive(Deque<Waiter> waiting) {
        for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival.seq <= durableSeq) {
                arrival.complete(null);
            } else {
                waiting.add(arrival);
            }
        }
    }

    /// Gives others the time to join a sync, unless another process is kept from its own.
    private void awaitMore(Deque<Waiter> waiting) {
        long rest = windowNanos;
        long end = execution.nanoTime() + rest;
        while (rest > 0 && !stopping && !lease.isWanted()) {
            execution.parkNanos(this, rest);
            receive(waiting);
            rest = end - execution.nanoTime();
        }
    }

    /// Waits until there may be something to do, and does what is due.
    private void rest() {
        long lazy = untilLazySync();
        long lent = untilLeaseReturns();
        if (lazy == 0) {
            syncOnce();
        } else if (lent == 0) {
            if (awaited && lease.isWanted() && log.staged().lastSeq() > durableSeq) {
                // Whoever has just written this is about to wait for it.
                syncOnce();
            }
            giveBack();
        } else if (lazy == NEVER && lent == NEVER) {
            LockSupport.park(this);
        } else {
            execution.parkNanos(
                    this, lazy == NEVER ? lent : lent == NEVER ? lazy : Math.min(lazy, lent));
        }
    }

    private void giveBack() {
        usesSeen = 0;
        try {
            log.giveBack();
        } catch (RuntimeException e) {
            // The lock of a file that cannot even be unlocked ends with the process; appending
            // reports what is wrong with the disk.
            restingSince = execution.nanoTime();
        }
        if (lease.isLent()) {
            execution.parkNanos(this, LEASE_REST_NANOS);
        }
    }

    private long untilLazySync() {
        if (!dirty || lazyNanos == NEVER) {
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
        boolean done = awaited && lease.isShared() && log.staged().lastSeq() <= durableSeq;
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

    private void record(SyncEvent event, Snapshot synced) {
        if (event.shouldCommit()) {
            event.file = storage.name();
            event.lastSeq = synced.lastSeq();
            event.commit();
        }
    }

    private @Nullable IOException syncOnce() {
        if (failure != null) {
            dirty = false;
            return failure;
        }
        dirty = false;
        dirtySince = 0;
        Snapshot target;
        try {
            target = log.beginSync();
        } catch (RuntimeException e) {
            // Nothing was tried yet, so it can be tried again.
            dirty = true;
            return new IOException(e.getMessage(), e);
        }
        try {
            SyncEvent event = new SyncEvent();
            event.begin();
            storage.force(space.takeGrown());
            record(event, target);
            // First visible, then durable: whoever finds its record durable also finds it visible.
            log.publish(target);
            durableSeq = target.lastSeq();
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            // Nobody must wait for ever, whatever happened here.
            failure = new IOException("unexpected: " + e, e);
        }
        log.endSync(failure != null);
        return failure;
    }
}
