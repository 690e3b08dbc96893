package org.commitdb.tools.history;

import java.util.List;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--parent`: which commit to continue.
public final class ParentOption {

    @Option(
            names = "--parent",
            paramLabel = "COMMIT",
            description = "The commit to continue, as --at takes it; the head when absent.")
    private @Nullable String parent;

    /// The commit that was named, else the only head; [CommitId#NONE] when there is no commit.
    ///
    /// **Errors**: [RequestFailedException] that lists the heads when there are several;
    /// [org.commitdb.error.UnknownIdException].
    public CommitId in(CommitDatabase database, Style style) {
        if (parent != null) {
            return database.findCommit(parent);
        }
        List<CommitId> heads = database.headCommitIds();
        if (heads.size() > 1) {
            CommitText text = new CommitText(database, style);
            StringBuilder message =
                    new StringBuilder(
                            "there are " + heads.size() + " heads; choose one by --parent:");
            for (CommitId head : heads) {
                message.append("\n  ").append(text.line(database.commitHeader(head)));
            }
            throw new RequestFailedException(message.toString());
        }
        return heads.isEmpty() ? CommitId.NONE : heads.getFirst();
    }
}
