package org.commitdb.tools.admin;

import java.nio.file.Path;
import org.commitdb.tools.database.DatabaseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `cdb commit_admin`: the group of commands that keep a database in order.
@Command(
        name = "commit_admin",
        description = "Keeps the commits of a database in order.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin --database model.cdb reduce_heads",
            "  cdb commit_admin reduce_heads --database model.cdb     the same"
        })
final class CommitAdminCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--database",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The database file.")
    private @Nullable Path database;

    /// The database that is meant. **Errors**: [ParameterException], of `command`, when none is
    /// named.
    DatabaseFile database(CommandSpec command) {
        if (database == null) {
            throw new ParameterException(
                    command.commandLine(), "which database? --database FILE names it");
        }
        return DatabaseFile.at(database);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
