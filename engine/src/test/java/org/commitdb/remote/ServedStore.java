package org.commitdb.remote;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;

/// A store in memory, a server that lends it, and a client of that server.
public final class ServedStore implements AutoCloseable {

    private final RecordStore served;
    private final StoreServer server;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private ServedStore(RecordStore served, StoreServer server) {
        this.served = served;
        this.server = server;
        open.push(served);
        open.push(server);
    }

    /// Serves `store`, which is closed with this.
    public static ServedStore of(RecordStore store, Endpoint endpoint, ServerOptions options) {
        return new ServedStore(
                store, StoreServer.start(store, Gatekeeper.open(store), endpoint, options));
    }

    /// Serves `store` at some port of this machine, without encryption.
    public static ServedStore of(RecordStore store) {
        return of(store, new Endpoint.Tcp("127.0.0.1", 0), ServerOptions.DEFAULT);
    }

    public RecordStore served() {
        return served;
    }

    public StoreServer server() {
        return server;
    }

    public Endpoint endpoint() {
        return server.endpoint();
    }

    /// A client, which is closed with this.
    public RemoteStore connect(ConnectionOptions options) {
        RemoteStore client = RemoteStore.connect(endpoint(), options);
        open.push(client);
        return client;
    }

    public RemoteStore connect() {
        return connect(ConnectionOptions.DEFAULT);
    }

    /// A client that closes everything here when it is closed.
    public RecordStore owningClient(ConnectionOptions options) {
        RemoteStore client = connect(options);
        return (RecordStore)
                Proxy.newProxyInstance(
                        RecordStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        (proxy, method, arguments) -> {
                            try {
                                Object result = method.invoke(client, arguments);
                                if (method.getName().equals("close")) {
                                    close();
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
