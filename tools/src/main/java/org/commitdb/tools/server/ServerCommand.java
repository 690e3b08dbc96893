package org.commitdb.tools.server;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.CommitDatabaseServer;
import org.commitdb.remote.AccessTokens;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.ServerLog;
import org.commitdb.remote.ServerOptions;
import org.commitdb.remote.Tls;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.console.StopSignal;
import org.commitdb.tools.database.DatabaseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cdb commit_database_server`: lends a database to others until it is told to stop.
@Command(
        name = "commit_database_server",
        description = {
            "Lends a database to clients, until Ctrl+C or SIGTERM: then running requests end, and the"
                    + " database is closed in order.",
            "Only this machine reaches it, unless --host says otherwise; that needs --tls-key,"
                    + " --tls-certificate and --token-file, or --insecure."
        },
        footer = {
            "",
            "Examples:",
            "  cdb commit_database_server model.cdb",
            "  cdb commit_database_server model.cdb --socket-path /run/user/1000/model.socket -v",
            "  cdb commit_database_server model.cdb --host 0.0.0.0 --tls-key server.key \\",
            "      --tls-certificate server.crt --token-file tokens"
        })
public final class ServerCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @Mixin private DatabaseFile file;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen at; 127.0.0.1 unless told otherwise.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + CommitDatabaseServer.PORT,
            description = "The port; 54321 unless told otherwise, 0 for any free one.")
    private int port;

    @Option(
            names = "--socket-path",
            paramLabel = "PATH",
            description = "Listen at this Unix socket instead, for the user's own processes.")
    private @Nullable Path socketPath;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "The certificate to show, and those that vouch for it (PEM).")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The key to the certificate (PEM, PKCS #8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "Let only clients in whose certificates these vouch for (PEM).")
    private @Nullable Path clientAuthority;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = {
                "Let only clients in that have one of these tokens: 'read-only TOKEN' or 'read-write"
                        + " TOKEN' a line."
            })
    private @Nullable Path tokenFile;

    @Option(
            names = "--insecure",
            description = "Serve other machines without encryption and tokens.")
    private boolean insecure;

    @Option(names = "--read-only", description = "Let nobody change anything.")
    private boolean readOnly;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            defaultValue = "256",
            description = "How many clients at once; 256 unless told otherwise.")
    private int maxConnections;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tell of connections; -vv of changes too, -vvv of every request.")
    private boolean[] verbosity = {};

    /// The command, on this console.
    public ServerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerOptions options = options();
        try (StopSignal signal = new StopSignal(console);
                CommitDatabase database = readOnly ? file.openForReading() : file.openForWriting();
                CommitDatabaseServer server = start(database, options)) {
            tell("serving " + file.path() + " at " + server.endpoint() + guard());
            signal.await();
            tell("stopping");
        }
        return 0;
    }

    private CommitDatabaseServer start(CommitDatabase database, ServerOptions options) {
        Path path = socketPath;
        try {
            Endpoint endpoint =
                    path == null ? new Endpoint.Tcp(host, port) : new Endpoint.Unix(path);
            return CommitDatabaseServer.start(database, endpoint, options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ServerOptions options() {
        Path ca = clientAuthority;
        if ((certificate == null) != (key == null) || ca != null && key == null) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-certificate and --tls-key go together");
        }
        try {
            ServerOptions options =
                    ServerOptions.DEFAULT
                            .withInsecure(insecure)
                            .withReadOnly(readOnly)
                            .withLimits(
                                    ServerOptions.Limits.DEFAULT.withMaxConnections(maxConnections))
                            .withLog(this::log);
            if (certificate != null && key != null) {
                Tls tls = Tls.server(certificate, key);
                options = options.withTls(ca == null ? tls : tls.withTrusted(ca));
            }
            return tokenFile == null ? options : options.withTokens(AccessTokens.read(tokenFile));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private String guard() {
        if (socketPath != null) {
            return "";
        }
        return (key == null ? ", not encrypted" : ", over TLS")
                + (tokenFile == null ? ", without tokens" : "");
    }

    private void log(ServerLog.Level level, String message) {
        int wanted =
                switch (level) {
                    case WARNING -> 0;
                    case CONNECTION -> 1;
                    case CHANGE -> 2;
                    case REQUEST -> 3;
                };
        if (verbosity.length >= wanted) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            tell(now + " " + PrintableText.of(message));
        }
    }

    private synchronized void tell(String message) {
        console.message(message);
    }
}
