package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.jspecify.annotations.Nullable;

/// The thread that makes things durable: all that waits at one moment shares one sync.
///
/// A failed sync is never tried again: the operating system may have dropped what it could not
/// write and believe it clean. From then on every request fails, and the next open decides by what
/// it finds on the disk.
///
/// **Threads**: any may wait; the sync itself happens on one thread, which nobody interrupts.
/// **Errors**: [OutcomeUnknownException] when the sync fails or has failed.
final class SyncThread implements AutoCloseable {

    private static final long NO_DELAY = -1;

    private final Storage storage;
    private final Space space;
    private final Supplier<Snapshot> written;
    private final Consumer<Snapshot> synced;
    private final long lazyNanos;
    private final Thread thread;
    private final Queue<Waiter> arrivals = new ConcurrentLinkedQueue<>();

    private volatile long durableSeq;
    private volatile boolean dirty;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

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
    /// @param written what was written so far; read right before a sync
    /// @param synced told, after a sync, what was written right before it
    /// @param durableSeq the highest record that is known to be durable
    SyncThread(
            Storage storage,
            Space space,
            Durability durability,
            Supplier<Snapshot> written,
            Consumer<Snapshot> synced,
            long durableSeq) {
        this.storage = storage;
        this.space = space;
        this.written = written;
        this.synced = synced;
        this.durableSeq = durableSeq;
        this.lazyNanos =
                switch (durability) {
                    case Durability.Full full -> NO_DELAY;
                    case Durability.Lazy lazy -> lazy.maxDelay().toNanos() / 2;
                };
        this.thread = storage.execution().thread("commitdb-sync " + storage.name(), this::run);
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
                            + ": a sync failed: "
                            + waiter.failure.getMessage()
                            + "; what was written last may or may not survive; close the database and open it again to see",
                    storage.name(),
                    waiter.failure);
        }
    }

    private void run() {
        syncUntilStopped();
        ended = true;
        dismissArrivals();
    }

    /// Answers those who came when the thread had ended: whatever is not durable now will not be.
    private void dismissArrivals() {
        for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.complete(
                    arrival.seq <= durableSeq ? null : new IOException("the store is closed"));
        }
    }

    private void syncUntilStopped() {
        Deque<Waiter> waiting = new ArrayDeque<>();
        long dirtySince = 0;
        while (true) {
            for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
                if (arrival.seq <= durableSeq) {
                    arrival.complete(null);
                } else {
                    waiting.add(arrival);
                }
            }
            if (!waiting.isEmpty()) {
                dirtySince = 0;
                IOException outcome = syncOnce();
                for (Waiter waiter = waiting.poll(); waiter != null; waiter = waiting.poll()) {
                    waiter.complete(outcome);
                }
            } else if (stopping) {
                return;
            } else if (!dirty || lazyNanos == NO_DELAY) {
                LockSupport.park(this);
            } else if (dirtySince == 0) {
                dirtySince = storage.execution().nanoTime() | 1;
            } else {
                long rest = dirtySince + lazyNanos - storage.execution().nanoTime();
                if (rest <= 0) {
                    dirtySince = 0;
                    syncOnce();
                } else {
                    storage.execution().parkNanos(this, rest);
                }
            }
        }
    }

    private @Nullable IOException syncOnce() {
        if (failure != null) {
            dirty = false;
            return failure;
        }
        dirty = false;
        try {
            Snapshot target = written.get();
            storage.force(space.takeGrown());
            // First visible, then durable: whoever finds its record durable also finds it visible.
            synced.accept(target);
            durableSeq = target.lastSeq();
            return null;
        } catch (IOException e) {
            failure = e;
            return e;
        } catch (RuntimeException | Error e) {
            // Nobody must wait for ever, whatever happened here.
            IOException unexpected = new IOException("unexpected: " + e, e);
            failure = unexpected;
            return unexpected;
        }
    }
}
