package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.commitdb.store.Durability;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// Appends transactions to the log, stages them in the index and lets readers see them.
///
/// A caller checks, writes and stages its own transaction under one lock, which takes microseconds;
/// waiting for the disk happens outside, so that callers that wait at the same time share a sync.
///
/// **Invariants**: what is staged was written. A transaction that was refused, or whose write
/// failed, is not staged, and the next one overwrites its place. What readers see is staged, and
/// nothing that they have seen disappears. **Threads**: any, also interrupted ones. **Errors**:
/// [InvalidCommitException] before anything is written; [org.commitdb.error.StorageException] when
/// the disk refuses; [IllegalStateException] when appending has ended.
final class Appender {

    private static final int MAX_HEAD_CHANGES = 1 << 12;
    private static final int PATIENCE = 4;

    private final Volume volume;
    private final Space space;
    private final Staging staging;
    private final Readers readers;
    private final Upkeep upkeep;
    private final FileOptions options;
    private final boolean publishesUnsynced;
    private final TransactionEncoder encoder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition tailMoved = lock.newCondition();

    private final List<LogExtent> openedExtents = new ArrayList<>();
    private LogPosition tail;
    private long txnId;
    private long tailBytes;
    private long preparedExtent;
    private long retryEntries;
    private boolean debris;
    private boolean ended;
    private volatile Snapshot staged;

    /// What has to be done now and then, on other threads.
    interface Upkeep {

        /// The tail is long: have it written to the trees; false when that cannot be. Told again
        /// until [Appender#freeze].
        boolean tailIsLong();

        /// The current extent is half full: have `lengthBytes` ready behind the end.
        void extentIsHalfFull(long lengthBytes);
    }

    /// Where a frozen tail ends.
    ///
    /// @param tail the index of what the checkpoint adds
    /// @param end the place in the log behind it
    /// @param lastOrdinal its newest commit
    /// @param lastTxn its last transaction
    record Frozen(Tail tail, LogPosition end, long lastOrdinal, long lastTxn) {}

    /// One checked commit of a transaction; parent and target are ordinals, 0 for none.
    private record Accepted(byte[] bytes, IndexedCommit indexed, long parent, long target) {}

    /// Adds the records of a transaction.
    @FunctionalInterface
    private interface Records {

        void addTo(TransactionEncoder transaction) throws IOException;
    }

    /// @param found where the log and the index stood when the file was opened
    Appender(
            Volume volume,
            Recovery.Result found,
            Readers readers,
            Upkeep upkeep,
            FileOptions options) {
        this.volume = volume;
        this.space = found.space();
        this.staging = found.staging();
        this.readers = readers;
        this.upkeep = upkeep;
        this.options = options;
        this.publishesUnsynced =
                switch (options.durability()) {
                    case Durability.Full full -> false;
                    case Durability.Lazy lazy -> true;
                };
        this.tail = found.tail();
        this.txnId = found.lastTxn();
        this.tailBytes = found.tailBytes();
        this.encoder =
                new TransactionEncoder(volume.storage(), volume.checksum(), this::nextExtent, tail);
        this.staged = staging.snapshot(tail.seq() - 1);
    }

    /// What was written so far.
    Snapshot staged() {
        return staged;
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
            List<Accepted> accepted = accept(blobs, commits, indexed);
            if (!accepted.isEmpty() || !blobs.isEmpty()) {
                long[] offsets = new long[accepted.size()];
                write(
                        durableSeq,
                        transaction -> {
                            blobs.addTo(transaction);
                            for (int i = 0; i < offsets.length; i++) {
                                offsets[i] =
                                        transaction.add(RecordType.COMMIT, accepted.get(i).bytes);
                            }
                        });
                blobs.stageIn(staging, tail.seq() - 1);
                for (int i = 0; i < offsets.length; i++) {
                    Accepted commit = accepted.get(i);
                    staging.addCommit(commit.indexed, commit.parent, commit.target, offsets[i]);
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

    /// Appends a definition record, and returns the last record to wait for.
    long appendDefinitions(byte[] record, long durableSeq) {
        lock.lock();
        try {
            awaitRoom();
            long[] offset = new long[1];
            write(
                    durableSeq,
                    transaction -> offset[0] = transaction.add(RecordType.DEFINITIONS, record));
            staging.addDefinitions(tail.seq() - 1, offset[0]);
            stage();
            return staged.lastSeq();
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
            long ordinal = staging.ordinalOf(frame.commit());
            boolean stuck = isCrowded() && staging.frozen() != null;
            if (ended || stuck || staging.hasFrame(frame.document(), ordinal)) {
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
                                    HeadDelta.NONE));
            tailMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets readers see what became durable, over the newest trees.
    void publish(Snapshot durable) {
        lock.lock();
        try {
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
                            durable.heads()));
        } finally {
            lock.unlock();
        }
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
        checkNotEnded();
        while (isCrowded() && upkeep.tailIsLong()) {
            tailMoved.awaitUninterruptibly();
            checkNotEnded();
        }
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

    private List<Accepted> accept(
            BlobBatch blobs, List<byte[]> commits, List<IndexedCommit> indexed) {
        List<Accepted> accepted = new ArrayList<>(commits.size());
        Map<CommitId, Long> fresh = commits.size() > 1 ? new HashMap<>() : Map.of();
        for (int i = 0; i < commits.size(); i++) {
            CommitHeader header = indexed.get(i).header();
            if (ordinalOf(header.id(), fresh) != 0) {
                continue;
            }
            long parent = require("parent", header.parent(), header, fresh);
            long target = require("target", header.target(), header, fresh);
            for (BlobId blob : indexed.get(i).blobs()) {
                if (!blobs.brings(blob) && !staging.hasBlob(blob)) {
                    throw invalid(
                            header,
                            "names the blob " + blob,
                            "blobs are stored before the commits that name them");
                }
            }
            accepted.add(new Accepted(commits.get(i), indexed.get(i), parent, target));
            if (commits.size() > 1) {
                fresh.put(header.id(), staging.lastOrdinal() + accepted.size());
            }
        }
        return accepted;
    }

    private long require(String role, CommitId id, CommitHeader header, Map<CommitId, Long> fresh) {
        if (id.isNone()) {
            return 0;
        }
        long ordinal = ordinalOf(id, fresh);
        if (ordinal == 0) {
            throw invalid(
                    header,
                    "has the " + role + " " + id,
                    "parents and targets are stored before their children");
        }
        return ordinal;
    }

    private long ordinalOf(CommitId id, Map<CommitId, Long> fresh) {
        Long ordinal = fresh.isEmpty() ? null : fresh.get(id);
        return ordinal == null ? staging.ordinalOf(id) : ordinal;
    }

    private InvalidCommitException invalid(CommitHeader header, String fact, String rule) {
        return new InvalidCommitException(
                volume.name()
                        + ": the commit "
                        + header.id()
                        + " "
                        + fact
                        + ", which the database does not have; "
                        + "nothing was written",
                rule);
    }

    private void write(long durableSeq, Records records) {
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

    private void stage() {
        staged = staging.snapshot(tail.seq() - 1);
        if (publishesUnsynced) {
            readers.publish(staged);
        }
        int entries = staging.active().entries();
        if (entries >= Math.max(options.checkpointEntries(), retryEntries)
                || tailBytes >= options.checkpointBytes()
                || staging.headChanges() >= MAX_HEAD_CHANGES) {
            upkeep.tailIsLong();
        }
        LogExtent extent = tail.extent();
        if (preparedExtent != extent.seq() && extent.end() - tail.offset() < extent.length() / 2) {
            preparedExtent = extent.seq();
            upkeep.extentIsHalfFull(lengthAfter(extent));
        }
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
