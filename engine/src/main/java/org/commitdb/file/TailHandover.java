package org.commitdb.file;

import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.file.log.LogPosition;

/// Hands the tail over to the trees: orders a checkpoint when it is long, freezes it for the
/// checkpoint, and replaces it by the trees that the checkpoint has written.
///
/// **Invariants**: at most one tail is frozen. It stays part of what is read until trees replace it
/// that hold the same. **Threads**: any; whoever does not say otherwise takes the lock of the
/// [LogTip]. **Errors**: [org.commitdb.error.StorageException] from [#freeze] when a transaction
/// could not be indexed. **Cost**: O(1).
final class TailHandover {

    private static final int MAX_HEAD_CHANGES = 1 << 12;
    private static final int PATIENCE = 4;

    private final LogTip tip;
    private final ReentrantLock lock;
    private final Visibility visibility;
    private final Upkeep upkeep;
    private final int checkpointEntries;
    private final long checkpointBytes;

    /// How long the tail may become before another checkpoint is tried, after one has failed.
    private long retryEntries;

    /// Where a frozen tail ends.
    ///
    /// @param tail the index of what the checkpoint adds
    /// @param end the place in the log behind it
    /// @param lastOrdinal its newest commit
    /// @param lastTxn its last transaction
    record Frozen(Tail tail, LogPosition end, long lastOrdinal, long lastTxn) {}

    TailHandover(LogTip tip, Visibility visibility, Upkeep upkeep, FileOptions options) {
        this.tip = tip;
        this.lock = tip.lock();
        this.visibility = visibility;
        this.upkeep = upkeep;
        this.checkpointEntries = options.checkpointEntries();
        this.checkpointBytes = options.checkpointBytes();
    }

    /// Orders a checkpoint if the tail is long. **Threads**: under the lock.
    void orderIfLong() {
        if (isLongNow()) {
            upkeep.tailIsLong();
        }
    }

    /// Whether the tail is much longer than it should be. **Threads**: under the lock.
    boolean isCrowded() {
        long limit = Math.max((long) checkpointEntries * PATIENCE, retryEntries);
        return tip.staging().active().entries() >= limit;
    }

    /// Whether the tail is so long that it should be written to the trees.
    boolean isLong() {
        lock.lock();
        try {
            return isLongNow();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the log holds anything behind `position`.
    boolean hasGrownBeyond(LogPosition position) {
        lock.lock();
        try {
            return tip.end().seq() > position.seq();
        } finally {
            lock.unlock();
        }
    }

    /// Everything that is indexed, over the newest trees. **Threads**: any, without the lock.
    Snapshot staged() {
        return tip.staged();
    }

    /// The newest trees.
    Generation generation() {
        lock.lock();
        try {
            return tip.staging().generation();
        } finally {
            lock.unlock();
        }
    }

    /// Whether a tail is frozen that is not in the trees yet.
    boolean hasFrozen() {
        lock.lock();
        try {
            return tip.frozen() != null;
        } finally {
            lock.unlock();
        }
    }

    /// Begins a new tail, unless one is frozen already, and returns the frozen one.
    Frozen freeze() {
        lock.lock();
        try {
            tip.checkStaged();
            Frozen pending = tip.frozen();
            if (pending != null) {
                return pending;
            }
            Frozen frozen = tip.freeze();
            retryEntries = 0;
            visibility.showStaged();
            tip.moved().signalAll();
            return frozen;
        } finally {
            lock.unlock();
        }
    }

    /// Lets everybody use trees that know what the frozen tail holds, all of which is durable.
    void replace(Generation newer) {
        lock.lock();
        try {
            tip.replace(newer);
            visibility.showOver(newer);
            tip.moved().signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Notes that the tail could not be written to the trees, so that it is not tried again at
    /// once.
    void failed() {
        lock.lock();
        try {
            retryEntries = tip.staging().active().entries() + checkpointEntries;
            tip.moved().signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isLongNow() {
        Staging staging = tip.staging();
        return staging.active().entries() >= Math.max(checkpointEntries, retryEntries)
                || tip.tailBytes() >= checkpointBytes
                || staging.headChanges() >= MAX_HEAD_CHANGES;
    }
}
