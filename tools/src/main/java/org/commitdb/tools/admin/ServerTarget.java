package org.commitdb.tools.admin;

import java.nio.file.Path;
import java.time.Duration;
import org.commitdb.CommitDatabase;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.Tls;
import org.commitdb.tools.database.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The options that name a server and tell how to reach it. They may stand before or after the
/// command that asks it.
final class ServerTarget {

    private static final double MOST_SECONDS = 1e9;

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

    @Option(
            names = "--connect-timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to try to reach the server; 10 unless told otherwise.")
    private double connectSeconds;

    /// How many servers are named: two, when both a machine and a socket are.
    int named() {
        return (host == null ? 0 : 1) + (socketPath == null ? 0 : 1);
    }

    /// Checks what goes together. **Errors**: [ParameterException], of `command`.
    void check(CommandSpec command) {
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(
                    command.commandLine(), "--tls-certificate and --tls-key go together");
        }
        if (!(connectSeconds >= 0 && connectSeconds < MOST_SECONDS)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--connect-timeout is a number of seconds, not " + connectSeconds);
        }
    }

    /// The database of the server that is named. **Errors**: [ParameterException], of `command`,
    /// when something about it cannot be; what connecting raises.
    CommitDatabase connect(CommandSpec command) {
        try {
            Endpoint endpoint =
                    socketPath == null
                            ? new Endpoint.Tcp(String.valueOf(host), port)
                            : new Endpoint.Unix(socketPath);
            Duration patience = Duration.ofMillis((long) (connectSeconds * 1_000));
            return new ServerAddress(endpoint, encryption(), tokenFile, patience).connect();
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
}
