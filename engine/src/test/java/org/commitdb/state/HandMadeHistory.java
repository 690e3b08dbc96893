package org.commitdb.state;

import java.util.List;
import java.util.function.Consumer;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;

/// Commits made one by one over a [RichModel], with timestamps in order.
public final class HandMadeHistory {

    private final RichModel model = new RichModel();
    private final RecordStore store = new NaiveRecordStore(new CanonicalIndexer());
    private final History history = new History(store, model::definitions);
    private long timestampMicros;

    /// The registry.
    public RichModel model() {
        return model;
    }

    /// What was made.
    public History history() {
        return history;
    }

    /// Commits what `change` records on top of `parent`.
    public CommitId commit(CommitId parent, Consumer<AttachmentMutating> change) {
        CommitMutableState mutable = new CommitMutableState(history.state(parent));
        change.accept(mutable.attachmentMutating());
        return append(
                CommitCodec.encodeMutations(parent, ++timestampMicros, "", "", mutable.program()));
    }

    /// Merges `theirs` into `ours`.
    public CommitId merge(CommitId ours, CommitId theirs) {
        return append(CommitCodec.encodeMerge(ours, theirs));
    }

    /// Disables `target` on top of `parent`.
    public CommitId disable(CommitId parent, CommitId target) {
        return append(
                CommitCodec.encodeToggle(
                        CommitKind.DISABLE, parent, target, ++timestampMicros, "", ""));
    }

    /// Enables `target` on top of `parent`.
    public CommitId enable(CommitId parent, CommitId target) {
        return append(
                CommitCodec.encodeToggle(
                        CommitKind.ENABLE, parent, target, ++timestampMicros, "", ""));
    }

    /// The same commits, with nothing remembered.
    History cold() {
        return new History(store, model::definitions);
    }

    /// The same commits, with nothing remembered but key frames, which are laid so far apart.
    History cold(FrameSpacing spacing) {
        return new History(store, model::definitions, spacing);
    }

    /// Where the commits are.
    RecordStore store() {
        return store;
    }

    private CommitId append(byte[] commit) {
        store.append(List.of(commit));
        return CommitCodec.id(commit);
    }
}
