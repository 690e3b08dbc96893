package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.storage.Storage;
import org.jspecify.annotations.Nullable;

/// Makes things durable: all that waits at one moment shares one sync.
///
/// Whoever syncs has the right to, which one thread has at a time: the [SyncThread], or a caller
/// that leads, which means that it syncs for itself and for those who wait with it. Who comes
/// meanwhile is served by the thread: it looks for them when it has let the right go, and is woken
/// by a leader who has.
///
/// A failed sync is never tried again: the operating system may have dropped what it could not
/// write and believe it clean. From then on every request fails, here and in all other processes
/// that write the file, and the next open that finds no writer left decides by what it finds on the
/// disk.
///
/// **Invariants**: whoever waits is in the arrivals or in the group. The group is empty while
/// nobody has the right, unless syncing is broken or has ended. **Threads**: any.
final class SharedSync {

    private final Storage storage;
    private final Space space;
    private final Log log;
    private final ReentrantLock right = new ReentrantLock();
    private final Queue<Waiter> arrivals = new ConcurrentLinkedQueue<>();
    private final Deque<Waiter> group = new ArrayDeque<>();

    private volatile long durableSeq;
    private volatile boolean dirty;
    private volatile boolean broken;
    private volatile boolean ended;
    private volatile boolean crowded;
    private volatile @Nullable IOException failure;

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
    static final class Waiter {

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
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }
    }

    /// Syncs of `log`.
    ///
    /// @param durableSeq the highest record that is known to be durable
    SharedSync(Storage storage, Space space, Log log, long durableSeq) {
        this.storage = storage;
        this.space = space;
        this.log = log;
        this.durableSeq = durableSeq;
    }

    /// The highest log record that is known to be durable.
    long durableSeq() {
        return durableSeq;
    }

    /// Whether a sync has failed.
    boolean hasFailed() {
        return failure != null;
    }

    /// Whether something was written that nobody waits for, and not synced since.
    boolean isDirty() {
        return dirty;
    }

    /// Something was written that nobody waits for.
    void soil() {
        dirty = true;
    }

    /// Whether several have shared the last sync, so that more of them are to be expected.
    boolean isCrowded() {
        return crowded;
    }

    /// Whether somebody who had the right came to grief: nobody will sync any more.
    boolean isBroken() {
        return broken;
    }

    /// Whether somebody waits who is not served yet.
    boolean hasArrivals() {
        return !arrivals.isEmpty();
    }

    /// Begins to wait for the log record `seq`.
    Waiter arrive(long seq) {
        Waiter waiter = new Waiter(seq);
        arrivals.add(waiter);
        return waiter;
    }

    /// Serves those who have arrived, if the right to sync is free and nobody waits for it. Returns
    /// whether the thread has to be woken: others have come meanwhile, or something went wrong.
    boolean lead() {
        if (right.hasQueuedThreads() || !right.tryLock()) {
            return false;
        }
        boolean fine = false;
        try {
            fine = ended || (!broken && (!receive() || syncGroup() == null));
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            right.unlock();
        }
        return !fine || hasArrivals();
    }

    /// Waits for the right to sync.
    void lock() {
        right.lock();
    }

    /// Lets the right to sync go.
    void unlock() {
        right.unlock();
    }

    /// Counts those to the group who have arrived, and answers those whose record is durable;
    /// whether there is a group. Only with the right to sync.
    boolean receive() {
        for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival.seq <= durableSeq) {
                arrival.complete(null);
            } else {
                group.add(arrival);
            }
        }
        return !group.isEmpty();
    }

    /// Syncs, and answers the group. Only with the right to sync.
    @Nullable IOException syncGroup() {
        crowded = group.size() > 1;
        IOException outcome = sync();
        for (Waiter waiter = group.poll(); waiter != null; waiter = group.poll()) {
            waiter.complete(outcome);
        }
        return outcome;
    }

    /// Syncs what was written so far, and returns why that failed. Only with the right to sync.
    @Nullable IOException sync() {
        boolean whole = false;
        try {
            IOException outcome = trySync();
            whole = true;
            return outcome;
        } finally {
            if (!whole) {
                broken = true;
            }
        }
    }

    private @Nullable IOException trySync() {
        if (failure != null) {
            dirty = false;
            return failure;
        }
        dirty = false;
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

    /// Notes that who had the right to sync, or the thread, came to grief: no memory, say, to give
    /// the lease back with. Nobody must wait for ever then.
    void fail(Throwable reason) {
        broken = true;
        failure = failure == null ? new IOException("unexpected: " + reason, reason) : failure;
    }

    /// Nobody syncs any more: answers all who wait and who will.
    void end() {
        right.lock();
        try {
            ended = true;
            arrivals.addAll(group);
            group.clear();
        } finally {
            right.unlock();
        }
        dismissArrivals();
    }

    /// Waits for the answer.
    ///
    /// **Errors**: [OutcomeUnknownException] when the sync has failed.
    void await(Waiter waiter) {
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

    /// Answers those who came when syncing had ended: whatever is not durable now will not be.
    private void dismissArrivals() {
        for (Waiter arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            IOException reason = failure == null ? new IOException("the store is closed") : failure;
            arrival.complete(arrival.seq <= durableSeq ? null : reason);
        }
    }

    private void record(SyncEvent event, Snapshot synced) {
        if (event.shouldCommit()) {
            event.file = storage.name();
            event.lastSeq = synced.lastSeq();
            event.commit();
        }
    }
}
