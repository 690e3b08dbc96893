package org.commitdb.state;

import org.commitdb.commit.CommitId;

/// What every document is at one commit.
///
/// **Invariants**: immutable: it reads the same for ever. **Threads**: any. **Errors**: reading
/// after the database was closed raises [IllegalStateException].
public final class CommitState {

    private final History history;
    private final CommitId id;
    private final Timeline timeline;
    private final DocumentReader reader;

    CommitState(History history, CommitId id, Timeline timeline) {
        this.history = history;
        this.id = id;
        this.timeline = timeline;
        this.reader = new DocumentReader(history, timeline);
    }

    /// The commit; [CommitId#NONE] for the initial state.
    public CommitId id() {
        return id;
    }

    /// Whether this is the state of a merge that is not stored.
    public boolean isVirtual() {
        return timeline.order().tips().count() > 1;
    }

    /// Reads the documents.
    public AttachmentGetting attachmentGetting() {
        return reader;
    }

    /// What became of every opcode below this commit. **Cost**: O(opcodes): the whole history is
    /// replayed, when this is called.
    public ReplayReport report() {
        return ReplayReport.of(history, timeline, reader);
    }

    History history() {
        return history;
    }
}
