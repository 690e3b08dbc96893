package org.commitdb.sync;

/// Told how far a synchronisation is. What it raises ends it; what was copied by then stays.
@FunctionalInterface
public interface SyncProgress {

    /// So many commits of those that are to be copied this way have been. Called after every batch,
    /// the first time with 0.
    ///
    /// @param toTarget whether they go to the target, or to the source
    void report(boolean toTarget, long doneCommits, long totalCommits);
}
