package org.commitdb.file;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// The writing half of an open file: appends, waits for the disk as the durability asks, and keeps
/// the trees up to date.
///
/// **Threads**: any. **Errors**: [StorageException] for every append after a sync has failed.
final class Writer implements Upkeep, Readers.Source {

    private final Volume volume;
    private final CommitIndexer indexer;
    private final boolean waits;
    private final @Nullable SharedStatus status;
    private final Space space;
    private final MetaSlots slots;
    private final Readers readers;
    private final AppendListeners listeners;
    private final EngineThread upkeep;
    private final LogTip tip;
    private final Visibility visibility;
    private final TailHandover handover;
    private final PeerLog peers;
    private final Appender appender;
    private final SyncThread sync;
    private final Checkpointer checkpointer;
    private final AtomicBoolean checkpointRequested = new AtomicBoolean();
    private volatile @Nullable Exception checkpointFailure;
    private volatile long end = -1;

    /// A writer that goes on from what was found.
    ///
    /// @param upkeep the thread that writes checkpoints
    /// @param status what the processes know of each other, null when there is only this one
    Writer(
            Volume volume,
            Recovery.Result found,
            Meta current,
            CommitIndexer indexer,
            FileOptions options,
            Readers readers,
            AppendListeners listeners,
            EngineThread upkeep,
            @Nullable SharedStatus status) {
        this.volume = volume;
        this.indexer = indexer;
        this.waits = options.durability().isAwaited();
        this.status = status;
        this.slots = new MetaSlots(volume);
        this.readers = readers;
        this.listeners = listeners;
        this.upkeep = upkeep;
        this.space = found.space();
        this.tip = new LogTip(volume, found);
        this.visibility = new Visibility(tip, readers, status, !waits);
        this.handover = new TailHandover(tip, visibility, this, options);
        this.peers =
                new PeerLog(
                        volume, space, indexer, tip, visibility, handover, this, options, status);
        Lease lease = peers.lease();
        TransactionWriter transactions = new TransactionWriter(volume, space, tip);
        this.appender =
                new Appender(volume, space, tip, transactions, visibility, handover, lease, this);
        this.sync =
                new SyncThread(
                        volume.storage(),
                        space,
                        options.durability(),
                        lease,
                        new SyncedLog(
                                tip, lease, transactions, visibility, readers, listeners, status),
                        tip.lastSeq());
        this.checkpointer =
                new Checkpointer(
                        volume,
                        indexer,
                        options,
                        handover,
                        peers,
                        sync,
                        readers,
                        space,
                        new PageSpace(
                                volume,
                                length -> appender.allocateTreeExtent(length, sync.durableSeq())),
                        status,
                        current,
                        found.before());
    }

    /// Starts the thread that syncs, records extents of tree pages that the log does not know yet,
    /// and has a damaged slot written again.
    void start(List<ExtentIndex.Extent> unrecorded) throws IOException {
        for (ExtentIndex.Extent extent : unrecorded) {
            appender.recordTreeExtent(extent, sync.durableSeq());
        }
        sync.start();
        if (checkpointer.isSlotDamaged()) {
            requestCheckpoint();
        }
    }

    /// Appends blobs and commits as one transaction, see
    /// [org.commitdb.store.RecordStore#append(List, List)].
    void append(List<StagedBlob> blobs, List<byte[]> commits) {
        checkWritable();
        List<IndexedCommit> indexed = new ArrayList<>(commits.size());
        for (byte[] commit : commits) {
            if (commit.length > LogRecord.MAX_PAYLOAD) {
                String rule = "a commit has at most " + LogRecord.MAX_PAYLOAD + " bytes";
                throw new InvalidCommitException(
                        volume.name()
                                + ": a commit has "
                                + commit.length
                                + " bytes; "
                                + rule
                                + "; put large data into blobs; nothing was written",
                        rule);
            }
            indexed.add(indexer.index(commit));
        }
        if (!commits.isEmpty() || !blobs.isEmpty()) {
            AppendEvent event = new AppendEvent();
            event.begin();
            BlobBatch batch = new BlobBatch(blobs);
            settle(appender.appendCommits(batch, commits, indexed, sync.durableSeq()));
            record(event, blobs, commits);
        }
    }

    private void record(AppendEvent event, List<StagedBlob> blobs, List<byte[]> commits) {
        if (event.shouldCommit()) {
            event.file = volume.name();
            event.blobs = blobs.size();
            event.commits = commits.size();
            event.commitSize = commits.stream().mapToLong(commit -> commit.length).sum();
            event.commit();
        }
    }

    /// Appends what `change` writes, and waits as for a commit.
    void append(BlobChange change) {
        checkWritable();
        settle(appender.append(change, sync.durableSeq()));
    }

    /// Appends what `change` writes; it becomes durable with what comes after.
    void appendLater(BlobChange change) {
        checkWritable();
        appender.append(change, sync.durableSeq());
    }

    /// Makes durable what was written outside the log.
    ///
    /// **Errors**: [StorageException] when that fails: whatever it was for was not recorded yet.
    void forceBlobs() {
        try {
            sync.sync();
        } catch (OutcomeUnknownException e) {
            throw new StorageException(
                    volume.name()
                            + ": the blob was not stored, for a sync failed; close the database and open it again",
                    volume.name(),
                    e);
        }
    }

    /// The highest log record that is known to be durable.
    long durableSeq() {
        return sync.durableSeq();
    }

    /// Appends a definition record, durably, if there are exactly `known` so far, or `known` is
    /// negative; false when there are others, which are visible then.
    boolean appendDefinitions(byte[] record, long known) {
        checkWritable();
        boolean appended = appender.appendDefinitions(record, known, sync.durableSeq());
        sync.await(tip.staged().lastSeq());
        return appended;
    }

    /// Appends a key frame if that can be done at once; it becomes durable with what comes after.
    void appendFrame(FrameRecord frame) {
        if (!hasFailed()) {
            appender.appendFrame(frame, sync.durableSeq());
        }
    }

    /// Deletes commits durably, see [org.commitdb.store.RecordStore#delete].
    void delete(List<CommitId> commits) {
        checkWritable();
        sync.await(
                appender.delete(
                        all -> Deletion.of(volume, indexer, all, commits), sync.durableSeq()));
    }

    /// Makes all key frames void, durably.
    void dropFrames() {
        checkWritable();
        sync.await(appender.dropFrames(sync.durableSeq()));
    }

    /// Whether each change is durable when it returns.
    boolean waits() {
        return waits;
    }

    /// Makes everything durable that was written, by whatever process.
    void flush() {
        SharedStatus words = status;
        long written = words != null && words.isShared() ? words.appended() : 0;
        sync.await(Math.max(written, tip.staged().lastSeq()));
    }

    /// Writes the trees, unless they know everything.
    void checkpoint() {
        run("write the indexes", checkpointer::checkpoint);
    }

    /// Builds the trees anew from the log.
    void rebuildIndexes() {
        run("rebuild the indexes", checkpointer::rebuild);
    }

    /// Why the last checkpoint in the background failed, null if it did not.
    @Nullable Exception checkpointFailure() {
        return checkpointFailure;
    }

    /// Whether a sync has failed, so that nothing can be written any more.
    boolean hasFailed() {
        SharedStatus words = status;
        return sync.hasFailed() || (words != null && words.isFailed());
    }

    @Override
    public boolean tailIsLong() {
        return requestCheckpoint();
    }

    private boolean requestCheckpoint() {
        return !checkpointRequested.compareAndSet(false, true)
                || upkeep.start(this::checkpointInBackground);
    }

    @Override
    public void extentIsHalfFull(long lengthBytes) {
        upkeep.start(() -> {
            try {
                appender.zeroAhead(lengthBytes);
                volume.map().grow();
            } catch (IOException | CommitDatabaseException e) {
                // Whoever needs the room asks for it again, and reports that there is none.
                return;
            }
        });
    }

    @Override
    public void renewTrees() {
        try {
            checkpointer.renew();
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "read a newer checkpoint", e);
        }
    }

    @Override
    public void wakeSync() {
        sync.wake();
    }

    @Override
    public boolean isBehind() {
        return visibility.isBehind();
    }

    @Override
    public void refresh() {
        while (!peers.refresh()) {
            renewTrees();
        }
    }

    @Override
    public boolean keeps(long checkpointSeq) {
        SharedStatus words = status;
        VarHandle.loadLoadFence();
        return words == null || !words.isShared() || slots.keep(checkpointSeq);
    }

    @Override
    public void renew() {
        renewTrees();
    }

    /// Ends appending, and makes durable what was acknowledged; `last` tells whether no other
    /// process writes the file, so that a last checkpoint is due.
    ///
    /// **Errors**: [OutcomeUnknownException] when what was written last cannot be made durable.
    void close(BooleanSupplier last) {
        appender.end();
        try {
            if (!hasFailed() && last.getAsBoolean()) {
                run("write the indexes", this::finish);
            } else if (!waits) {
                // Nobody may have heard yet that acknowledged commits did not reach the disk.
                flush();
            }
        } finally {
            sync.close();
        }
    }

    /// Where the file may end, once it was closed by the last process that writes it and its newest
    /// checkpoint knows everything; negative otherwise.
    long end() {
        return end;
    }

    private void finish() throws IOException {
        try {
            checkpointer.checkpoint();
            if (!checkpointer.current().clean()) {
                checkpointer.checkpoint();
            }
            Meta newest = checkpointer.current();
            end = newest.clean() ? Math.max(newest.highWater(), space.highWater()) : -1;
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (CommitDatabaseException | IOException e) {
            // The log has everything: the next open reads it, only not as fast.
            checkpointFailure = e;
            if (!waits) {
                sync.sync();
            }
        }
    }

    private void checkpointInBackground() {
        checkpointRequested.set(false);
        boolean done = false;
        try {
            checkpointer.checkpointIfLong();
            checkpointFailure = null;
            done = true;
        } catch (RuntimeException | IOException e) {
            checkpointFailure = e;
        } catch (InternalError e) {
            checkpointFailure = volume.map().unreadable(-1, e);
        } finally {
            if (!done) {
                // Somebody may wait for a shorter tail, whatever kept it from getting so.
                handover.failed();
            }
        }
    }

    private void settle(long seq) {
        if (waits) {
            sync.await(seq);
        } else {
            sync.syncLater();
            listeners.tell(readers.published().lastOrdinal());
        }
    }

    private void checkWritable() {
        if (hasFailed()) {
            throw new StorageException(
                    volume.name()
                            + ": a sync failed before, so nothing can be written; nothing was written now; close the"
                            + " database and open it again",
                    volume.name());
        }
    }

    /// Does something on the thread that writes checkpoints, and waits for it.
    private void run(String action, Step step) {
        try {
            upkeep.call(() -> {
                step.run();
                return true;
            });
        } catch (IOException e) {
            throw Volume.refused(volume.name(), action, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Step {

        void run() throws IOException;
    }
}
