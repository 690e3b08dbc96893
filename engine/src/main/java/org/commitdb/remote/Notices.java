package org.commitdb.remote;

/// Hears what a server tells without being asked. Must not wait.
interface Notices {

    /// Commits up to `lastOrdinal` are visible.
    void changed(long lastOrdinal);

    /// So many commits were deleted so far.
    void deleted(long deletedCount);
}
