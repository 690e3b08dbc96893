package org.commitdb.remote;

import java.time.Duration;
import org.commitdb.remote.wire.Protocol;
import org.jspecify.annotations.Nullable;

/// How a server serves.
///
/// @param tls how connections over TCP are encrypted; null for not at all
/// @param tokens who may connect; null for anybody, who may write then
/// @param insecure whether to serve other machines without encryption and tokens
/// @param readOnly whether nobody may change anything
/// @param limits what it takes at most
/// @param log who hears of what happens
public record ServerOptions(
        @Nullable Tls tls,
        @Nullable AccessTokens tokens,
        boolean insecure,
        boolean readOnly,
        Limits limits,
        ServerLog log) {

    /// No encryption, no tokens, this machine only, and nobody hears of anything.
    public static final ServerOptions DEFAULT =
            new ServerOptions(null, null, false, false, Limits.DEFAULT, ServerLog.SILENT);

    /// What a server takes at most.
    ///
    /// **Units**: `maxBodySize` is bytes.
    ///
    /// @param maxConnections connections at once
    /// @param maxBodySize the longest message
    /// @param maxInFlight requests of one connection that are worked on at once
    /// @param maxUploads incomplete blobs of one connection at once
    /// @param maxStagedBytes how much of blobs one connection may have handed over that are not
    ///   appended yet
    /// @param idle how long a connection may be silent
    /// @param patience how long a peer may take for a greeting, for the rest of a message, or to
    ///   take an answer
    /// @param stopping how long running requests have when the server stops
    public record Limits(
            int maxConnections,
            int maxBodySize,
            int maxInFlight,
            int maxUploads,
            long maxStagedBytes,
            Duration idle,
            Duration patience,
            Duration stopping) {

        /// 256 connections, 64 MiB, 32 requests, 64 uploads, 1 TiB, 15 minutes, 20 and 10 seconds.
        public static final Limits DEFAULT =
                new Limits(
                        256,
                        Protocol.MAX_BODY_SIZE,
                        32,
                        64,
                        1L << 40,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10));

        /// **Errors**: [IllegalArgumentException] when nothing could be served.
        public Limits {
            if (maxConnections < 1 || maxInFlight < 1 || maxUploads < 1 || maxStagedBytes < 1) {
                throw new IllegalArgumentException(
                        "a server takes at least one connection, request, upload and byte");
            }
            if (maxBodySize < Protocol.LEAST_BODY_LIMIT) {
                throw new IllegalArgumentException(
                        "the largest commit takes "
                                + Protocol.LEAST_BODY_LIMIT
                                + " bytes, and the limit is "
                                + maxBodySize);
            }
            if (!idle.isPositive() || !patience.isPositive() || stopping.isNegative()) {
                throw new IllegalArgumentException("a time limit is not positive");
            }
        }

        /// These limits with another number of connections.
        public Limits withMaxConnections(int count) {
            return new Limits(
                    count,
                    maxBodySize,
                    maxInFlight,
                    maxUploads,
                    maxStagedBytes,
                    idle,
                    patience,
                    stopping);
        }

        /// These limits with others for blobs that are handed over.
        public Limits withUploads(int count, long stagedBytes) {
            return new Limits(
                    maxConnections,
                    maxBodySize,
                    maxInFlight,
                    count,
                    stagedBytes,
                    idle,
                    patience,
                    stopping);
        }

        /// These limits with other times.
        public Limits withTimes(Duration newIdle, Duration newPatience, Duration newStopping) {
            return new Limits(
                    maxConnections,
                    maxBodySize,
                    maxInFlight,
                    maxUploads,
                    maxStagedBytes,
                    newIdle,
                    newPatience,
                    newStopping);
        }
    }

    /// These options with encryption.
    public ServerOptions withTls(Tls other) {
        return new ServerOptions(other, tokens, insecure, readOnly, limits, log);
    }

    /// These options with tokens.
    public ServerOptions withTokens(AccessTokens other) {
        return new ServerOptions(tls, other, insecure, readOnly, limits, log);
    }

    /// These options, daring or not.
    public ServerOptions withInsecure(boolean other) {
        return new ServerOptions(tls, tokens, other, readOnly, limits, log);
    }

    /// These options, for reading only or not.
    public ServerOptions withReadOnly(boolean other) {
        return new ServerOptions(tls, tokens, insecure, other, limits, log);
    }

    /// These options with other limits.
    public ServerOptions withLimits(Limits other) {
        return new ServerOptions(tls, tokens, insecure, readOnly, other, log);
    }

    /// These options with another log.
    public ServerOptions withLog(ServerLog other) {
        return new ServerOptions(tls, tokens, insecure, readOnly, limits, other);
    }
}
