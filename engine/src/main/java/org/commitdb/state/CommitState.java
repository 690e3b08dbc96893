package org.commitdb.state;

import org.commitdb.commit.CommitId;

/// What every document is at one commit.
///
/// **Invariants**: immutable: it reads the same for ever. **Threads**: any. **Errors**: reading
/// after the database was closed raises [IllegalStateException].
public final class CommitState {

    private final History history;
    private final CommitId id;
    private final LinearOrder order;
    private final DocumentReader reader;

    CommitState(History history, CommitId id, LinearOrder order) {
        this.history = history;
        this.id = id;
        this.order = order;
        this.reader = new DocumentReader(history, order);
    }

    /// The commit; [CommitId#NONE] for the initial state.
    public CommitId id() {
        return id;
    }

    /// Reads the documents.
    public AttachmentGetting attachmentGetting() {
        return reader;
    }

    /// What became of every opcode below this commit. **Cost**: O(opcodes): the whole history is
    /// replayed, when this is called.
    public ReplayReport report() {
        return ReplayReport.of(history, order, reader);
    }

    History history() {
        return history;
    }
}
