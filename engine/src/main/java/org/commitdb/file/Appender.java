package org.commitdb.file;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.Acceptance.Accepted;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// Appends transactions to the log and stages them in the index.
///
/// A caller checks, writes and stages its own transaction under one lock, which takes microseconds;
/// waiting for the disk happens outside, so that callers that wait at the same time share a sync.
/// Everything that is appended is decided with the [Lease] held, so knowing what all processes have
/// appended before.
///
/// **Invariants**: what is staged was written. A transaction that was refused, or whose write
/// failed, is not staged, and the next one overwrites its place. **Threads**: any, also interrupted
/// ones. **Errors**: [org.commitdb.error.InvalidCommitException] before anything is written;
/// [org.commitdb.error.StorageException] when the disk refuses; [org.commitdb.error.BusyException]
/// when another process keeps the lease for too long; [IllegalStateException] when appending has
/// ended.
final class Appender {

    private final Volume volume;
    private final Space space;
    private final LogTip tip;
    private final ReentrantLock lock;
    private final TransactionWriter transactions;
    private final Visibility visibility;
    private final TailHandover handover;
    private final Lease lease;
    private final Upkeep upkeep;
    private boolean ended;

    Appender(
            Volume volume,
            Space space,
            LogTip tip,
            TransactionWriter transactions,
            Visibility visibility,
            TailHandover handover,
            Lease lease,
            Upkeep upkeep) {
        this.volume = volume;
        this.space = space;
        this.tip = tip;
        this.lock = tip.lock();
        this.transactions = transactions;
        this.visibility = visibility;
        this.handover = handover;
        this.lease = lease;
        this.upkeep = upkeep;
    }

    /// Appends the blobs and then the commits that are not there yet as one transaction, and
    /// returns the last record to wait for.
    ///
    /// @param durableSeq the highest record that is known to be durable
    long appendCommits(
            BlobBatch blobs, List<byte[]> commits, List<IndexedCommit> indexed, long durableSeq) {
        lock.lock();
        try {
            Staging staging = awaitRoom();
            blobs.begin(staging);
            List<Accepted> accepted =
                    Acceptance.of(staging, volume.name(), blobs, commits, indexed);
            if (!accepted.isEmpty() || !blobs.isEmpty()) {
                long[] offsets = new long[accepted.size()];
                transactions.write(
                        durableSeq,
                        transaction -> {
                            blobs.addTo(transaction);
                            for (int i = 0; i < offsets.length; i++) {
                                offsets[i] =
                                        transaction.add(RecordType.COMMIT, accepted.get(i).bytes());
                            }
                        });
                blobs.stageIn(staging, tip.lastSeq());
                for (int i = 0; i < offsets.length; i++) {
                    Accepted commit = accepted.get(i);
                    staging.addCommit(
                            commit.indexed(), commit.parent(), commit.target(), offsets[i]);
                }
                stage();
            }
            return tip.staged().lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Appends what `change` writes as one transaction, unless it has nothing to write, and returns
    /// the last record to wait for.
    long append(BlobChange change, long durableSeq) {
        lock.lock();
        try {
            Staging staging = awaitRoom();
            if (change.begin(staging)) {
                transactions.write(durableSeq, transaction -> change.addTo(transaction, space));
                change.stageIn(staging, tip.lastSeq());
                stage();
            }
            return tip.staged().lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Appends a definition record if there are exactly `known` so far, or `known` is negative.
    /// Returns whether it did; what to wait for is the last record of [LogTip#staged] in either
    /// case.
    boolean appendDefinitions(byte[] record, long known, long durableSeq) {
        lock.lock();
        try {
            Staging staging = awaitRoom();
            if (known >= 0 && DefinitionIndex.countOf(tip.staged()) != known) {
                return false;
            }
            long[] offset = new long[1];
            transactions.write(
                    durableSeq,
                    transaction -> offset[0] = transaction.add(RecordType.DEFINITIONS, record));
            staging.addDefinitions(tip.lastSeq(), offset[0]);
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
            Staging staging = holdLease();
            long ordinal = staging.ordinalOf(frame.commit());
            boolean stuck = handover.isCrowded() && staging.frozen() != null;
            if (ended || stuck || ordinal == 0 || staging.hasFrame(frame.document(), ordinal)) {
                return;
            }
            long[] offset = new long[1];
            byte[] payload = frame.encode();
            transactions.write(
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
            Staging staging = awaitRoom();
            Tombstone tombstone = deletion.apply(staging.snapshot(tip.lastSeq()));
            if (tombstone != null) {
                byte[] payload = tombstone.encode();
                transactions.write(
                        durableSeq, transaction -> transaction.add(RecordType.TOMBSTONE, payload));
                staging.delete(tombstone.ranges());
                stage();
            }
            return tip.staged().lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Makes all key frames void, and returns the last record to wait for.
    long dropFrames(long durableSeq) {
        lock.lock();
        try {
            Staging staging = awaitRoom();
            transactions.write(
                    durableSeq,
                    transaction -> transaction.add(RecordType.DROP_FRAMES, new byte[0]));
            staging.dropFrames();
            stage();
            return tip.staged().lastSeq();
        } finally {
            lock.unlock();
        }
    }

    /// Takes an extent for tree pages from the end of the file and returns its offset.
    long allocateTreeExtent(long lengthBytes, long durableSeq) {
        lock.lock();
        try {
            Staging staging = holdLease();
            long[] offset = new long[1];
            transactions.write(
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
            Staging staging = holdLease();
            transactions.write(
                    durableSeq,
                    transaction -> transaction.add(RecordType.ALLOC, allocation(extent)));
            staging.addExtent(extent.offset(), extent.length(), ExtentIndex.TREE);
            stage();
        } finally {
            lock.unlock();
        }
    }

    /// Has `lengthBytes` behind the end filled with zeroes, while others append.
    void zeroAhead(long lengthBytes) throws IOException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
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

    /// Refuses all appends from now on.
    void end() {
        lock.lock();
        try {
            ended = true;
            tip.moved().signalAll();
            transactions.clearDebris();
        } finally {
            lock.unlock();
        }
    }

    /// Waits while the tail is much longer than it should be, unless it cannot be written to the
    /// trees; then has the lease, and returns the index of all that was appended.
    private Staging awaitRoom() {
        do {
            checkNotEnded();
            while (handover.isCrowded() && upkeep.tailIsLong()) {
                tip.moved().awaitUninterruptibly();
                checkNotEnded();
            }
            lease.hold();
        } while (handover.isCrowded() && upkeep.tailIsLong());
        checkNotEnded();
        return tip.staging();
    }

    /// Has the lease, and returns the index of all that was appended.
    private Staging holdLease() {
        lease.hold();
        return tip.staging();
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException(volume.name() + ": the store is closed");
        }
    }

    /// What was written is in the index now.
    private void stage() {
        tip.stage();
        visibility.showAppended(lease.isShared());
        handover.orderIfLong();
        transactions.prepareNextExtent(upkeep);
    }

    private static byte[] allocation(ExtentIndex.Extent extent) {
        return new ByteWriter()
                .writeLong(extent.offset())
                .writeLong(extent.length())
                .writeLong(ExtentIndex.TREE)
                .toByteArray();
    }
}
