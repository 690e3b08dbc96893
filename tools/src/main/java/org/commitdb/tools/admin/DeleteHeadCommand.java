package org.commitdb.tools.admin;

import java.util.concurrent.Callable;
import org.commitdb.Administration;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.CommitNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin delete_head`: takes one commit away that nothing needs.
@Command(
        name = "delete_head",
        description = {
            "Deletes a commit that no other one has as parent or target, and prints its id.",
            "The first commit stays. This cannot be undone: it is asked for first. To take the effect"
                    + " of a commit out and keep it in history, use 'cdb undo'."
        },
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin delete_head --database model.cdb 5c1d2e",
            "  cdb commit_admin --database model.cdb delete_head last --yes"
        })
final class DeleteHeadCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;
    @Mixin private Confirmation confirmation;

    @Parameters(
            index = "0",
            paramLabel = "COMMIT",
            description = "Which one: an id, a prefix of one, first or last.")
    private String commit;

    DeleteHeadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = group.database(spec).openForWriting()) {
            CommitId id = database.findCommit(commit);
            String label = database.commitHeader(id).label();
            confirmation.require(
                    console,
                    "The commit "
                            + CommitNames.abbreviated(id)
                            + (label.isEmpty() ? "" : " (" + label + ")")
                            + " is deleted.");
            new Administration(database).deleteCommit(id);
            console.line(id.toString());
        }
        return 0;
    }
}
