package org.commitdb.file;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.LogPosition;
import org.jspecify.annotations.Nullable;

/// The end of the log as this process knows it, and the index up to there.
///
/// It moves when this process has appended a transaction, and when it has read what others have
/// appended; a checkpoint replaces the trees under the index.
///
/// **Invariants**: the index holds what lies before the end, all of it, except between [#wrote] and
/// [#stage]; when a transaction stays in between, because it could not be indexed, nothing is
/// written any more, for what comes after would get wrong numbers. The end never moves back.
/// **Threads**: everything under [#lock], which nobody holds who waits for a sync or for another
/// process; [#staged] at any time. **Errors**: [IOException] when the disk refuses;
/// [StorageException] as told.
final class LogTip {

    private final Volume volume;
    private final Space space;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    private Staging staging;
    private TailHandover.@Nullable Frozen frozen;
    private LogPosition end;
    private long lastTxn;
    private long tailBytes;
    private boolean unstaged;
    private boolean misread;
    private volatile Snapshot staged;

    /// The end where the log and the index stood when the file was opened.
    LogTip(Volume volume, Recovery.Result found) {
        this.volume = volume;
        this.space = found.space();
        this.staging = found.staging();
        this.end = found.tail();
        this.lastTxn = found.lastTxn();
        this.tailBytes = found.tailBytes();
        this.staged = staging.snapshot(lastSeq());
    }

    /// The one lock of all that appends, follows, publishes and freezes.
    ReentrantLock lock() {
        return lock;
    }

    /// Told when the tail got shorter, the trees were replaced, the lease was given back, or
    /// appending has ended.
    Condition moved() {
        return moved;
    }

    /// Everything that is indexed, whether or not readers may see it. **Threads**: any, without the
    /// lock.
    Snapshot staged() {
        return staged;
    }

    /// The index.
    Staging staging() {
        return staging;
    }

    /// The place behind the last transaction.
    LogPosition end() {
        return end;
    }

    /// The last record.
    long lastSeq() {
        return end.seq() - 1;
    }

    /// The last transaction.
    long lastTxn() {
        return lastTxn;
    }

    /// How much log lies behind the trees, about.
    long tailBytes() {
        return tailBytes;
    }

    /// What [LogFollower] goes on from.
    LogFollower.Reached reached() {
        return new LogFollower.Reached(end, lastTxn, tailBytes, 0);
    }

    /// The next transaction was written up to `newEnd`; it has to be added to [#staging], and then
    /// to be staged.
    void wrote(LogPosition newEnd) {
        assert lock.isHeldByCurrentThread();
        tailBytes += Math.max(newEnd.offset() - end.offset(), 0);
        end = newEnd;
        lastTxn++;
        unstaged = true;
    }

    /// What was written is in the index.
    void stage() {
        assert lock.isHeldByCurrentThread();
        staged = staging.snapshot(lastSeq());
        unstaged = false;
    }

    /// The index was left in the middle of a transaction of others, or built from pages that they
    /// have reused: it is worth nothing until [#moveTo(Staging, LogFollower.Reached)].
    void misread() {
        assert lock.isHeldByCurrentThread();
        misread = true;
    }

    /// Whether the index is worth nothing.
    boolean isMisread() {
        return misread;
    }

    /// Refuses to go on behind a transaction that could not be indexed.
    ///
    /// **Errors**: [StorageException] then.
    void checkStaged() {
        if (misread) {
            throw new StorageException(
                    volume.name()
                            + ": the index is not up to date, for what others have appended could"
                            + " not be read; nothing was written now; try again",
                    volume.name());
        }
        if (unstaged) {
            throw new StorageException(
                    volume.name()
                            + ": nothing can be written, for a transaction before could not be"
                            + " indexed; nothing was written now; close the database and open it"
                            + " again",
                    volume.name());
        }
    }

    /// The index has been brought up to `place`.
    void moveTo(LogFollower.Reached place) throws IOException {
        makeRoom(place);
        end = place.tail();
        lastTxn = place.lastTxn();
        tailBytes = place.bytes();
        staged = staging.snapshot(lastSeq());
    }

    /// Goes on with `fresh`, an index up to `place`, in place of the present one, or with the
    /// present one when that fails.
    void moveTo(Staging fresh, LogFollower.Reached place) throws IOException {
        makeRoom(place);
        Snapshot snapshot = fresh.snapshot(place.lastSeq());
        staging = fresh;
        frozen = null;
        unstaged = false;
        misread = false;
        end = place.tail();
        lastTxn = place.lastTxn();
        tailBytes = place.bytes();
        staged = snapshot;
    }

    private void makeRoom(LogFollower.Reached place) throws IOException {
        assert lock.isHeldByCurrentThread();
        long extentEnd = place.tail().extent().end();
        space.raise(Math.max(place.extentsEnd(), extentEnd));
        volume.map().growTo(extentEnd);
    }

    /// The tail that is to go into the trees, null for none.
    TailHandover.@Nullable Frozen frozen() {
        return frozen;
    }

    /// Begins a new tail and returns the one before.
    TailHandover.Frozen freeze() {
        assert lock.isHeldByCurrentThread();
        TailHandover.Frozen full =
                new TailHandover.Frozen(staging.active(), end, staging.lastOrdinal(), lastTxn);
        staging.freeze();
        frozen = full;
        tailBytes = 0;
        staged = staging.snapshot(lastSeq());
        return full;
    }

    /// Goes on over trees that know what the frozen tail holds.
    void replace(Generation newer) {
        assert lock.isHeldByCurrentThread();
        staging.replace(newer);
        frozen = null;
        staged = staging.snapshot(lastSeq());
    }
}
