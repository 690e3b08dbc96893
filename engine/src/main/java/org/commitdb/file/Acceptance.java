package org.commitdb.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.store.IndexedCommit;

/// Decides which commits of a transaction are new, and whether they may be appended: what they name
/// has to be there already.
///
/// **Threads**: one.
final class Acceptance {

    private final Staging staging;
    private final String name;
    private final BlobBatch blobs;
    private final Map<CommitId, Long> fresh;

    /// One accepted commit; parent and target are ordinals, 0 for none.
    record Accepted(byte[] bytes, IndexedCommit indexed, long parent, long target) {}

    private Acceptance(Staging staging, String name, BlobBatch blobs, boolean several) {
        this.staging = staging;
        this.blobs = blobs;
        this.name = name;
        this.fresh = several ? new HashMap<>() : Map.of();
    }

    /// Those of `commits` that `staging` does not know yet, in the same order.
    ///
    /// **Errors**: [InvalidCommitException] when one names a commit or a blob that is not there;
    /// `name` is that of the file, and `blobs` come in the same transaction.
    static List<Accepted> of(
            Staging staging,
            String name,
            BlobBatch blobs,
            List<byte[]> commits,
            List<IndexedCommit> indexed) {
        return new Acceptance(staging, name, blobs, commits.size() > 1).accept(commits, indexed);
    }

    private List<Accepted> accept(List<byte[]> commits, List<IndexedCommit> indexed) {
        List<Accepted> accepted = new ArrayList<>(commits.size());
        for (int i = 0; i < commits.size(); i++) {
            CommitHeader header = indexed.get(i).header();
            long parent = ordinalOf(header.parent());
            // The newest commit has no children yet, so that one of its children is a new one.
            boolean isNew = parent != 0 && parent == staging.lastOrdinal() + accepted.size();
            if (!isNew && ordinalOf(header.id()) != 0) {
                continue;
            }
            require("parent", header.parent(), parent, header);
            long target = ordinalOf(header.target());
            require("target", header.target(), target, header);
            for (BlobId blob : indexed.get(i).blobs()) {
                if (!blobs.brings(blob) && !staging.hasBlob(blob)) {
                    throw invalid(
                            header,
                            "names the blob " + blob,
                            "blobs are stored before the commits that name them");
                }
            }
            accepted.add(new Accepted(commits.get(i), indexed.get(i), parent, target));
            if (commits.size() > 1) {
                fresh.put(header.id(), staging.lastOrdinal() + accepted.size());
            }
        }
        return accepted;
    }

    private void require(String role, CommitId id, long ordinal, CommitHeader header) {
        if (ordinal == 0 && !id.isNone()) {
            throw invalid(
                    header,
                    "has the " + role + " " + id,
                    "parents and targets are stored before their children");
        }
    }

    private long ordinalOf(CommitId id) {
        Long ordinal = fresh.isEmpty() ? null : fresh.get(id);
        return ordinal == null ? staging.ordinalOf(id) : ordinal;
    }

    private InvalidCommitException invalid(CommitHeader header, String fact, String rule) {
        return new InvalidCommitException(
                name
                        + ": the commit "
                        + header.id()
                        + " "
                        + fact
                        + ", which the database does not have; "
                        + "nothing was written",
                rule);
    }
}
