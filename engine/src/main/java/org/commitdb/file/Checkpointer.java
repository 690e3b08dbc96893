package org.commitdb.file;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// Writes the tail of the log to the trees and publishes them in a META slot, while commits go on.
///
/// A checkpoint freezes the tail, merges it into new pages, syncs, writes the slot that the
/// checkpoint before did not use, and syncs again. A crash anywhere leaves the older slot and a
/// longer tail.
///
/// **Threads**: one, which nobody interrupts. **Errors**: [org.commitdb.error.StorageException]
/// when the disk refuses; then everything is as before, and the same tail is tried again later.
/// [org.commitdb.error.OutcomeUnknownException] when a sync fails.
final class Checkpointer {

    private final Volume volume;
    private final CommitIndexer indexer;
    private final InstantSource clock;
    private final int batchEntries;
    private final Appender appender;
    private final SyncThread sync;
    private final Readers readers;
    private final Space space;
    private final PageSpace pages;

    private Meta current;
    private @Nullable Meta before;
    private boolean derived;
    private boolean rewritten;
    private Appender.@Nullable Frozen frozen;

    /// A checkpointer that goes on from `current`, the checkpoint that the file was opened with;
    /// `before` is the one in the other slot.
    Checkpointer(
            Volume volume,
            CommitIndexer indexer,
            FileOptions options,
            Appender appender,
            SyncThread sync,
            Readers readers,
            Space space,
            Meta current,
            @Nullable Meta before) {
        this.volume = volume;
        this.indexer = indexer;
        this.clock = options.clock();
        this.batchEntries = options.checkpointEntries();
        this.appender = appender;
        this.sync = sync;
        this.readers = readers;
        this.space = space;
        this.current = current;
        this.before = before;
        this.pages =
                new PageSpace(
                        volume, length -> appender.allocateTreeExtent(length, sync.durableSeq()));
    }

    /// The newest checkpoint.
    Meta current() {
        return current;
    }

    /// Writes a checkpoint, unless the newest one knows everything.
    void checkpoint() throws IOException {
        if (frozen != null || appender.hasGrownBeyond(current.replay())) {
            write(false);
        }
    }

    /// Writes a checkpoint whose trees are built anew from the log.
    void rebuild() throws IOException {
        write(true);
    }

    private void write(boolean anew) throws IOException {
        Appender.Frozen target = appender.freeze(frozen);
        frozen = target;
        long checkpointSeq = current.checkpointSeq() + 1;
        boolean slotTouched = false;
        boolean done = false;
        deriveOnce();
        readers.retireBefore(checkpointSeq - 2);
        pages.begin();
        try {
            Generation older = readers.published().generation();
            Generation newer =
                    anew
                            ? IndexBuild.upTo(
                                    target.end(),
                                    volume,
                                    indexer,
                                    pages,
                                    checkpointSeq,
                                    batchEntries)
                            : IndexMerge.apply(
                                    volume,
                                    older,
                                    target.tail(),
                                    target.lastOrdinal(),
                                    pages,
                                    checkpointSeq);
            pages.flush();
            if (!rewritten) {
                // Nothing vouches that the slot that the file was opened with ever reached the
                // disk.
                Preamble.writeSlot(volume.storage(), volume.checksum(), current);
                rewritten = true;
            }
            sync.sync();
            volume.map().grow();
            Meta meta =
                    new Meta(
                            checkpointSeq,
                            target.end(),
                            !appender.hasGrownBeyond(target.end()),
                            target.lastOrdinal(),
                            space.highWater(),
                            target.lastTxn(),
                            newer.roots(),
                            clock.millis());
            slotTouched = true;
            Preamble.writeSlot(volume.storage(), volume.checksum(), meta);
            sync.sync();
            done = true;
            finish(meta, newer, anew);
        } finally {
            if (!done) {
                appender.checkpointFailed();
                pages.abort(slotTouched);
            }
        }
    }

    private void finish(Meta meta, Generation newer, boolean anew) {
        before = current;
        current = meta;
        frozen = null;
        if (anew) {
            derived = false;
        } else {
            pages.commit();
        }
        appender.replace(newer);
    }

    private void deriveOnce() {
        if (derived) {
            return;
        }
        Snapshot all = appender.staged();
        List<ExtentIndex.Extent> extents =
                new ArrayList<>(ExtentIndex.treeExtentsOf(all.generation()));
        Tail waiting = all.frozen();
        if (waiting != null) {
            extents.addAll(ExtentIndex.treeExtentsOf(waiting));
        }
        extents.addAll(ExtentIndex.treeExtentsOf(all.active()));
        pages.derive(extents, current.roots(), before == null ? null : before.roots());
        derived = true;
    }
}
