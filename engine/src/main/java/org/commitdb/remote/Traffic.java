package org.commitdb.remote;

/// What went over the connections of a client so far.
///
/// @param requests requests, each one round trip
/// @param sentBytes bytes to the server
/// @param receivedBytes bytes from the server
/// @param connections connections that were made
public record Traffic(long requests, long sentBytes, long receivedBytes, long connections) {

    /// What came after `before`.
    public Traffic since(Traffic before) {
        return new Traffic(
                requests - before.requests,
                sentBytes - before.sentBytes,
                receivedBytes - before.receivedBytes,
                connections - before.connections);
    }
}
