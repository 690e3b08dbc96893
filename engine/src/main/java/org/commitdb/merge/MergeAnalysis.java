package org.commitdb.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.History;
import org.commitdb.state.Streams;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Where the intents of two streams are not visible in their merge, and what to do about it.
///
/// **Invariants**: immutable; conflicts are listed by attachment as declared, then by instance,
/// then by place, and lie apart. **Threads**: any. **Cost**: made in time and space in proportion
/// to what the streams changed since their base.
public final class MergeAnalysis {

    private final Streams streams;
    private final Optional<CommitId> base;
    private final @Nullable CommitState start;
    private final CommitState ours;
    private final CommitState theirs;
    private final CommitState merged;
    private final List<Conflict> conflicts;

    private MergeAnalysis(History history, CommitState merged, Streams streams) {
        this.streams = streams;
        this.base = history.mergeBase(streams.ours(), streams.theirs());
        this.start = base.map(history::state).orElse(null);
        this.ours = history.state(streams.ours());
        this.theirs = history.state(streams.theirs());
        this.merged = merged;
        this.conflicts =
                find(new TreeSet<>(new DocumentOrder(history.definitions().attachments())));
    }

    /// The analysis of a stored merge.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException]; [InvalidCommitException] when the
    /// commit is no merge.
    public static MergeAnalysis of(History history, CommitId merge) {
        CommitState merged = history.state(merge);
        Streams streams =
                merged.streams()
                        .orElseThrow(() ->
                                new InvalidCommitException(
                                        "the commit "
                                                + merge
                                                + " is no merge, so no streams meet in it; name a"
                                                + " merge, or the two commits to be merged",
                                        "only a merge is analysed"));
        return new MergeAnalysis(history, merged, streams);
    }

    /// The analysis of the merge of `theirs` into `ours`, which may not be stored.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException]; [InvalidCommitException] when they are
    /// equal or one is an ancestor of the other.
    public static MergeAnalysis of(History history, CommitId ours, CommitId theirs) {
        if (history.isAncestor(ours, theirs) || history.isAncestor(theirs, ours)) {
            throw new InvalidCommitException(
                    "there is nothing to merge: "
                            + ours
                            + " and "
                            + theirs
                            + " are on one line; name two commits neither of which is below the"
                            + " other",
                    "a commit is not merged with itself or its ancestor");
        }
        return new MergeAnalysis(
                history, history.mergeState(ours, theirs), new Streams(ours, theirs));
    }

    private List<Conflict> find(Set<DocumentKey> changed) {
        if (start == null) {
            ours.diffKeys(theirs).forEach(changed::add);
        } else {
            start.diffKeys(ours).forEach(changed::add);
            start.diffKeys(theirs).forEach(changed::add);
        }
        List<Conflict> found = new ArrayList<>();
        for (DocumentKey document : changed) {
            found.addAll(ConflictFinder.find(streams, document, versionsOf(document)));
        }
        return List.copyOf(found);
    }

    private Versions versionsOf(DocumentKey document) {
        return new Versions(
                start != null,
                start == null ? null : read(start, document),
                read(ours, document),
                read(theirs, document),
                read(merged, document));
    }

    private static @Nullable Value read(CommitState state, DocumentKey document) {
        return state.attachmentGetting().get(document.attachment(), document.key()).orElse(null);
    }

    /// The merge: what it joins.
    public Streams streams() {
        return streams;
    }

    /// The commit that the streams started from; empty when there is none, or none above all
    /// others. Then every place counts where the streams differ.
    public Optional<CommitId> base() {
        return base;
    }

    /// The id that the merge has, or will have when it is written.
    public CommitId mergeId() {
        return merged.id();
    }

    /// The state that the merge has.
    public CommitState merged() {
        return merged;
    }

    /// The places where an intent is not visible.
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /// The merged state with these resolutions recorded, ready to be committed as a child of the
    /// merge; nothing is recorded where they choose what the merge has anyway.
    ///
    /// **Errors**: [IllegalArgumentException] when a resolution is for a conflict that is not one
    /// of these, or two are for one.
    public CommitMutableState resolve(Collection<Resolution> resolutions) {
        Set<Conflict> own = new HashSet<>(conflicts);
        Set<Conflict> resolved = new HashSet<>();
        Map<DocumentKey, List<Resolution>> byDocument = new LinkedHashMap<>();
        for (Resolution resolution : resolutions) {
            Conflict conflict = resolution.conflict();
            if (!own.contains(conflict)) {
                throw new IllegalArgumentException(
                        "the merge "
                                + mergeId()
                                + " has no such conflict at "
                                + conflict.place()
                                + " of "
                                + conflict.document());
            }
            if (!resolved.add(conflict)) {
                throw new IllegalArgumentException(
                        "two resolutions for " + conflict.place() + " of " + conflict.document());
            }
            byDocument
                    .computeIfAbsent(conflict.document(), each -> new ArrayList<>())
                    .add(resolution);
        }
        CommitMutableState mutable = new CommitMutableState(merged);
        byDocument.forEach((document, choices) -> record(mutable, document, choices));
        return mutable;
    }

    private void record(
            CommitMutableState mutable, DocumentKey document, List<Resolution> choices) {
        Value resolved = ResolvedDocument.of(versionsOf(document), choices);
        if (resolved != null) {
            mutable.attachmentMutating().diff(document.attachment(), document.key(), resolved);
        } else if (mutable.attachmentGetting().has(document.attachment(), document.key())) {
            mutable.attachmentMutating().remove(document.attachment(), document.key());
        }
    }
}
