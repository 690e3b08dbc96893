package org.commitdb.file;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.Storage;
import org.commitdb.file.storage.StorageLock;
import org.jspecify.annotations.Nullable;

/// The right of this process to append, to take space and to sync: the WRITE lock, kept over many
/// transactions as long as nobody else wants it.
///
/// Whoever wants to append takes it, and catches up with what others appended before. The sync
/// thread gives it back when nothing is left to sync, or when it was not used for a moment, or when
/// another process has asked for it; then this process waits until the other had its turn.
///
/// **Invariants**: nothing is appended and nothing is synced without it, so a sync that fails is
/// known to everybody before anybody else can write or call anything durable. While it is held,
/// other processes can write at most one META slot, and no page of the two newest checkpoints is
/// reused. It dies with its process. When a lock is lost silently, because somebody closed another
/// handle of the file in this process, what the intruder appended is found before the next append.
/// **Threads**: everything but [#isLent] and [#isWanted] under the lock that is given, which is let
/// go while waiting for another process.
final class Lease {

    private static final Duration TURN = Duration.ofMillis(10);
    private static final long MAX_PAUSE_NANOS = 1_000_000;

    private final Storage storage;
    private final @Nullable SharedStatus status;
    private final Duration timeout;
    private final ReentrantLock lock;
    private final Condition moved;
    private final Holder holder;
    private final long nonce;

    private volatile @Nullable StorageLock held;
    private volatile boolean shared;
    private volatile long uses;
    private boolean current;
    private boolean abandoned;
    private int pins;
    private long answers;

    /// Who uses the lease.
    interface Holder {

        /// Adds what others have appended; false when [#renew] has to be called before.
        boolean catchUp() throws IOException;

        /// Takes over the newest checkpoint; called without the lock.
        void renew();

        /// Whether somebody has appended to what is known.
        boolean isOvertaken();

        /// The lease was taken, or should be given back soon.
        void wake();
    }

    /// A lease that nobody holds; for a file that nobody else may open, `status` is null, and the
    /// lease is held for ever.
    ///
    /// @param moved told when the lease is given back
    Lease(
            Storage storage,
            @Nullable SharedStatus status,
            Duration timeout,
            ReentrantLock lock,
            Condition moved,
            Holder holder) {
        this.storage = storage;
        this.status = status;
        this.timeout = timeout;
        this.lock = lock;
        this.moved = moved;
        this.holder = holder;
        this.nonce = status == null ? 0 : status.nonce();
    }

    /// Whether it has to be given back some time.
    boolean isLent() {
        return held != null;
    }

    /// Whether another process waits for it.
    boolean isWanted() {
        SharedStatus words = status;
        return words != null && words.isWanted();
    }

    /// Whether other processes have been in the session when the lease was taken.
    boolean isShared() {
        return shared;
    }

    /// Whether this process may write now, knowing everything that others have appended.
    boolean isCurrent() {
        return status == null || (held != null && current);
    }

    /// How often it was asked for.
    long uses() {
        return uses;
    }

    /// Has the lease, and knows everything that others have appended.
    ///
    /// **Errors**: [org.commitdb.error.BusyException] when another process keeps it for too long;
    /// [StorageException] when nobody may write any more.
    void hold() {
        SharedStatus words = status;
        if (words == null) {
            return;
        }
        uses++;
        if (held != null && current) {
            if (words.isWanted()) {
                giveTurn(words);
            } else if (!holder.isOvertaken()) {
                return;
            } else {
                current = false;
                giveBack();
            }
        }
        Patience patience = new Patience(storage.execution(), timeout, MAX_PAUSE_NANOS);
        while (!(held != null && current)) {
            if (held == null && !take(words)) {
                pause(patience, words);
            } else if (!catchUp()) {
                outside(() -> {
                    holder.renew();
                    return true;
                });
                pause(patience, words);
            }
        }
    }

    /// Has the lease until [#unpin], whether or not it is known what others have appended.
    void pin() {
        SharedStatus words = status;
        if (words != null) {
            Patience patience = new Patience(storage.execution(), timeout, MAX_PAUSE_NANOS);
            while (held == null && !take(words)) {
                pause(patience, words);
            }
        }
        pins++;
    }

    /// Ends [#pin].
    void unpin() {
        pins--;
        if (abandoned) {
            giveBack();
        }
    }

    /// Gives the lease back unless somebody has pinned it.
    void giveBack() {
        StorageLock lent = held;
        if (lent == null || pins > 0) {
            return;
        }
        current = false;
        held = null;
        answers++;
        moved.signalAll();
        try {
            lent.close();
        } catch (IOException e) {
            throw Volume.refused(storage.name(), "unlock the file", e);
        }
    }

    /// Says that the lease cannot be given back now: what was written by halves has to be cleared
    /// before.
    void keep() {
        answers++;
        moved.signalAll();
    }

    /// Gives the lease back for ever, as soon as nobody has pinned it: nobody is left who would.
    void abandon() {
        abandoned = true;
        giveBack();
    }

    private boolean catchUp() {
        boolean done = false;
        try {
            done = holder.catchUp();
            current = done;
            return done;
        } catch (IOException e) {
            throw Volume.refused(storage.name(), "read what others have appended", e);
        } finally {
            if (!done) {
                giveBack();
            }
        }
    }

    private boolean take(SharedStatus words) {
        if (abandoned) {
            throw broken("the thread that syncs has ended");
        }
        boolean done = false;
        try {
            Optional<StorageLock> taken = storage.tryLock(FileLayout.LOCK_WRITE, 1, false);
            if (taken.isEmpty()) {
                if (!words.isWanted()) {
                    words.setWanted(true);
                }
                return false;
            }
            held = taken.get();
            current = false;
            checkSession(words);
            shared = words.isShared();
            if (words.isWanted()) {
                words.setWanted(false);
            }
            if (shared) {
                words.noteWriter();
            }
            holder.wake();
            done = true;
            return true;
        } catch (IOException e) {
            throw Volume.refused(storage.name(), "lock the file", e);
        } finally {
            if (!done) {
                giveBack();
            }
        }
    }

    private void checkSession(SharedStatus words) throws IOException {
        if (words.nonce() != nonce) {
            throw broken("its locks were lost, and another process has opened it since");
        }
        if (words.isFailed()) {
            throw broken("a sync failed in another process");
        }
        if (storage.isReplaced()) {
            throw broken("another file has taken its name");
        }
    }

    private StorageException broken(String reason) {
        return new StorageException(
                storage.name()
                        + ": nothing can be written, for "
                        + reason
                        + "; nothing was written now; close the database everywhere and open it"
                        + " again",
                storage.name());
    }

    /// Lets the sync thread give the lease back, and another process take it.
    private void giveTurn(SharedStatus words) {
        long before = answers;
        holder.wake();
        while (held != null && answers == before) {
            moved.awaitUninterruptibly();
        }
        if (held != null) {
            return;
        }
        Patience turn = new Patience(storage.execution(), TURN, MAX_PAUSE_NANOS);
        while (words.isWanted() && outside(turn::pause)) {
            continue;
        }
    }

    private void pause(Patience patience, SharedStatus words) {
        if (!outside(patience::pause)) {
            throw SessionLocks.busy(storage, words.holderOf(FileLayout.LOCK_WRITE));
        }
    }

    private boolean outside(BooleanSupplier action) {
        lock.unlock();
        try {
            return action.getAsBoolean();
        } finally {
            lock.lock();
        }
    }
}
