package org.commitdb.tools.admin;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin reduce_heads`: merges all heads into one.
@Command(
        name = "reduce_heads",
        description = {
            "Merges all heads into one, the oldest first, and prints its id: on a contested place the"
                    + " newest head wins.",
            "All merges are written, or none; whoever has the same heads writes the same merges. With"
                    + " one head there is nothing to do."
        },
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin reduce_heads --database model.cdb",
            "  cdb commit_admin --database model.cdb reduce_heads --anchor 5c1d2e",
            "  cdb commit_admin --host 127.0.0.1 reduce_heads --loop --update-interval 10"
        })
final class ReduceHeadsCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;
    @Mixin private LoopOptions loop;

    @Option(
            names = "--anchor",
            paramLabel = "COMMIT",
            description =
                    "The head to start from, instead of the oldest: an id, a prefix of one, first or"
                            + " last.")
    private @Nullable String anchor;

    private @Nullable CommitId told;

    ReduceHeadsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        group.requireTarget(spec);
        loop.run(console, this::reduce);
        return 0;
    }

    private void reduce() {
        try (CommitDatabase database = group.open(spec, true)) {
            Optional<CommitId> head =
                    anchor == null
                            ? database.reduceHeads()
                            : Optional.of(database.reduceHeads(database.findCommit(anchor)));
            head.ifPresentOrElse(
                    this::tell, () -> console.message("the database has no commit yet"));
        }
    }

    private void tell(CommitId head) {
        if (told == null || !told.equals(head)) {
            told = head;
            console.line(head.toString());
        }
    }
}
