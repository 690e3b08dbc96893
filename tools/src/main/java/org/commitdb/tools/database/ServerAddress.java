package org.commitdb.tools.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.commitdb.CommitDatabase;
import org.commitdb.CommitDatabaseServer;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.Tls;
import org.commitdb.tools.console.RequestFailedException;
import org.jspecify.annotations.Nullable;

/// Where a server is, and what to show it.
///
/// @param endpoint where it listens
/// @param tls how to encrypt; null for not at all
/// @param tokenFile the file with the token; null for none
/// @param patience how long to try to reach it
public record ServerAddress(
        Endpoint endpoint, @Nullable Tls tls, @Nullable Path tokenFile, Duration patience) {

    /// The port of a server that was not told otherwise.
    public static final int PORT = CommitDatabaseServer.PORT;

    /// Connects.
    public CommitDatabase connect() {
        ConnectionOptions options =
                ConnectionOptions.DEFAULT.withTimes(
                        patience, ConnectionOptions.DEFAULT.answering());
        if (tls != null) {
            options = options.withTls(tls);
        }
        if (tokenFile != null) {
            options = options.withToken(token(tokenFile));
        }
        return CommitDatabase.connect(endpoint, options);
    }

    /// The last word of the first line that is neither empty nor a comment, so that a line of the
    /// server's own file will do.
    private static String token(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    String[] words = text.split("\\s+");
                    return words[words.length - 1];
                }
            }
        } catch (IOException e) {
            throw RequestFailedException.ofFile(file.toString(), e);
        }
        throw new RequestFailedException(file + ": holds no token");
    }
}
