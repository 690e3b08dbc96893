package org.commitdb.store;

import org.commitdb.commit.CommitHeader;

/// Reads from an encoded commit what a store indexes. Given to a store, so that every index can be
/// rebuilt from the records alone while the store never learns what a document is.
///
/// **Threads**: any. **Errors**: [org.commitdb.error.CorruptException] when the bytes are no
/// canonical commit.
@FunctionalInterface
public interface CommitIndexer {

    /// The header, touched documents and named blobs of the canonical encoding `commit`; its id is
    /// the hash of the bytes.
    IndexedCommit index(byte[] commit);

    /// Only the header, as [#index] gives it.
    default CommitHeader header(byte[] commit) {
        return index(commit).header();
    }
}
