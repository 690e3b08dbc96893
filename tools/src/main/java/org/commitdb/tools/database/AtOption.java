package org.commitdb.tools.database;

import java.util.List;
import java.util.Optional;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--at`: which commit to read at.
public final class AtOption {

    @Option(
            names = "--at",
            paramLabel = "COMMIT",
            description =
                    "Read at this commit: an id, a prefix of one that no other has, first or"
                            + " last; the head when absent.")
    private @Nullable String commit;

    /// The commit that was named, if one was.
    public Optional<CommitId> named(CommitDatabase database) {
        return Optional.ofNullable(commit).map(database::findCommit);
    }

    /// The commit that was named, else the head; [CommitId#NONE] when there is no commit. Tells the
    /// user which of several heads was taken: the newest.
    public CommitId orHead(CommitDatabase database, Console console) {
        if (commit != null) {
            return database.findCommit(commit);
        }
        List<CommitId> heads = database.headCommitIds();
        if (heads.isEmpty()) {
            return CommitId.NONE;
        }
        if (heads.size() > 1) {
            console.message(
                    "there are "
                            + heads.size()
                            + " heads; this is the newest, "
                            + CommitNames.abbreviated(heads.getLast())
                            + " (--at chooses another)");
        }
        return heads.getLast();
    }
}
