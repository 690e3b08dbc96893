package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.store.RecordStore;
import org.commitdb.store.Run;
import org.commitdb.store.TouchCursor;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;

/// Opens the state at any commit of a store.
///
/// **Threads**: any. **Cost**: [#state] is O(1) for a commit of a run that was asked for lately,
/// else O(runs); no document is read until it is asked for.
public final class History implements AutoCloseable {

    private static final int REMEMBERED_DOCUMENTS = 1 << 16;

    private final RecordStore store;
    private final Supplier<Definitions> definitions;
    private final LinearOrders orders;
    private final Masks masks;
    private final DocumentReplay replay;
    private final FrameKeeper keeper;

    /// The history that `store` keeps; `definitions` gives its registry as of now.
    public History(RecordStore store, Supplier<Definitions> definitions) {
        this(store, definitions, FrameSpacing.DEFAULT);
    }

    History(RecordStore store, Supplier<Definitions> definitions, FrameSpacing spacing) {
        this.store = store;
        this.definitions = definitions;
        this.orders = new LinearOrders(store);
        this.masks = new Masks(store);
        KeyFrames frames = new KeyFrames(store, spacing);
        this.replay = new DocumentReplay(store, new DocumentCache(REMEMBERED_DOCUMENTS), frames);
        this.keeper = new FrameKeeper(this, frames);
    }

    /// The state before the first commit.
    public CommitState initialState() {
        return new CommitState(this, CommitId.NONE, Timeline.EMPTY);
    }

    /// The state at `id`; the initial one for [CommitId#NONE].
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the store has no such commit.
    public CommitState state(CommitId id) {
        if (id.isNone()) {
            return initialState();
        }
        return stateOf(id, orderOf(id));
    }

    LinearOrder orderOf(CommitId id) {
        return orders.of(store.requireOrdinal(id));
    }

    Timeline timelineOf(CommitId id) {
        LinearOrder order = orderOf(id);
        return new Timeline(order, masks.of(order));
    }

    /// The state that a merge of `theirs` into `ours` has: of the stored one, if there is one, else
    /// of the one that would be written, with the id that it would have. Of two of which one is an
    /// ancestor of the other, the state at the descendant.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the store lacks one of them.
    public CommitState mergeState(CommitId ours, CommitId theirs) {
        if (isAncestor(theirs, ours)) {
            return state(ours);
        }
        if (isAncestor(ours, theirs)) {
            return state(theirs);
        }
        CommitId merge = CommitCodec.id(CommitCodec.encodeMerge(ours, theirs));
        if (store.ordinalOf(merge) != 0) {
            return state(merge);
        }
        return stateOf(
                merge, orders.ofMerge(store.requireOrdinal(ours), store.requireOrdinal(theirs)));
    }

    private CommitState stateOf(CommitId id, LinearOrder order) {
        return new CommitState(this, id, new Timeline(order, masks.of(order)));
    }

    /// Whether `ancestor` is `descendant` or below it by parents and merge targets.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the store lacks one of them.
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        long below = store.requireOrdinal(ancestor);
        long above = store.requireOrdinal(descendant);
        return below <= above && orders.of(above).contains(below);
    }

    /// The common ancestor of two commits of which all others are ancestors: the base of their
    /// merge. Empty when there is no common ancestor, or none that is above all others.
    ///
    /// **Cost**: O(runs × log) at most, whatever the number of commits.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException] when the store lacks one of them.
    public Optional<CommitId> mergeBase(CommitId ours, CommitId theirs) {
        OrderComparison orders =
                new OrderComparison(
                        orderOf(store.requireOrdinal(ours)), orderOf(store.requireOrdinal(theirs)));
        long newest = orders.newestCommon();
        return newest != 0 && orderOf(newest).size() == orders.commonSize()
                ? Optional.of(store.idOf(newest))
                : Optional.empty();
    }

    /// The two commits that the state's commit, or the merge that is not stored, joins; empty when
    /// it is no merge.
    Optional<Streams> streamsOf(CommitState state) {
        LinearOrder order = state.timeline().order();
        long[] tips = order.tips().toArray();
        if (tips.length > 1) {
            return Optional.of(new Streams(store.idOf(tips[0]), store.idOf(tips[1])));
        }
        if (order.tip() == 0) {
            return Optional.empty();
        }
        Run run = store.run(order.tip());
        return run.first() == order.tip() && run.mergeTarget() != 0
                ? Optional.of(new Streams(store.idOf(run.parent()), store.idOf(run.mergeTarget())))
                : Optional.empty();
    }

    /// The commits that touched the document of `attachment` for `key`, the latest to arrive first.
    ///
    /// **Errors**: as [AttachmentGetting#get].
    public List<CommitId> touching(Attachment attachment, Key key) {
        DocumentReader.requireKey(definitions(), attachment, key);
        List<CommitId> commits = new ArrayList<>();
        TouchCursor touches =
                store.touches(
                        DocumentReader.documentId(attachment, key.instance()), store.lastOrdinal());
        while (touches.next()) {
            if (!store.isDeleted(touches.ordinal())) {
                commits.add(store.idOf(touches.ordinal()));
            }
        }
        return commits;
    }

    /// Takes note of a commit that was written here, of `lengthBytes` bytes, so that key frames are
    /// laid behind long runs of commits on one document. Never waits, and never fails.
    public void written(CommitId id, List<DocumentProgram> programs, int lengthBytes) {
        keeper.written(id, programs, lengthBytes);
    }

    /// Waits for a key frame that is being laid, and lays no more behind what is written. Reading
    /// goes on as long as the store is open.
    @Override
    public void close() {
        keeper.close();
    }

    /// The registry as of now.
    public Definitions definitions() {
        return definitions.get();
    }

    LinearOrder orderOf(long ordinal) {
        return orders.of(ordinal);
    }

    LinearOrders orders() {
        return orders;
    }

    Masks masks() {
        return masks;
    }

    RecordStore store() {
        return store;
    }

    DocumentReplay replay() {
        return replay;
    }
}
