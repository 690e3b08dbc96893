package org.commitdb;

import java.nio.file.Path;
import java.util.Map;
import org.commitdb.remote.Endpoint;
import org.commitdb.remote.ServerOptions;
import org.commitdb.remote.StoreServer;
import org.commitdb.remote.wire.Protocol;

/// Lends a database to clients, on this machine and others: see [CommitDatabase#connect(String,
/// int)] and [CommitDatabase#connectLocal(Path)].
///
/// What clients send is checked like what is committed here: ids, the rules of the commit graph,
/// that programs fit the definitions. Whatever a client does, others and the database are unharmed.
///
/// **Threads**: any. Each client has a virtual thread, and each of its requests.
public final class CommitDatabaseServer implements AutoCloseable {

    /// The port that servers and clients use unless told otherwise.
    public static final int PORT = Protocol.PORT;

    private final StoreServer server;

    private CommitDatabaseServer(StoreServer server) {
        this.server = server;
    }

    /// Serves `database`, which stays the caller's, to be closed after the server.
    ///
    /// **Errors**: [org.commitdb.error.BusyException] when another server listens at that Unix
    /// socket; [org.commitdb.error.StorageException] when the address is taken or no address of
    /// this machine, or a file of the options cannot be read; [IllegalArgumentException] when the
    /// address can be reached from other machines, and the options neither have a TLS key, a
    /// certificate and tokens, nor say that it may be insecure.
    public static CommitDatabaseServer start(
            CommitDatabase database, Endpoint endpoint, ServerOptions options) {
        return new CommitDatabaseServer(
                StoreServer.start(database.store(), database.gatekeeper(), endpoint, options));
    }

    /// Serves `database` as [#start(CommitDatabase, Endpoint, ServerOptions)] does, on a port of
    /// this machine that only this machine reaches; 0 for any free one.
    public static CommitDatabaseServer start(CommitDatabase database, int port) {
        return start(database, new Endpoint.Tcp("127.0.0.1", port), ServerOptions.DEFAULT);
    }

    /// Serves `database` as [#start(CommitDatabase, Endpoint, ServerOptions)] does, at a Unix
    /// socket that only the owner of this process can use.
    public static CommitDatabaseServer startLocal(CommitDatabase database, Path socket) {
        return start(database, new Endpoint.Unix(socket), ServerOptions.DEFAULT);
    }

    /// Where it listens, with the port that was found.
    public Endpoint endpoint() {
        return server.endpoint();
    }

    /// What it counts, by name, in the order in which to show it.
    public Map<String, String> status() {
        return server.status();
    }

    /// Stops: accepts nobody any more, lets running requests end as long as the options say, closes
    /// all connections. A second call does nothing. The database stays open.
    @Override
    public void close() {
        server.close();
    }
}
