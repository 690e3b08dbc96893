package org.commitdb.store;

import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitHeader;

/// What a store must know of an encoded commit to keep and find it: its header, the documents that
/// it touches and the blobs that it names.
///
/// **Invariants**: a merge carries no timestamp of its own: its header has
/// [CommitHeader#NO_TIMESTAMP] here, and the store gives it the greater of its parent's and its
/// target's.
public record IndexedCommit(CommitHeader header, List<Touch> touches, List<BlobId> blobs) {

    /// Copies the lists.
    public IndexedCommit {
        touches = List.copyOf(touches);
        blobs = List.copyOf(blobs);
    }
}
