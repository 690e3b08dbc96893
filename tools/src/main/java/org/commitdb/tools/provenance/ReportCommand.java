package org.commitdb.tools.provenance;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.state.CommitState;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.NamedMerge;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cdb report`: what replay made of the mutations, of a whole history or of a merge.
@Command(
        name = "report",
        description = {
            "Counts what became of every mutation up to a commit: applied, relocated, without effect by"
                    + " reason, and what concurrent commits overwrote of each other.",
            "Of a merge, named by its commit or by OURS and THEIRS, which may not be merged yet: of the"
                    + " mutations that only one of the two streams has; dropped are those that the merge"
                    + " took the effect from."
        },
        footer = {
            "",
            "Examples:",
            "  cdb report model.cdb                            the whole history of the head",
            "  cdb report model.cdb --at 5c1d2e --list",
            "  cdb report model.cdb 6f5e4d                     what the merge 6f5e4d did",
            "  cdb report model.cdb $(cdb heads model.cdb)     what merging two heads would do"
        })
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OURS",
            description = "A merge, or with THEIRS the commit to merge into.")
    private @Nullable String ours;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "THEIRS",
            description = "The commit to merge in.")
    private @Nullable String theirs;

    @Mixin private AtOption at;

    @Option(
            names = "--list",
            description =
                    "List the mutations that were not plainly applied, and the overwritten ones.")
    private boolean list;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            Report report = report(database);
            if (json) {
                ReportJson writer = new ReportJson(database.definitions(), list);
                new JsonLines(console).line(out -> writer.write(out, report));
            } else {
                TraceText traces = new TraceText(database, console.style());
                new ReportText(traces, console, list).print(report);
            }
        }
        return 0;
    }

    private Report report(CommitDatabase database) {
        if (ours == null) {
            return Report.ofHistory(database.state(at.orHead(database, console)));
        }
        if (at.named(database).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "a merge is named, and --at as well; choose one");
        }
        CommitState merged = new NamedMerge(ours, theirs).state(database);
        return Report.ofMerge(database, merged);
    }
}
