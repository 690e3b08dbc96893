package org.commitdb.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a client connects.
///
/// @param tls how to encrypt; null for not at all
/// @param token what proves that one may connect; empty for none
/// @param connecting how long to try to connect, and to connect again when the connection breaks
/// @param answering how long to wait for the answer to one request
/// @param cacheSizeBytes how much is remembered of what never changes
public record ConnectionOptions(
        @Nullable Tls tls,
        String token,
        Duration connecting,
        Duration answering,
        long cacheSizeBytes) {

    /// No encryption, no token, 10 seconds, 2 minutes, 32 MiB.
    public static final ConnectionOptions DEFAULT =
            new ConnectionOptions(
                    null, "", Duration.ofSeconds(10), Duration.ofMinutes(2), 32L << 20);

    /// **Errors**: [IllegalArgumentException] when a time or size is negative.
    public ConnectionOptions {
        if (connecting.isNegative() || !answering.isPositive() || cacheSizeBytes < 0) {
            throw new IllegalArgumentException("a time or size is negative");
        }
    }

    /// These options with encryption.
    public ConnectionOptions withTls(Tls other) {
        return new ConnectionOptions(other, token, connecting, answering, cacheSizeBytes);
    }

    /// These options with a token.
    public ConnectionOptions withToken(String other) {
        return new ConnectionOptions(tls, other, connecting, answering, cacheSizeBytes);
    }

    /// These options with other times.
    public ConnectionOptions withTimes(Duration newConnecting, Duration newAnswering) {
        return new ConnectionOptions(tls, token, newConnecting, newAnswering, cacheSizeBytes);
    }

    /// These options with another size of the cache.
    public ConnectionOptions withCacheSize(long sizeBytes) {
        return new ConnectionOptions(tls, token, connecting, answering, sizeBytes);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "ConnectionOptions[tls=" + tls + ", connecting=" + connecting + "]";
    }
}
