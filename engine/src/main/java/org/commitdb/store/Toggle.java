package org.commitdb.store;

import org.commitdb.commit.CommitKind;

/// A commit that masks or unmasks another. **Units**: ordinals.
public record Toggle(long ordinal, CommitKind kind, long target) {}
