package org.commitdb.tools.admin;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.commitdb.Administration;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.CommitNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin reset`: keeps the first commit only.
@Command(
        name = "reset",
        description = {
            "Deletes every commit but the first one, and prints the id of that.",
            "This cannot be undone: it is asked for first. 'cdb compact' gives the room in the file"
                    + " back. A database that is synchronised with this one afterwards brings its"
                    + " commits back."
        },
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin reset --database model.cdb",
            "  cdb commit_admin --database model.cdb reset --yes"
        })
final class ResetCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;
    @Mixin private Confirmation confirmation;

    ResetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = group.database(spec).openForWriting()) {
            Optional<CommitId> first = database.firstCommitId();
            first.ifPresentOrElse(
                    id -> reset(database, id),
                    () -> console.message("the database has no commit yet"));
        }
        return 0;
    }

    private void reset(CommitDatabase database, CommitId first) {
        long others = database.commitCount() - 1;
        if (others > 0) {
            confirmation.require(
                    console,
                    "All commits but the first, "
                            + CommitNames.abbreviated(first)
                            + ", are deleted: "
                            + others
                            + ".");
        }
        long deleted = new Administration(database).resetCommits();
        console.line(database.firstCommitId().orElse(first).toString());
        console.message(deleted == 1 ? "1 commit was deleted" : deleted + " commits were deleted");
    }
}
