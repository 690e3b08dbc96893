package org.commitdb.tools.admin;

import java.nio.file.Path;
import org.commitdb.CommitDatabase;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.Tls;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.ServerAddress;
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

    @Option(
            names = "--host",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST",
            description = "Or the machine of a server that lends it.")
    private @Nullable String host;

    @Option(
            names = "--port",
            scope = ScopeType.INHERIT,
            paramLabel = "PORT",
            defaultValue = "" + ServerAddress.PORT,
            description = "The port of that server; 54321 unless told otherwise.")
    private int port;

    @Option(
            names = "--socket-path",
            scope = ScopeType.INHERIT,
            paramLabel = "PATH",
            description = "Or the Unix socket of a server that lends it.")
    private @Nullable Path socketPath;

    @Option(
            names = "--tls",
            scope = ScopeType.INHERIT,
            description = "Encrypt, and trust whom the JDK trusts.")
    private boolean tls;

    @Option(
            names = "--tls-trusted",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Encrypt, and trust only those whom these certificates vouch for (PEM).")
    private @Nullable Path trusted;

    @Option(
            names = "--tls-certificate",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The certificate to show to the server (PEM).")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The key to the certificate (PEM, PKCS #8).")
    private @Nullable Path key;

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The file with the token for the server.")
    private @Nullable Path tokenFile;

    /// Checks that one database is named. **Errors**: [ParameterException], of `command`.
    void requireTarget(CommandSpec command) {
        int named = (database == null ? 0 : 1) + (host == null ? 0 : 1);
        named += socketPath == null ? 0 : 1;
        if (named != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    named == 0
                            ? "which database? --database FILE names it, or --host HOST or"
                                    + " --socket-path PATH a server"
                            : "one of --database, --host and --socket-path is enough");
        }
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(
                    command.commandLine(), "--tls-certificate and --tls-key go together");
        }
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
        try {
            Endpoint endpoint =
                    socketPath == null
                            ? new Endpoint.Tcp(String.valueOf(host), port)
                            : new Endpoint.Unix(socketPath);
            return new ServerAddress(endpoint, encryption(), tokenFile).connect();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Tls encryption() {
        if (!tls && trusted == null && certificate == null) {
            return null;
        }
        Tls wanted = new Tls(certificate, key, null);
        return trusted == null ? wanted : wanted.withTrusted(trusted);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
