package org.commitdb.sync;

/// Which way a synchronisation copies.
public enum SyncMode {
    /// From the source to the target.
    FETCH,
    /// From the target to the source.
    PUSH,
    /// Both: first from the source to the target, then back.
    SYNC;

    /// Whether it copies to the target.
    public boolean fetches() {
        return this != PUSH;
    }

    /// Whether it copies to the source.
    public boolean pushes() {
        return this != FETCH;
    }
}
