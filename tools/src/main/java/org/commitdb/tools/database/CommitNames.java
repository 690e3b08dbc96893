package org.commitdb.tools.database;

import org.commitdb.commit.CommitId;

/// How commits are named to people.
public final class CommitNames {

    private static final int ABBREVIATED_DIGITS = 12;

    private CommitNames() {}

    /// The first 12 hex digits of an id: enough to name it, see
    /// [org.commitdb.CommitDatabase#findCommit].
    public static String abbreviated(CommitId id) {
        return id.toString().substring(0, ABBREVIATED_DIGITS);
    }
}
