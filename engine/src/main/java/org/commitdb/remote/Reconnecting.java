package org.commitdb.remote;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.RemoteException;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.jspecify.annotations.Nullable;

/// Asks a server, over a connection that is made again when it breaks.
///
/// Every request may be sent twice: reading changes nothing, and commits and blobs are named by
/// their content, so that what is there already is passed over. Only definition records are not;
/// whoever appends one looks first whether it is there.
///
/// **Invariants**: it speaks with one store: another one at the same address is refused, because
/// ordinals mean something else there. **Threads**: any, also interrupted ones.
final class Reconnecting implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Dialer dialer;
    private final ConnectionOptions options;
    private final Notices notices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closedNow = lock.newCondition();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong pastSentBytes = new AtomicLong();
    private final AtomicLong pastReceivedBytes = new AtomicLong();
    private @Nullable ClientConnection current;
    private @Nullable UUID store;
    private boolean subscribed;
    private volatile int maxBodySize;
    private volatile boolean closed;

    /// Connects. **Errors**: [RemoteException] when the server cannot be reached; what stands for
    /// the failure when it refuses.
    Reconnecting(Dialer dialer, ConnectionOptions options, Notices notices) {
        this.dialer = dialer;
        this.options = options;
        this.notices = notices;
        connection(System.nanoTime() + options.connecting().toNanos());
    }

    String peer() {
        return dialer.endpoint().toString();
    }

    /// The longest body that the server takes.
    int maxBodySize() {
        return maxBodySize;
    }

    /// Tells the server what no caller waits for, if it can be reached. Never waits: it is done on
    /// a thread of its own.
    void tell(Request request) {
        Thread.ofVirtual()
                .name("commitdb-tell " + peer())
                .start(() -> {
                    ClientConnection connection = connected();
                    if (connection != null) {
                        tell(connection, request);
                    }
                });
    }

    private @Nullable ClientConnection connected() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    private static void tell(ClientConnection connection, Request request) {
        try {
            connection.call(request);
        } catch (IOException | RuntimeException e) {
            // What it is about ends with the connection.
            return;
        }
    }

    /// Requests that were sent, and bytes over all connections.
    Traffic traffic() {
        lock.lock();
        try {
            long sent = pastSentBytes.get();
            long received = pastReceivedBytes.get();
            if (current != null) {
                sent += current.link().sentBytes();
                received += current.link().receivedBytes();
            }
            return new Traffic(requests.get(), sent, received, connects.get());
        } finally {
            lock.unlock();
        }
    }

    /// The answer to a request.
    ///
    /// **Errors**: what the server says; [RemoteException] when it cannot be reached in time, and
    /// [OutcomeUnknownException] when it may have done then what `changesStore` says it was to do;
    /// [IllegalStateException] after [#close].
    Reply call(Request request, boolean changesStore) {
        long end = 0;
        boolean sent = false;
        while (true) {
            ClientConnection connection = null;
            try {
                connection = connection(end);
                requests.incrementAndGet();
                sent = true;
                return connection.call(request);
            } catch (RemoteException e) {
                throw sent && changesStore ? unknown(e) : e;
            } catch (IOException e) {
                drop(connection);
                long now = System.nanoTime();
                end = end == 0 ? now + options.connecting().toNanos() : end;
                if (end - now <= 0) {
                    throw changesStore ? unknown(e) : failed(e);
                }
            }
        }
    }

    /// Has the server tell of new commits, also over later connections.
    void subscribe() {
        lock.lock();
        try {
            if (subscribed) {
                return;
            }
            subscribed = true;
        } finally {
            lock.unlock();
        }
        call(new Request.Subscribe(), false);
    }

    private ClientConnection connection(long end) {
        boolean interrupted = false;
        lock.lock();
        try {
            long pause = FIRST_PAUSE_MILLIS;
            long until = end == 0 ? System.nanoTime() + options.connecting().toNanos() : end;
            while (true) {
                checkOpen();
                if (current != null && !current.isBroken()) {
                    return current;
                }
                try {
                    return connect();
                } catch (IOException e) {
                    long left = until - System.nanoTime();
                    if (left <= 0) {
                        throw failed(e);
                    }
                    interrupted |= !pause(Math.min(TimeUnit.MILLISECONDS.toNanos(pause), left));
                    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean pause(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        while (!closed && end - System.nanoTime() > 0) {
            try {
                if (closedNow.awaitNanos(end - System.nanoTime()) <= 0) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return !interrupted;
    }

    private ClientConnection connect() throws IOException {
        retire();
        // Sockets of an interrupted thread close at once.
        boolean interrupted = Thread.interrupted();
        try {
            ClientConnection connection =
                    ClientConnection.open(dialer, options, notices, this::lost);
            connects.incrementAndGet();
            UUID found = connection.welcome().store();
            if (store != null && !store.equals(found)) {
                connection.close();
                throw new RemoteException(
                        peer() + ": another database is served there now; connect again", peer());
            }
            store = found;
            current = connection;
            maxBodySize = connection.welcome().maxBodySize();
            notices.deleted(connection.welcome().deletedCount());
            if (subscribed) {
                connection.call(new Request.Subscribe());
                notices.changed(connection.welcome().lastOrdinal());
            }
            return connection;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void retire() {
        if (current != null) {
            pastSentBytes.addAndGet(current.link().sentBytes());
            pastReceivedBytes.addAndGet(current.link().receivedBytes());
            current.close();
            current = null;
        }
    }

    private void drop(@Nullable ClientConnection connection) {
        lock.lock();
        try {
            if (connection != null && connection == current) {
                retire();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Who listens should hear of commits also when nothing is asked for.
    private void lost() {
        Thread.ofVirtual()
                .name("commitdb-reconnect " + peer())
                .start(() -> {
                    while (!closed && isSubscribed()) {
                        try {
                            connection(0);
                            return;
                        } catch (RemoteException e) {
                            lock.lock();
                            try {
                                if (!pause(TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS))) {
                                    return;
                                }
                            } finally {
                                lock.unlock();
                            }
                        } catch (RuntimeException e) {
                            return;
                        }
                    }
                });
    }

    private boolean isSubscribed() {
        lock.lock();
        try {
            return subscribed;
        } finally {
            lock.unlock();
        }
    }

    private RemoteException failed(IOException failure) {
        return new RemoteException(
                peer() + ": the server cannot be reached: " + reason(failure), peer(), failure);
    }

    private OutcomeUnknownException unknown(Exception failure) {
        return new OutcomeUnknownException(
                peer()
                        + ": the connection broke before the server answered, and it cannot be"
                        + " reached: whether the change was made is unknown ("
                        + reason(failure)
                        + ")",
                peer(),
                failure);
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException(peer() + ": the store is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            closedNow.signalAll();
            retire();
        } finally {
            lock.unlock();
        }
    }
}
