package org.commitdb.tools.provenance;

import java.util.List;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.NamedDocument;
import org.commitdb.tools.history.CommitText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb history`: the commits that touched a document.
@Command(
        name = "history",
        description = {
            "Lists the commits that touched one document, on whatever stream, the latest to arrive"
                    + " first, as 'cdb log' does."
        },
        footer = {
            "",
            "Examples:",
            "  cdb history model.cdb Tuto::User.login 1c8fd3a1-…",
            "  cdb history model.cdb Tuto::User.login 1c8fd3a1-… --at 5c1d2e"
        })
final class HistoryCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private NamedDocument document;

    @Option(
            names = "--at",
            paramLabel = "COMMIT",
            description =
                    "Only this commit and its ancestors: an id, a prefix of one, first or last;"
                            + " every commit when absent.")
    private String at = "";

    @Option(names = "--json", description = "Write the headers, one JSON object a line.")
    private boolean json;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = document.file().openForReading()) {
            DocumentKey wanted = document.in(database.definitions());
            CommitId end = at.isEmpty() ? CommitId.NONE : database.findCommit(at);
            List<CommitId> commits =
                    database.history(wanted.attachment(), wanted.key()).stream()
                            .filter(commit -> end.isNone() || database.isAncestor(commit, end))
                            .toList();
            if (commits.isEmpty()) {
                throw Untouched.upTo(end, wanted);
            }
            CommitText text = new CommitText(database, console.style());
            JsonLines lines = new JsonLines(console);
            for (CommitId commit : commits) {
                if (json) {
                    lines.line(out -> text.write(out, database.commitHeader(commit)));
                } else {
                    console.line(text.line(database.commitHeader(commit)));
                }
            }
        }
        return 0;
    }
}
