package org.commitdb.store;

/// A maximal stretch of commits with consecutive ordinals, each the parent of the next, none but
/// the first a merge.
///
/// **Units**: ordinals, from 1 on; 0 stands for none. **Invariants**: `first <= last`; `parent` is
/// the parent of the first commit (0 for a root); `mergeTarget` is the target of the first commit
/// when that is a merge, else 0. A linear history of any length is one run.
public record Run(long first, long last, long parent, long mergeTarget) {}
