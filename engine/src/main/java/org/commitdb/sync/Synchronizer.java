package org.commitdb.sync;

import org.commitdb.store.CommitIndexer;

/// Copies between two databases what the other one lacks.
///
/// **Invariants**: a commit is never present on a side that lacks one of its blobs or ancestors, at
/// any instant, also after a crash in the middle; the next synchronisation goes on from there.
/// **Threads**: one; others may use both databases meanwhile. **Cost**: what differs, not what
/// there is: round trips grow with the logarithm of the difference on linear histories; memory
/// holds a batch of commits, a pack of blobs, and a pair of numbers for each run of commits that is
/// missing.
public final class Synchronizer {

    private final SyncSide source;
    private final SyncSide target;
    private final CommitIndexer indexer;

    /// Synchronises `target` with `source`, which stay the caller's; `indexer` reads their commits.
    public Synchronizer(SyncSide source, SyncSide target, CommitIndexer indexer) {
        this.source = source;
        this.target = target;
        this.indexer = indexer;
    }

    /// Synchronises once, and reports what was moved.
    ///
    /// **Errors**: [org.commitdb.error.DefinitionsException] when the two databases define
    /// something differently; [org.commitdb.error.InvalidCommitException] or
    /// [org.commitdb.error.CorruptException] when a side offers what is no sound commit: what was
    /// copied before stays; also those of both stores.
    public SyncReport run(SyncOptions options) {
        SyncReport.Moved fetched = SyncReport.Moved.NOTHING;
        SyncReport.Moved pushed = SyncReport.Moved.NOTHING;
        if (options.mode().fetches()) {
            fetched = new Transfer(source, target, indexer, options, true).run();
        }
        if (options.mode().pushes()) {
            pushed = new Transfer(target, source, indexer, options, false).run();
        }
        return new SyncReport(fetched, pushed);
    }
}
