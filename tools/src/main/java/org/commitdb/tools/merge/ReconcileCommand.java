package org.commitdb.tools.merge;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.merge.Resolution;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.InputLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb reconcile`: decides what survives at the conflicts of a merge.
@Command(
        name = "reconcile",
        description = {
            "Commits what shall survive at conflicts of a merge, as one commit on top of it, and prints"
                    + " its id; places that are not named stay as the merge has them.",
            "Of two commits, OURS and THEIRS, the merge is written as well: both commits, or neither."
        },
        footer = {
            "",
            "A resolution, one a line: {\"attachment\": …, \"key\": …, \"path\": …, \"take\": …}",
            "  attachment, key, path, element   a place that 'cdb conflicts --json' lists",
            "  take                             ours, theirs, base, merged or nothing; or instead",
            "  value                            what shall be there",
            "",
            "Examples:",
            "  cdb reconcile model.cdb 5c1d2e 77ab01 --resolutions choices.jsonl --author ann",
            "  cdb conflicts --json model.cdb 6f5e4d | sed 's/\"merged\"/\"ours\"/' |",
            "    cdb reconcile model.cdb 6f5e4d --resolutions -"
        })
final class ReconcileCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private MergeArguments merge;

    @Option(
            names = "--resolutions",
            required = true,
            paramLabel = "FILE.jsonl",
            description = "The file to read; - for standard input.")
    private Path resolutions;

    @Option(
            names = {"-m", "--label"},
            paramLabel = "TEXT",
            description = "What the commit is about; 'Reconcile' when absent.")
    private String label = "Reconcile";

    @Option(names = "--author", paramLabel = "NAME", description = "Who made it.")
    private String author = "";

    ReconcileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        merge.file().requireFile();
        List<String> lines = new InputLines(console, resolutions).lines();
        try (CommitDatabase database = merge.file().openForWriting()) {
            MergeAnalysis analysis = merge.analysis(database);
            List<Resolution> chosen =
                    new ResolutionReader(database.definitions(), analysis).read(lines);
            CommitId written = database.materializeMerge(label, author, analysis, chosen);
            if (written.equals(analysis.mergeId())) {
                console.message("the resolutions choose what the merge has anyway");
            }
            console.line(written.toString());
        }
        return 0;
    }
}
