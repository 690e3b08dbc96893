package org.commitdb.store;

/// How thoroughly a file is examined. Each level includes those before it.
public enum VerifyLevel {
    /// Header, checkpoints, extents, and every page of the index trees: checksums, shape, order.
    STRUCTURE,
    /// Also every log record: the chain, the commits in it and their ancestry, and that the trees
    /// hold what the log implies and nothing else.
    CONTENT,
    /// Also the hash of every blob.
    BLOBS;

    /// The level with this number, from 1 on.
    ///
    /// **Errors**: [IllegalArgumentException] when there is none.
    public static VerifyLevel of(int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("a level is 1, 2 or 3, not " + number);
        }
        return values()[number - 1];
    }

    /// The number of the level, from 1 on.
    public int number() {
        return ordinal() + 1;
    }

    /// Whether this level examines what `other` examines.
    public boolean includes(VerifyLevel other) {
        return ordinal() >= other.ordinal();
    }
}
