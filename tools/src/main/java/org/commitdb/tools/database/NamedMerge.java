package org.commitdb.tools.database;

import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.state.CommitState;
import org.commitdb.tools.console.RequestFailedException;
import org.jspecify.annotations.Nullable;

/// A merge as command lines name it: by its own commit, or by the two that it joins, which may not
/// be merged yet.
///
/// @param first the merge, or "ours" when there is a second
/// @param second "theirs", or null
public record NamedMerge(String first, @Nullable String second) {

    /// The state of the merge.
    ///
    /// **Errors**: [RequestFailedException] when the one commit is no merge, or the two are on one
    /// line; [org.commitdb.error.UnknownIdException].
    public CommitState state(CommitDatabase database) {
        CommitId commit = database.findCommit(first);
        if (second == null) {
            return requireMerge(database.state(commit));
        }
        CommitId theirs = database.findCommit(second);
        requireStreams(database, commit, theirs);
        return database.mergeState(commit, theirs);
    }

    /// What the merge hides. **Errors**: as [#state].
    public MergeAnalysis analysis(CommitDatabase database) {
        CommitId commit = database.findCommit(first);
        if (second == null) {
            return database.mergeAnalysis(requireMerge(database.state(commit)).id());
        }
        CommitId theirs = database.findCommit(second);
        requireStreams(database, commit, theirs);
        return database.mergeAnalysis(commit, theirs);
    }

    private static CommitState requireMerge(CommitState state) {
        if (state.streams().isEmpty()) {
            throw new RequestFailedException(
                    "the commit "
                            + CommitNames.abbreviated(state.id())
                            + " is no merge; name a merge, or two commits to be merged");
        }
        return state;
    }

    private static void requireStreams(CommitDatabase database, CommitId ours, CommitId theirs) {
        if (ours.equals(theirs)) {
            throw new RequestFailedException(
                    "a commit is not merged with itself: " + CommitNames.abbreviated(ours));
        }
        if (database.isAncestor(ours, theirs)) {
            throw onOneLine(ours, theirs);
        }
        if (database.isAncestor(theirs, ours)) {
            throw onOneLine(theirs, ours);
        }
    }

    private static RequestFailedException onOneLine(CommitId ancestor, CommitId descendant) {
        return new RequestFailedException(
                "there is nothing to merge: "
                        + CommitNames.abbreviated(ancestor)
                        + " is an ancestor of "
                        + CommitNames.abbreviated(descendant));
    }
}
