package org.commitdb.state;

import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;

/// A state and what is to be done to it: the mutations of one commit in the making.
///
/// **Invariants**: the base never changes; reads see what was recorded so far. **Threads**: one.
public final class CommitMutableState {

    private final CommitState base;
    private final PendingMutations pending;

    /// Starts from `base` with nothing recorded. When that is the state of a merge that is not
    /// stored, the merge must be written before, or together with, what is recorded here.
    public CommitMutableState(CommitState base) {
        this.base = base;
        this.pending = new PendingMutations(base);
    }

    /// The commit that the new one will have as parent; [CommitId#NONE] for a root.
    public CommitId baseId() {
        return base.id();
    }

    /// Reads documents, with what was recorded so far.
    public AttachmentGetting attachmentGetting() {
        return pending;
    }

    /// Records mutations, and reads documents with what was recorded so far.
    public AttachmentMutating attachmentMutating() {
        return pending;
    }

    /// Whether nothing was recorded.
    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /// What was recorded, in the order in which documents were first touched.
    public List<DocumentProgram> program() {
        return pending.program();
    }
}
