package org.commitdb.state;

import java.util.List;
import java.util.function.Supplier;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.CorruptException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.store.CommitCheck;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Definitions;

/// The rules that every commit keeps, also one that a peer sends:
///
/// - its bytes are canonical, and its program fits the definitions;
/// - its parent and target are there, or come before it;
/// - it is younger than its parent, unless it is a merge;
/// - what it disables or enables is its parent or an ancestor of that;
/// - a merge does not join a commit with itself or an ancestor.
///
/// That the blobs are there is what the store itself sees to. A commit that the store has already
/// is passed over.
///
/// **Threads**: any. **Cost**: O(bytes); for a merge or toggle also O(runs) of those commits that
/// arrived since the older of the two in question.
public final class CommitRules implements CommitCheck {

    private final RecordStore store;
    private final Supplier<Definitions> definitions;

    /// The rules for what is appended to `store`; `definitions` gives its registry as of now.
    public CommitRules(RecordStore store, Supplier<Definitions> definitions) {
        this.store = store;
        this.definitions = definitions;
    }

    @Override
    public void check(List<byte[]> commits) {
        Definitions known = definitions.get();
        CommitBatch batch = new CommitBatch(store, commits.size());
        for (byte[] commit : commits) {
            CommitHeader header = decode(commit, known);
            if (!batch.has(header.id())) {
                check(header, batch);
                batch.add(header);
            }
        }
    }

    private static CommitHeader decode(byte[] commit, Definitions known) {
        CommitId id = CommitCodec.id(commit);
        try {
            CommitHeader header = CommitCodec.header(id, commit);
            return CommitCodec.decode(header, commit, known).header();
        } catch (CorruptException e) {
            String rule = "a commit is in its canonical form and fits the definitions";
            InvalidCommitException refused =
                    new InvalidCommitException(
                            "the commit "
                                    + id
                                    + " is refused: "
                                    + e.getMessage()
                                    + "; "
                                    + rule
                                    + ": transfer the definitions first, or make it anew",
                            rule);
            refused.initCause(e);
            throw refused;
        }
    }

    private static void check(CommitHeader header, CommitBatch batch) {
        requireKnown(header, "parent", header.parent(), batch);
        requireKnown(header, "target", header.target(), batch);
        if (header.kind() == CommitKind.MERGE) {
            requireApart(header, batch);
            return;
        }
        requireYounger(header, batch);
        if (header.kind().isToggle() && !batch.isAncestor(header.target(), header.parent())) {
            throw refused(
                    header,
                    "toggles " + header.target() + ", which is not below its parent",
                    "a commit is toggled from itself or a descendant");
        }
    }

    private static void requireKnown(
            CommitHeader header, String role, CommitId id, CommitBatch batch) {
        if (!id.isNone() && !batch.has(id)) {
            throw refused(
                    header,
                    "has the " + role + " " + id + ", which the database does not have",
                    "parents and targets are stored before their children");
        }
    }

    private static void requireApart(CommitHeader header, CommitBatch batch) {
        if (batch.isAncestor(header.target(), header.parent())
                || batch.isAncestor(header.parent(), header.target())) {
            throw refused(
                    header,
                    "merges "
                            + header.target()
                            + " into "
                            + header.parent()
                            + ", one below the other",
                    "a commit is not merged with its ancestor");
        }
    }

    private static void requireYounger(CommitHeader header, CommitBatch batch) {
        if (header.parent().isNone()) {
            return;
        }
        long parentMicros = batch.timestampMicros(header.parent());
        if (header.timestampMicros() <= parentMicros) {
            throw refused(
                    header,
                    "has the timestamp "
                            + header.timestampMicros()
                            + ", and its parent "
                            + header.parent()
                            + " has "
                            + parentMicros,
                    "a commit is younger than its parent");
        }
    }

    private static InvalidCommitException refused(CommitHeader header, String fact, String rule) {
        return new InvalidCommitException(
                "the commit " + header.id() + " is refused: it " + fact + "; " + rule, rule);
    }
}
