package org.commitdb.remote.wire;

import java.util.Optional;

/// Why a request failed.
public enum ErrorCode {
    /// The peer does not keep to the protocol; the connection ends.
    PROTOCOL(1),
    /// None of the versions of the client is one of the server; the connection ends.
    VERSION(2),
    /// The token is wrong or missing; the connection ends.
    UNAUTHENTICATED(3),
    /// The server has as many connections as it takes; the connection ends.
    OVERLOADED(5),
    /// The server is stopping; the connection ends.
    STOPPING(6),
    /// An argument is wrong: misuse.
    ARGUMENT(16),
    /// The store cannot do this: it is open for reading only.
    UNSUPPORTED(17),
    /// Bytes contradict the format. Details: source, offset, expected, found.
    CORRUPT(18),
    /// Another kind of file or format. Details: source, expected, found.
    INCOMPATIBLE(19),
    /// Something else holds the file. Details: source, held by.
    BUSY(20),
    /// Something is unknown. Details: kind, id.
    UNKNOWN_ID(21),
    /// A commit breaks a rule. Details: rule.
    INVALID_COMMIT(22),
    /// Definitions contradict each other. Details: the problems.
    DEFINITIONS(23),
    /// The disk refuses. Details: source.
    STORAGE(24),
    /// A write may or may not survive. Details: source.
    OUTCOME_UNKNOWN(25),
    /// A failure behind the server. Details: source.
    REMOTE(26),
    /// The server has a bug; its log has more.
    INTERNAL(27),
    /// The role of the client does not allow the request.
    DENIED(28);

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// Whether the server ends the connection with it.
    public boolean endsConnection() {
        return code < ARGUMENT.code;
    }

    static Optional<ErrorCode> ofCode(int code) {
        for (ErrorCode each : values()) {
            if (each.code == code) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
