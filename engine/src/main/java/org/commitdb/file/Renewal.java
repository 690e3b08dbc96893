package org.commitdb.file;

import java.io.IOException;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// An index over the newest checkpoint, whichever process wrote it.
///
/// **Threads**: as [LogFollower].
///
/// @param current the newest checkpoint, null when there is no sound one
/// @param before the one in the other slot, null when there is no sound one
/// @param staging the trees, and the log behind them
/// @param reached how far that log goes
record Renewal(
        @Nullable Meta current,
        @Nullable Meta before,
        Staging staging,
        LogFollower.Reached reached) {

    private static final int ATTEMPTS = 100;

    /// Builds the index from the newest checkpoint and the log behind it, up to the record
    /// `limitSeq`. While that is read, others may write so many checkpoints that its pages are
    /// reused; then it starts again.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the trees or the log are damaged.
    static Renewal prepare(Volume volume, MetaSlots slots, CommitIndexer indexer, long limitSeq)
            throws IOException {
        LogFollower follower = new LogFollower(volume, indexer);
        for (int attempt = 1; ; attempt++) {
            Preamble.Slots found = slots.read();
            Meta meta = found.newer();
            volume.map().grow();
            Generation trees = Recovery.generation(volume, meta);
            try {
                Staging staging = new Staging(trees);
                LogFollower.Reached start =
                        new LogFollower.Reached(
                                Recovery.replayFrom(meta),
                                meta == null ? 0 : meta.lastTxn(),
                                0,
                                meta == null ? 0 : meta.highWater());
                LogFollower.Reached reached = follower.follow(staging, start, limitSeq);
                if (slots.keep(trees.checkpointSeq())) {
                    return new Renewal(meta, found.older(), staging, reached);
                }
            } catch (RuntimeException e) {
                // Pages that are reused meanwhile can look like anything.
                if (attempt == ATTEMPTS || slots.keep(trees.checkpointSeq())) {
                    throw e;
                }
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("others write checkpoints faster than they can be read");
            }
        }
    }
}
