package org.commitdb.file;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is synced: the log, which readers see and listeners hear of as far as it is durable.
///
/// **Invariants**: the [Lease] is held while a sync goes on, and is not given back before the log
/// ends as it should. **Threads**: the one that has the right to sync. **Errors**:
/// [org.commitdb.error.BusyException] when another process keeps the lease for too long;
/// [org.commitdb.error.StorageException] when nobody may write any more.
final class SyncedLog implements SharedSync.Log {

    private final LogTip tip;
    private final ReentrantLock lock;
    private final Lease lease;
    private final TransactionWriter transactions;
    private final Visibility visibility;
    private final Readers readers;
    private final AppendListeners listeners;
    private final @Nullable SharedStatus status;
    private boolean syncing;

    /// @param status what the processes know of each other, null when there is only this one
    SyncedLog(
            LogTip tip,
            Lease lease,
            TransactionWriter transactions,
            Visibility visibility,
            Readers readers,
            AppendListeners listeners,
            @Nullable SharedStatus status) {
        this.tip = tip;
        this.lock = tip.lock();
        this.lease = lease;
        this.transactions = transactions;
        this.visibility = visibility;
        this.readers = readers;
        this.listeners = listeners;
        this.status = status;
    }

    @Override
    public Snapshot staged() {
        return tip.staged();
    }

    @Override
    public Snapshot beginSync() {
        lock.lock();
        try {
            lease.pin();
            syncing = true;
            return visibility.beginSync(lease.isShared());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void publish(Snapshot durable) {
        lock.lock();
        try {
            visibility.showDurable(durable, lease.isShared());
        } finally {
            lock.unlock();
        }
        listeners.tell(readers.published().lastOrdinal());
    }

    @Override
    public void endSync(boolean failed) {
        lock.lock();
        try {
            visibility.endSync();
            SharedStatus words = status;
            if (failed && words != null) {
                words.setFailed();
            }
            syncing = false;
            lease.unpin();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveBack() {
        lock.lock();
        try {
            if (transactions.clearDebris()) {
                lease.giveBack();
            } else {
                lease.keep();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Others may go on as after the death of this process.
    @Override
    public void abandon() {
        lock.lock();
        try {
            if (syncing) {
                // The thread died of something worse than a disk that fails.
                endSync(true);
            }
            lease.abandon();
            tip.moved().signalAll();
        } finally {
            lock.unlock();
        }
    }
}
