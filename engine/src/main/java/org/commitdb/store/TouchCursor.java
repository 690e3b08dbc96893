package org.commitdb.store;

/// Walks the commits that touched one document, newest ordinal first.
///
/// **Threads**: one. **Cost**: O(log n) to open, then amortised O(1) per step; [#opcodes] reads and
/// checks the commit's record.
public interface TouchCursor {

    /// Moves to the next older commit; false when there is none.
    boolean next();

    /// The ordinal of the current commit.
    long ordinal();

    /// Whether the current commit sets or removes the document, see [Touch#baseline].
    boolean baseline();

    /// The encoded opcodes of the current commit on the document.
    byte[] opcodes();
}
