package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.StorageException;
import org.commitdb.file.Acceptance.Accepted;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// Appends transactions to the log, stages them in the index and lets readers see them.
///
/// A caller checks, writes and stages its own transaction under one lock, which takes microseconds;
/// waiting for the disk happens outside, so that callers that wait at the same time share a sync.
///
/// Other processes append to the same log. Before this one does, it takes the [Lease] and adds what
/// they have appended; for readers it also follows the log as far as others have published it. What
/// a process left that died in the middle is no transaction, and the next one overwrites it; what
/// it completed counts, and becomes durable and visible with the next sync of anybody. The index
/// over trees that others have replaced twice is given up, and built again from their checkpoint.
///
/// **Invariants**: what is staged was written. A transaction that was refused, or whose write
/// failed, is not staged, and the next one overwrites its place. What readers see is staged, and
/// nothing that they have seen disappears. **Threads**: any, also interrupted ones. **Errors**:
/// [org.commitdb.error.InvalidCommitException] before anything is written;
/// [org.commitdb.error.StorageException] when the disk refuses; [org.commitdb.error.BusyException]
/// when another process keeps the lease for too long; [IllegalStateException] when appending has
/// ended.
final class Appender implements Lease.Holder, SyncThread.Log {

    private static final int MAX_HEAD_CHANGES = 1 << 12;
    private static final int PATIENCE = 4;

    private final Volume volume;
    private final Space space;
    private final Readers readers;
    private final Upkeep upkeep;
    private final FileOptions options;
    private final boolean publishesUnsynced;
    private final TransactionEncoder encoder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition tailMoved = lock.newCondition();
    private final MetaSlots slots;
    private final LogFollower follower;
    private final @Nullable SharedStatus status;
    private final Lease lease;

    private final List<LogExtent> openedExtents = new ArrayList<>();
    private Staging staging;
    private LogPosition tail;
    private long txnId;
    private long tailBytes;
    private long preparedExtent;
    private long retryEntries;
    private boolean debris;

    /// Whether something was written that the index does not have.
    private boolean unstaged;

    private boolean ended;
    private boolean misread;
    private @Nullable Snapshot inSync;
    private long inSyncSeq;
    private volatile Snapshot staged;
    private volatile long seenSeq;

    /// What has to be done now and then, on other threads.
    interface Upkeep {

        /// The tail is long: have it written to the trees; false when that cannot be. Told again
        /// until [Appender#freeze].
        boolean tailIsLong();

        /// The current extent is half full: have `lengthBytes` ready behind the end.
        void extentIsHalfFull(long lengthBytes);

        /// Others have replaced the trees: take over the newest ones, with [Appender#renew].
        void renewTrees();

        /// There is something to do for the thread that syncs.
        void wakeSync();
    }

    /// Where a frozen tail ends.
    ///
    /// @param tail the index of what the checkpoint adds
    /// @param end the place in the log behind it
    /// @param lastOrdinal its newest commit
    /// @param lastTxn its last transaction
    record Frozen(Tail tail, LogPosition end, long lastOrdinal, long lastTxn) {}

    /// Adds the records of a transaction.
    @FunctionalInterface
    private interface Records {

        void addTo(TransactionEncoder transaction) throws IOException;
    }

    /// @param found where the log and the index stood when the file was opened
    /// @param status what the processes know of each other, null when there is only this one
    Appender(
            Volume volume,
            CommitIndexer indexer,
            Recovery.Result found,
            Readers readers,
            Upkeep upkeep,
            FileOptions options,
            @Nullable SharedStatus status) {
        this.volume = volume;
        this.status = status;
        this.slots = new MetaSlots(volume);
        this.follower = new LogFollower(volume, indexer);
        this.lease =
                new Lease(volume.storage(), status, options.lockTimeout(), lock, tailMoved, this);
        this.space = found.space();
        this.staging = found.staging();
        this.readers = readers;
        this.upkeep = upkeep;
        this.options = options;
        this.publishesUnsynced = !options.durability().isAwaited();
        this.tail = found.tail();
        this.txnId = found.lastTxn();
        this.tailBytes = found.tailBytes();
        this.encoder =
                new TransactionEncoder(volume.storage(), volume.checksum(), this::nextExtent, tail);
        this.staged = staging.snapshot(tail.seq() - 1);
        this.seenSeq = status == null ? 0 : visibleSeq(status);
    }

    @Override
    public Snapshot staged() {
        return staged;
    }

    /// The right to write.
    Lease lease() {
        return lease;
    }

    /// Appends the blobs and then the commits that are not there yet as one transaction, and
    /// returns the last record to wait for.
    ///
    /// @param durableSeq the highest record that is known to be durable
    long appendCommits(
            BlobBatch blobs, List<byte[]> commits, List<IndexedCommit> indexed, long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            blobs.begin(staging);
            List<Accepted> accepted =
                    Acceptance.of(staging, volume.name(), blobs, commits, indexed);
            if (!accepted.isEmpty() || !blobs.isEmpty()) {
                long[] offsets = new long[accepted.size()];
                write(
                        durableSeq,
                        transaction -> {
                            blobs.addTo(transaction);
                            for (int i = 0; i < offsets.length; i++) {
                                offsets[i] =
                                        transaction.add(RecordType.COMMIT, accepted.get(i).bytes());
                            }
                        });
                blobs.stageIn(staging, tail.seq() - 1);
                for (int i = 0; i < offsets.length; i++) {
                    Accepted commit = accepted.get(i);
                    staging.addCommit(
                            commit.indexed(), commit.parent(), commit.target(), offsets[i]);
                }
                stage();
            }
            return staged.lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Appends what `change` writes as one transaction, unless it has nothing to write, and returns
    /// the last record to wait for.
    long append(BlobChange change, long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            if (change.begin(staging)) {
                write(durableSeq, transaction -> change.addTo(transaction, space));
                change.stageIn(staging, tail.seq() - 1);
                stage();
            }
            return staged.lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Appends a definition record if there are exactly `known` so far, or `known` is negative.
    /// Returns whether it did; what to wait for is the last record of [#staged] in either case.
    boolean appendDefinitions(byte[] record, long known, long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            if (known >= 0 && DefinitionIndex.countOf(staged) != known) {
                return false;
            }
            long[] offset = new long[1];
            write(
                    durableSeq,
                    transaction -> offset[0] = transaction.add(RecordType.DEFINITIONS, record));
            staging.addDefinitions(tail.seq() - 1, offset[0]);
            stage();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Appends a key frame, unless there is one of this document at this commit, or appending has
    /// ended, or the tail is long and could not be written to the trees. Nobody need wait for its
    /// record.
    void appendFrame(FrameRecord frame, long durableSeq) {
        lock.lock();
        try {
            lease.hold();
            long ordinal = staging.ordinalOf(frame.commit());
            boolean stuck = isCrowded() && staging.frozen() != null;
            if (ended || stuck || ordinal == 0 || staging.hasFrame(frame.document(), ordinal)) {
                return;
            }
            long[] offset = new long[1];
            byte[] payload = frame.encode();
            write(
                    durableSeq,
                    transaction -> offset[0] = transaction.add(RecordType.FRAME, payload));
            staging.addFrame(frame.document(), frame.commit(), offset[0]);
            stage();
        } finally {
            lock.unlock();
        }
    }

    /// Deletes what `deletion` tells, given all that was appended, and returns the last record to
    /// wait for; null from it is nothing.
    long delete(Function<Snapshot, @Nullable Tombstone> deletion, long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            Tombstone tombstone = deletion.apply(staging.snapshot(tail.seq() - 1));
            if (tombstone != null) {
                byte[] payload = tombstone.encode();
                write(durableSeq, transaction -> transaction.add(RecordType.TOMBSTONE, payload));
                staging.delete(tombstone.ranges());
                stage();
            }
            return staged.lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Makes all key frames void, and returns the last record to wait for.
    long dropFrames(long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            write(durableSeq, transaction -> transaction.add(RecordType.DROP_FRAMES, new byte[0]));
            staging.dropFrames();
            stage();
            return staged.lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Takes an extent for tree pages from the end of the file and returns its offset.
    long allocateTreeExtent(long lengthBytes, long durableSeq) {
        lock.lock();
        try {
            lease.hold();
            long[] offset = new long[1];
            write(
                    durableSeq,
                    transaction -> {
                        offset[0] = space.take(lengthBytes);
                        transaction.add(
                                RecordType.ALLOC,
                                allocation(new ExtentIndex.Extent(offset[0], lengthBytes)));
                    });
            staging.addExtent(offset[0], lengthBytes, ExtentIndex.TREE);
            stage();
            return offset[0];
        } finally {
            lock.unlock();
        }
    }

    /// Records an extent of tree pages that was taken while no log could be written.
    void recordTreeExtent(ExtentIndex.Extent extent, long durableSeq) {
        lock.lock();
        try {
            lease.hold();
            write(durableSeq, transaction -> transaction.add(RecordType.ALLOC, allocation(extent)));
            staging.addExtent(extent.offset(), extent.length(), ExtentIndex.TREE);
            stage();
        } finally {
            lock.unlock();
        }
    }

    /// Begins a new tail, unless one is frozen already, and returns the frozen one.
    Frozen freeze(@Nullable Frozen pending) {
        lock.lock();
        try {
            checkStaged();
            if (pending != null) {
                return pending;
            }
            Tail full = staging.freeze();
            tailBytes = 0;
            retryEntries = 0;
            staged = staging.snapshot(tail.seq() - 1);
            if (publishesUnsynced) {
                readers.publish(staged);
            }
            tailMoved.signalAll();
            return new Frozen(full, tail, staging.lastOrdinal(), txnId);
        } finally {
            lock.unlock();
        }
    }

    /// Lets everybody use trees that know what the frozen tail holds, all of which is durable.
    void replace(Generation newer) {
        lock.lock();
        try {
            staging.replace(newer);
            staged = staging.snapshot(tail.seq() - 1);
            Snapshot seen = readers.published();
            readers.publish(
                    seen.active() == staging.active()
                            ? seen.over(newer)
                            : new Snapshot(
                                    newer,
                                    null,
                                    staging.active(),
                                    seen.lastOrdinal(),
                                    seen.lastSeq(),
                                    HeadDelta.NONE,
                                    seen.deleted()));
            tailMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot beginSync() {
        lock.lock();
        try {
            lease.pin();
            inSync = staged;
            inSyncSeq = Math.max(staged.lastSeq(), appendedByAnybody());
            return staged;
        } finally {
            lock.unlock();
        }
    }

    /// A sync is about what others have written, too, even if it is not known here yet.
    private long appendedByAnybody() {
        return status != null && lease.isShared() ? status.appended() : 0;
    }

    @Override
    public void endSync(boolean failed) {
        lock.lock();
        try {
            inSync = null;
            if (failed && status != null) {
                status.setFailed();
            }
            lease.unpin();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void giveBack() {
        lock.lock();
        try {
            if (debris) {
                clearDebris();
            }
            if (debris) {
                lease.keep();
            } else {
                lease.giveBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Others may write what this process began as after its death.
    @Override
    public void abandon() {
        lock.lock();
        try {
            lease.abandon();
            tailMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets readers see what became durable, over the newest trees.
    @Override
    public void publish(Snapshot durable) {
        lock.lock();
        try {
            Snapshot sent = inSync;
            makeVisible(sent != null && sent.lastSeq() == durable.lastSeq() ? sent : durable);
            if (status != null && lease.isShared()) {
                status.setPublished(Math.max(inSyncSeq, status.published()));
                noteSeen(status);
            }
        } finally {
            lock.unlock();
        }
    }

    private void makeVisible(Snapshot durable) {
        if (durable.lastSeq() <= readers.published().lastSeq()) {
            return;
        }
        Tail frozen = staging.frozen();
        boolean beforeFreeze = durable.active() == frozen;
        if (!beforeFreeze && durable.active() != staging.active()) {
            throw new IllegalStateException("a tail went into the trees before readers saw it");
        }
        readers.publish(
                new Snapshot(
                        staging.generation(),
                        beforeFreeze ? null : frozen,
                        durable.active(),
                        durable.lastOrdinal(),
                        durable.lastSeq(),
                        durable.heads(),
                        durable.deleted()));
    }

    /// Whether others have published anything that readers here do not see yet. **Cost**: a few
    /// words of memory.
    boolean isBehind() {
        SharedStatus words = status;
        return words != null && words.isShared() && visibleSeq(words) != seenSeq;
    }

    /// Lets readers see what others have published; false when [Upkeep#renewTrees] has to be called
    /// before. What is published is complete and never changes, so that this needs no lease.
    boolean refresh() {
        lock.lock();
        try {
            SharedStatus words = status;
            if (words != null && isBehind()) {
                long seq = visibleSeq(words);
                if (!lease.isCurrent() && !followPublished(seq)) {
                    return false;
                }
                makeVisibleUpTo(seq);
                seenSeq = seq;
            }
            return true;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "read what others have appended", e);
        } finally {
            lock.unlock();
        }
    }

    /// Others may replace the trees while this reads them; then what it found means nothing.
    private boolean followPublished(long seq) throws IOException {
        if (misread) {
            return false;
        }
        long checkpointSeq = staging.generation().checkpointSeq();
        try {
            follow(seq);
        } catch (RuntimeException e) {
            if (slots.keep(checkpointSeq)) {
                throw e;
            }
        }
        misread |= !slots.keep(checkpointSeq);
        return !misread;
    }

    /// While the lease is held, no page of trees is reused that are as new as one of the slots.
    @Override
    public boolean catchUp() throws IOException {
        if (misread || !slots.keep(staging.generation().checkpointSeq())) {
            return false;
        }
        space.refresh(volume.storage().size(), lease.isShared());
        SharedStatus words = status;
        if (words != null && isBehind()) {
            long seq = visibleSeq(words);
            follow(seq);
            makeVisibleUpTo(seq);
            seenSeq = seq;
        }
        follow(Long.MAX_VALUE);
        if (words != null && lease.isShared() && words.appended() < tail.seq() - 1) {
            // Whoever wrote this died before it could say so.
            words.setAppended(tail.seq() - 1);
        }
        if (publishesUnsynced) {
            makeVisibleUpTo(tail.seq());
        }
        return true;
    }

    @Override
    public boolean isOvertaken() {
        return follower.isMoreAt(tail);
    }

    @Override
    public void renew() {
        upkeep.renewTrees();
    }

    @Override
    public void wake() {
        upkeep.wakeSync();
    }

    /// Goes on with a newer index in place of the present one.
    void renew(Renewal newer) throws IOException {
        lock.lock();
        try {
            Staging fresh = newer.staging();
            LogFollower.Reached at =
                    follower.follow(fresh, newer.reached(), readers.published().lastSeq());
            Snapshot visible = fresh.snapshot(at.lastSeq());
            Snapshot sent = inSync;
            if (sent != null) {
                at = follower.follow(fresh, at, sent.lastSeq());
                inSync = fresh.snapshot(at.lastSeq());
            }
            at = follower.follow(fresh, at, tail.seq() - 1);
            if (at.lastSeq() < tail.seq() - 1) {
                throw new IOException("the log ends at record " + at.lastSeq());
            }
            staging = fresh;
            misread = false;
            unstaged = false;
            moveTo(at);
            readers.publish(visible);
            if (publishesUnsynced) {
                readers.publish(staged);
            }
            tailMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the index has to be given up.
    boolean isMisread() {
        lock.lock();
        try {
            return misread;
        } finally {
            lock.unlock();
        }
    }

    /// Has `lengthBytes` behind the end filled with zeroes, while others append.
    void zeroAhead(long lengthBytes) throws IOException {
        lock.lock();
        try {
            lease.hold();
            lease.pin();
        } finally {
            lock.unlock();
        }
        try {
            space.zeroAhead(lengthBytes);
        } finally {
            lock.lock();
            try {
                lease.unpin();
            } finally {
                lock.unlock();
            }
        }
    }

    private void follow(long limitSeq) throws IOException {
        LogFollower.Reached known = new LogFollower.Reached(tail, txnId, tailBytes, 0);
        boolean sound = false;
        try {
            LogFollower.Reached at = follower.follow(staging, known, limitSeq);
            if (at.lastSeq() > known.lastSeq()) {
                moveTo(at);
            }
            sound = true;
        } finally {
            misread |= !sound;
        }
    }

    private void moveTo(LogFollower.Reached place) throws IOException {
        tail = place.tail();
        txnId = place.lastTxn();
        tailBytes = place.bytes();
        space.raise(Math.max(place.extentsEnd(), tail.extent().end()));
        volume.map().growTo(tail.extent().end());
        staged = staging.snapshot(tail.seq() - 1);
        orderCheckpoint();
    }

    private void makeVisibleUpTo(long seq) {
        if (staged.lastSeq() <= seq) {
            makeVisible(staged);
        }
    }

    private void noteSeen(SharedStatus words) {
        long seq = visibleSeq(words);
        if (seq <= readers.published().lastSeq()) {
            seenSeq = seq;
        }
    }

    private long visibleSeq(SharedStatus words) {
        long durable = words.published();
        return publishesUnsynced ? Math.max(durable, words.appended()) : durable;
    }

    /// The newest trees.
    Generation generation() {
        lock.lock();
        try {
            return staging.generation();
        } finally {
            lock.unlock();
        }
    }

    /// The last record that is known.
    long lastSeq() {
        lock.lock();
        try {
            return tail.seq() - 1;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the tail is so long that it should be written to the trees.
    boolean isLong() {
        lock.lock();
        try {
            return tailIsLong();
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

    /// Whether the log holds anything behind `position`.
    boolean hasGrownBeyond(LogPosition position) {
        lock.lock();
        try {
            return tail.seq() > position.seq();
        } finally {
            lock.unlock();
        }
    }

    /// Notes that the tail could not be written to the trees, so that it is not tried again at
    /// once.
    void checkpointFailed() {
        lock.lock();
        try {
            retryEntries = staging.active().entries() + options.checkpointEntries();
            tailMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses all appends from now on.
    void end() {
        lock.lock();
        try {
            ended = true;
            tailMoved.signalAll();
            if (debris) {
                clearDebris();
            }
        } finally {
            lock.unlock();
        }
    }

    private static byte[] allocation(ExtentIndex.Extent extent) {
        return new ByteWriter()
                .writeLong(extent.offset())
                .writeLong(extent.length())
                .writeLong(ExtentIndex.TREE)
                .toByteArray();
    }

    /// Waits while the tail is much longer than it should be, unless it cannot be written to the
    /// trees.
    private void awaitRoom() {
        do {
            checkNotEnded();
            while (isCrowded() && upkeep.tailIsLong()) {
                tailMoved.awaitUninterruptibly();
                checkNotEnded();
            }
            lease.hold();
        } while (isCrowded() && upkeep.tailIsLong());
        checkNotEnded();
    }

    /// Whether the tail is much longer than it should be.
    private boolean isCrowded() {
        long limit = Math.max((long) options.checkpointEntries() * PATIENCE, retryEntries);
        return staging.active().entries() >= limit;
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException(volume.name() + ": the store is closed");
        }
    }

    /// Writes a transaction. The lease was taken before anything was decided about it, and is not
    /// given up in between: others could make the decision wrong.
    private void write(long durableSeq, Records records) {
        checkStaged();
        if (debris) {
            clearDebris();
        }
        long mark = space.highWater();
        LogPosition before = tail;
        boolean written = false;
        try {
            openedExtents.clear();
            encoder.begin(before, txnId + 1, durableSeq);
            records.addTo(encoder);
            tail = encoder.finish();
            txnId++;
            tailBytes += Math.max(tail.offset() - before.offset(), 0);
            written = true;
            unstaged = true;
            openedExtents.forEach(
                    extent -> staging.addExtent(extent.offset(), extent.length(), ExtentIndex.LOG));
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "append to the log", e);
        } finally {
            if (!written) {
                space.giveBack(mark);
                debris = true;
                clearDebris();
            }
        }
    }

    /// Puts the terminator back that a failed write may have overwritten, so that a crash does not
    /// bring back what was refused.
    private void clearDebris() {
        try {
            volume.storage()
                    .write(
                            tail.offset(),
                            ByteBuffer.wrap(new byte[TransactionEncoder.TERMINATOR_SIZE]));
            debris = false;
        } catch (IOException e) {
            // The next append overwrites the place, or tries this again.
            debris = true;
        }
    }

    /// What comes after a transaction that could not be indexed would get wrong numbers.
    private void checkStaged() {
        if (unstaged) {
            throw new StorageException(
                    volume.name()
                            + ": nothing can be written, for a transaction before could not be"
                            + " indexed; nothing was written now; close the database and open it"
                            + " again",
                    volume.name());
        }
    }

    private void stage() {
        staged = staging.snapshot(tail.seq() - 1);
        unstaged = false;
        if (status != null && lease.isShared()) {
            status.setAppended(tail.seq() - 1);
        }
        if (publishesUnsynced) {
            readers.publish(staged);
            if (status != null) {
                noteSeen(status);
            }
        }
        orderCheckpoint();
        LogExtent extent = tail.extent();
        if (preparedExtent != extent.seq() && extent.end() - tail.offset() < extent.length() / 2) {
            preparedExtent = extent.seq();
            upkeep.extentIsHalfFull(lengthAfter(extent));
        }
    }

    private void orderCheckpoint() {
        if (tailIsLong()) {
            upkeep.tailIsLong();
        }
    }

    private boolean tailIsLong() {
        return staging.active().entries() >= Math.max(options.checkpointEntries(), retryEntries)
                || tailBytes >= options.checkpointBytes()
                || staging.headChanges() >= MAX_HEAD_CHANGES;
    }

    private LogExtent nextExtent(LogExtent current, long needed) throws IOException {
        long rounded =
                (needed + LogExtent.ALIGNMENT - 1) / LogExtent.ALIGNMENT * LogExtent.ALIGNMENT;
        long length = Math.max(rounded, lengthAfter(current));
        LogExtent next = new LogExtent(space.takeZeroed(length), length, current.seq() + 1);
        openedExtents.add(next);
        return next;
    }

    private static long lengthAfter(LogExtent extent) {
        return Math.min(LogExtent.MAX_LENGTH, extent.length() * 2);
    }
}
