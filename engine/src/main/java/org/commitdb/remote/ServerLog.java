package org.commitdb.remote;

/// Hears of what happens at a server, for people to read.
///
/// **Threads**: any number call; what it raises is ignored.
@FunctionalInterface
public interface ServerLog {

    /// Tells nobody.
    ServerLog SILENT = (level, message) -> {};

    /// How much a message matters.
    enum Level {
        /// Something is wrong: a peer that breaks the rules, a failure of the server.
        WARNING,
        /// A connection begins or ends.
        CONNECTION,
        /// A request changes something or fails.
        CHANGE,
        /// Any request.
        REQUEST
    }

    /// A message, one line.
    void log(Level level, String message);
}
