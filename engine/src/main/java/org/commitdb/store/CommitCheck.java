package org.commitdb.store;

import java.util.List;

/// Decides whether commits that somebody else made may be appended.
///
/// A store takes every commit whose parent, target and blobs it has; it cannot tell whether the
/// rest of the rules is kept, because it does not know what a document is. Who receives commits
/// asks this first. **Threads**: any.
@FunctionalInterface
public interface CommitCheck {

    /// Passes commits, in their canonical encoding and in the order in which they are to be
    /// appended as one transaction, when each keeps every rule.
    ///
    /// **Errors**: [org.commitdb.error.InvalidCommitException] that names the first commit that
    /// breaks one, and the rule; none of them may be appended then.
    void check(List<byte[]> commits);
}
