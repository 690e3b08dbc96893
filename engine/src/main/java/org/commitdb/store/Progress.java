package org.commitdb.store;

/// Told how far a long task is. What it raises ends the task.
///
/// **Threads**: called on one thread, not necessarily the caller's.
@FunctionalInterface
public interface Progress {

    /// Tells nobody.
    Progress NONE = (doneBytes, totalBytes) -> {};

    /// So much is done. **Units**: bytes; `doneBytes` never decreases and ends as `totalBytes`,
    /// which is an estimate before.
    void report(long doneBytes, long totalBytes);
}
