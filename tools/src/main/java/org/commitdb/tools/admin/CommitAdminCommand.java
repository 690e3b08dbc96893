package org.commitdb.tools.admin;

import java.nio.file.Path;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.database.DatabaseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  cdb commit_admin reduce_heads --database model.cdb     the same",
            "  cdb commit_admin --host 127.0.0.1 sync mine.cdb"
        })
final class CommitAdminCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--database",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The database file.")
    private @Nullable Path database;

    @Mixin private ServerTarget server;

    /// Checks that one database is named. **Errors**: [ParameterException], of `command`.
    void requireTarget(CommandSpec command) {
        int named = (database == null ? 0 : 1) + server.named();
        if (named != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    named == 0
                            ? "which database? --database FILE names it, or --host HOST or"
                                    + " --socket-path PATH a server"
                            : "one of --database, --host and --socket-path is enough");
        }
        server.check(command);
    }

    /// The file that is meant. **Errors**: [ParameterException], of `command`, when none is named.
    DatabaseFile database(CommandSpec command) {
        if (database == null) {
            throw new ParameterException(
                    command.commandLine(), "which database? --database FILE names it");
        }
        return DatabaseFile.at(database);
    }

    /// The database that is meant. **Errors**: [ParameterException], of `command`, when none or
    /// several are named.
    CommitDatabase open(CommandSpec command, boolean forWriting) {
        requireTarget(command);
        if (database != null) {
            DatabaseFile file = DatabaseFile.at(database);
            return forWriting ? file.openForWriting() : file.openForReading();
        }
        return server.connect(command);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
