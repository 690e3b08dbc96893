package org.commitdb.state;

/// One of the two streams that a merge joins.
public enum Side {
    /// The stream of the merge's parent.
    OURS,
    /// The stream of the merge's target.
    THEIRS
}
