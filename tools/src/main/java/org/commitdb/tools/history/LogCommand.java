package org.commitdb.tools.history;

import java.util.List;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cdb log`: the commits, newest first.
@Command(
        name = "log",
        description = {
            "Lists commits, newest first: id, date (UTC), kind, author, label; heads are marked."
        },
        footer = {
            "",
            "Examples:",
            "  cdb log model.cdb                        every commit",
            "  cdb log --graph model.cdb                with the lines between them",
            "  cdb log -n 10 --at 5c1d2e model.cdb      a commit and the nine before it",
            "  cdb log --json model.cdb                 one JSON object a line"
        })
final class LogCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @Mixin private DatabaseFile file;
    @Mixin private AtOption at;

    @ArgGroup private Form form = new Form();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            description = "Show at most this many commits.")
    private long limit = Long.MAX_VALUE;

    /// How the commits are shown; a list when nothing is said.
    static final class Form {
        @Option(names = "--graph", description = "Draw the graph of the commits.")
        private boolean graph;

        @Option(names = "--json", description = "Write one JSON object a line.")
        private boolean json;
    }

    LogCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "the limit " + limit + " is negative");
        }
        try (CommitDatabase database = file.openForReading()) {
            List<CommitId> from =
                    at.named(database).map(List::of).orElseGet(database::headCommitIds);
            show(new CommitLog(database, console.style()), from);
        }
        return 0;
    }

    private void show(CommitLog log, List<CommitId> from) {
        JsonLines lines = new JsonLines(console);
        if (form.graph) {
            log.graph(from, limit, console::line);
        } else if (form.json) {
            log.forEach(from, limit, commit -> lines.line(json -> log.text().write(json, commit)));
        } else {
            log.forEach(from, limit, commit -> console.line(log.text().line(commit)));
        }
    }
}
