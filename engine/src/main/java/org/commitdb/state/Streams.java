package org.commitdb.state;

import org.commitdb.commit.CommitId;

/// The two commits that a merge joins: the stream of `theirs` is replayed after that of `ours`.
public record Streams(CommitId ours, CommitId theirs) {}
