package org.commitdb.file;

import org.jspecify.annotations.Nullable;

/// All that a reader sees: the trees of a checkpoint, and the tails behind it up to two limits.
///
/// **Invariants**: the frozen tail, if any, begins behind the trees, the active one behind that.
/// What lies beyond `lastOrdinal` or `lastSeq` in the active tail is not visible. `heads` tells how
/// the heads differ from those at the start of the active tail. **Threads**: immutable.
///
/// @param generation the trees
/// @param frozen the tail that is being written to the trees, null if none is
/// @param active the tail that grows
/// @param lastOrdinal the newest visible commit
/// @param lastSeq the newest visible log record
/// @param heads the heads at `lastOrdinal`
/// @param deleted the commits that were deleted, as of `lastSeq`
record Snapshot(
        Generation generation,
        @Nullable Tail frozen,
        Tail active,
        long lastOrdinal,
        long lastSeq,
        HeadDelta heads,
        DeletedRanges deleted) {

    /// The same limits over newer trees, which know what the frozen tail held.
    Snapshot over(Generation newer) {
        return new Snapshot(newer, null, active, lastOrdinal, lastSeq, heads, deleted);
    }

    /// The tail that holds the commit at `ordinal`, null when the trees know it.
    @Nullable Tail tailOf(long ordinal) {
        if (ordinal >= active.firstOrdinal()) {
            return active;
        }
        return frozen != null && ordinal >= frozen.firstOrdinal() ? frozen : null;
    }

    /// Checks that there is a commit at `ordinal`.
    ///
    /// **Errors**: [IllegalArgumentException] that shows the ordinal.
    void checkOrdinal(long ordinal) {
        if (ordinal < 1 || ordinal > lastOrdinal) {
            throw new IllegalArgumentException(
                    "there is no commit with the ordinal "
                            + ordinal
                            + "; the last is "
                            + lastOrdinal);
        }
    }
}
