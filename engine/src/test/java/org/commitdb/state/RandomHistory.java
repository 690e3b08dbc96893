package org.commitdb.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;

/// A random graph of commits, grown commit by commit through mutable states: linear stretches,
/// branches from anywhere, merges of any two commits neither of which descends from the other
/// (criss-cross ones too), several roots.
///
/// The commits are kept as they were made, beside the store, for the oracle and for other stores.
public final class RandomHistory {

    private final RecordStore store;
    private final DocumentModel model;
    private final History history;
    private final Random random;
    private final RandomValues values;
    private final RandomMutations mutations;
    private final List<Commit> commits = new ArrayList<>();
    private final List<byte[]> encoded = new ArrayList<>();
    private final NaiveHistory oracle = new NaiveHistory(List.of());
    private int togglesPercent;

    /// Starts without commits over `store`, which gets the blobs of the model.
    public RandomHistory(RecordStore store, DocumentModel model, long seed) {
        this.store = store;
        this.model = model;
        this.history = new History(store, model::definitions);
        this.random = new Random(seed);
        this.values = new RandomValues(random, model);
        this.mutations = new RandomMutations(values, model);
        RichModel.putBlobs(store);
    }

    /// The commits so far, parents first.
    public List<Commit> commits() {
        return commits;
    }

    /// Their canonical forms, in the same order.
    public List<byte[]> encoded() {
        return encoded;
    }

    /// The oracle that has the commits so far.
    public NaiveHistory oracle() {
        return oracle;
    }

    /// From here on, about so many of a hundred commits disable or enable another.
    public RandomHistory withToggles(int percent) {
        togglesPercent = percent;
        return this;
    }

    /// Grows to `count` commits.
    public RandomHistory grow(int count) {
        while (commits.size() < count) {
            int choice = values.below(100);
            if (commits.isEmpty() || choice < 2) {
                mutate(CommitId.NONE);
            } else if (choice < 22 && merge()) {
                continue;
            } else if (choice < 22 + togglesPercent) {
                toggle();
            } else if (choice < 45 + togglesPercent) {
                mutate(any());
            } else {
                mutate(commits.getLast().header().id());
            }
        }
        return this;
    }

    /// Leaves key frames with the store, of documents at the newest commit and before.
    public void layFrames() {
        History framing = new History(store, model::definitions, new FrameSpacing(1, 0, 0));
        CommitState state = framing.state(commits.getLast().header().id());
        for (Attachment attachment : model.attachments()) {
            state.attachmentGetting().entries(attachment).forEach(entry -> {});
        }
    }

    private CommitId any() {
        int near = Math.min(commits.size(), 12);
        int back = values.chance(70) ? values.below(near) : values.below(commits.size());
        return commits.get(commits.size() - 1 - back).header().id();
    }

    /// Appends a merge of two commits, if two that were picked at random can be merged.
    private boolean merge() {
        CommitId ours = any();
        CommitId theirs = any();
        CommitHeader earlier = commits.get(values.below(commits.size())).header();
        if (earlier.kind() == CommitKind.MERGE) {
            ours = earlier.target();
            theirs = earlier.parent();
        }
        Set<CommitId> below = new HashSet<>(oracle.order(ours));
        if (below.contains(theirs) || oracle.order(theirs).contains(ours)) {
            return false;
        }
        byte[] bytes = CommitCodec.encodeMerge(ours, theirs);
        if (store.ordinalOf(CommitCodec.id(bytes)) != 0) {
            return false;
        }
        long timestampMicros = Math.max(timestamp(ours), timestamp(theirs));
        add(
                new Commit(
                        new CommitHeader(
                                CommitCodec.id(bytes),
                                CommitKind.MERGE,
                                ours,
                                theirs,
                                timestampMicros,
                                "",
                                ""),
                        List.of()),
                bytes);
        return true;
    }

    private void toggle() {
        CommitId parent = values.chance(60) ? commits.getLast().header().id() : any();
        List<CommitId> below = oracle.order(parent);
        int back = values.chance(70) ? Math.min(8, below.size()) : below.size();
        CommitId target = below.get(below.size() - 1 - values.below(back));
        CommitKind kind = values.chance(70) ? CommitKind.DISABLE : CommitKind.ENABLE;
        long timestampMicros = timestamp(parent) + 1;
        String label = kind + " " + commits.size();
        byte[] bytes =
                CommitCodec.encodeToggle(kind, parent, target, timestampMicros, "ada", label);
        CommitId id = CommitCodec.id(bytes);
        add(
                new Commit(
                        new CommitHeader(id, kind, parent, target, timestampMicros, "ada", label),
                        List.of()),
                bytes);
    }

    private void mutate(CommitId parent) {
        CommitMutableState mutable = new CommitMutableState(history.state(parent));
        for (int i = 1 + values.below(4); i > 0; i--) {
            record(mutable);
        }
        long timestampMicros = (parent.isNone() ? 0 : timestamp(parent)) + 1 + values.below(5);
        String author = values.chance(50) ? "" : "ada";
        String label = "commit " + commits.size();
        byte[] bytes =
                CommitCodec.encodeMutations(
                        parent, timestampMicros, author, label, mutable.program());
        CommitHeader header =
                new CommitHeader(
                        CommitCodec.id(bytes),
                        CommitKind.MUTATIONS,
                        parent,
                        CommitId.NONE,
                        timestampMicros,
                        author,
                        label);
        add(new Commit(header, mutable.program()), bytes);
    }

    /// Records one to three opcodes on one document.
    void record(CommitMutableState mutable) {
        mutations.record(mutable);
    }

    private void add(Commit commit, byte[] bytes) {
        store.append(List.of(bytes));
        commits.add(commit);
        encoded.add(bytes);
        oracle.add(commit);
    }

    private long timestamp(CommitId id) {
        return store.timestampMicros(store.requireOrdinal(id));
    }

    /// The canonical forms in another order in which parents and targets still come first.
    public List<byte[]> shuffled(Random random) {
        List<Commit> left = new ArrayList<>(commits);
        List<byte[]> bytes = new ArrayList<>(encoded);
        List<byte[]> result = new ArrayList<>();
        Set<CommitId> placed = new HashSet<>();
        placed.add(CommitId.NONE);
        while (!left.isEmpty()) {
            int index = random.nextInt(left.size());
            CommitHeader header = left.get(index).header();
            if (placed.contains(header.parent()) && placed.contains(header.target())) {
                placed.add(header.id());
                result.add(bytes.remove(index));
                left.remove(index);
            }
        }
        return result;
    }
}
