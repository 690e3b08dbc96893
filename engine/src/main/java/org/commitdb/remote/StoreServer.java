package org.commitdb.remote;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.commitdb.remote.wire.ErrorCode;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;

/// Lends a store to clients, each on a virtual thread.
///
/// **Invariants**: the store stays the caller's; whatever a client sends, others notice nothing.
/// **Threads**: any.
public final class StoreServer implements AutoCloseable {

    private static final long MIN_WATCH_MILLIS = 10;
    private static final long MAX_WATCH_MILLIS = 1_000;

    private final Listener listener;
    private final ServerOptions options;
    private final RecordStore store;
    private final UUID storeName;
    private final RequestHandler handler;
    private final MemoryBudget memory;
    private final Uploads uploads;
    private final Deletions deletions;
    private final ServerCounters counters = new ServerCounters();
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final AutoCloseable listening;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread accepting;
    private final Thread watching;
    private long running;
    private long alive;
    private volatile boolean stopping;

    private StoreServer(
            Listener listener, RecordStore store, Gatekeeper gatekeeper, ServerOptions options) {
        this.listener = listener;
        this.options = options;
        this.store = store;
        this.storeName = nameOf(store);
        this.uploads = new Uploads(store, options.limits());
        this.deletions = new Deletions(store);
        this.handler = new RequestHandler(store, gatekeeper, counters, uploads);
        this.memory = new MemoryBudget(options.limits().maxBodySize());
        this.listening =
                store.onAppend(ordinal -> {
                    connections.forEach(each -> each.changed(ordinal));
                    lookForDeletions();
                });
        this.accepting = Thread.ofVirtual().name("commitdb-accept").unstarted(this::accept);
        this.watching = Thread.ofVirtual().name("commitdb-watch").unstarted(this::watch);
    }

    /// Starts to serve `store` at `endpoint`; what clients send must pass `gatekeeper`.
    ///
    /// **Errors**: [org.commitdb.error.BusyException] when a server listens at that Unix socket;
    /// [org.commitdb.error.StorageException] when the address is taken, or a file of the options
    /// cannot be read; [IllegalArgumentException] when the address can be reached from other
    /// machines and the options do not guard it.
    public static StoreServer start(
            RecordStore store, Gatekeeper gatekeeper, Endpoint endpoint, ServerOptions options) {
        Listener listener = Listener.at(endpoint, options);
        StoreServer server;
        try {
            server = new StoreServer(listener, store, gatekeeper, options);
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
        server.accepting.start();
        server.watching.start();
        return server;
    }

    /// Ordinals mean the same to a client that connects again as long as the store has this name.
    private static UUID nameOf(RecordStore store) {
        Map<String, String> facts = store.info().facts();
        try {
            return UUID.fromString(facts.getOrDefault("uuid", ""));
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }

    /// Where it listens, with the port that was found.
    public Endpoint endpoint() {
        return listener.endpoint();
    }

    /// What it counts, by name, in the order in which to show it.
    public Map<String, String> status() {
        Map<String, String> status = new LinkedHashMap<>();
        counters.facts().forEach(fact -> status.put(fact.name(), fact.value()));
        return status;
    }

    private void accept() {
        while (!stopping) {
            try {
                Listener.Arrival arrival = listener.accept();
                begin(arrival);
            } catch (IOException e) {
                if (!stopping) {
                    log(ServerLog.Level.WARNING, "a connection was not accepted: " + e);
                    pause();
                }
            }
        }
    }

    /// Without a pause, a machine that is out of descriptors would be kept busy.
    private static void pause() {
        try {
            Thread.sleep(MIN_WATCH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Listener.Arrival arrival) {
        counters.accepted.increment();
        count(0, 1);
        Thread.ofVirtual()
                .name("commitdb-connection")
                .start(() -> {
                    try {
                        serve(arrival);
                    } finally {
                        count(0, -1);
                    }
                });
    }

    private void serve(Listener.Arrival arrival) {
        ServerConnection connection;
        try {
            connection = new ServerConnection(this, arrival.link());
        } catch (IOException e) {
            log(ServerLog.Level.WARNING, "a connection broke at once: " + e.getMessage());
            return;
        }
        connections.add(connection);
        try {
            if (counters.connections.incrementAndGet() > limits().maxConnections()) {
                counters.refused.increment();
                connection.refuse(
                        ErrorCode.OVERLOADED,
                        "the server takes " + limits().maxConnections() + " connections");
            } else if (stopping) {
                connection.refuse(ErrorCode.STOPPING, "the server is stopping");
            } else {
                connection.run();
            }
        } finally {
            counters.connections.decrementAndGet();
            connections.remove(connection);
        }
    }

    private void watch() {
        ServerOptions.Limits limits = limits();
        long least = Math.min(limits.idle().toMillis(), limits.patience().toMillis());
        long period = Math.clamp(least / 4, MIN_WATCH_MILLIS, MAX_WATCH_MILLIS);
        while (!stopping) {
            try {
                Thread.sleep(period);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            connections.forEach(connection -> connection.closeIfOverdue(now));
            uploads.giveUpAbandoned(now);
            lookForDeletions();
        }
    }

    /// Has the clients told when commits were deleted, by whomever.
    private void lookForDeletions() {
        try {
            if (deletions.look()) {
                connections.forEach(ServerConnection::deleted);
            }
        } catch (RuntimeException e) {
            // Whoever asks the store hears what is wrong with it.
            return;
        }
    }

    /// How many commits are known to be deleted.
    long deletedCount() {
        return deletions.count();
    }

    ServerOptions.Limits limits() {
        return options.limits();
    }

    ServerCounters counters() {
        return counters;
    }

    MemoryBudget memory() {
        return memory;
    }

    boolean isStopping() {
        return stopping;
    }

    Optional<Role> roleOf(String token) {
        AccessTokens tokens = options.tokens();
        Optional<Role> role = tokens == null ? Optional.of(Role.READ_WRITE) : tokens.roleOf(token);
        return options.readOnly() ? role.map(any -> Role.READ_ONLY) : role;
    }

    Reply.Welcome welcome(Role role) {
        return new Reply.Welcome(
                Protocol.VERSION,
                role == Role.READ_WRITE,
                limits().maxBodySize(),
                limits().maxInFlight(),
                limits().idle().toMillis(),
                storeName,
                store.lastOrdinal(),
                deletedCount());
    }

    Reply answer(Request request, ServerConnection client) {
        Reply reply = handler.answer(request, client);
        if (request instanceof Request.Delete) {
            lookForDeletions();
        }
        return reply;
    }

    void begin() {
        counters.running.incrementAndGet();
        count(1, 0);
    }

    void end() {
        counters.running.decrementAndGet();
        count(-1, 0);
    }

    private void count(int requests, int threads) {
        lock.lock();
        try {
            running += requests;
            alive += threads;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void log(ServerLog.Level level, String message) {
        try {
            options.log().log(level, message);
        } catch (RuntimeException e) {
            // Whoever listens to the log must not be able to stop the server.
            return;
        }
    }

    /// Stops: accepts nobody any more, lets running requests end as long as the limits say, and
    /// closes all connections. A second call does nothing. The store stays open.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        stopping = true;
        listener.close();
        watching.interrupt();
        joinAccepting();
        try {
            listening.close();
        } catch (Exception e) {
            log(ServerLog.Level.WARNING, "the store would not stop telling of commits: " + e);
        }
        long left = limits().stopping().toNanos();
        left = await(() -> running == 0, left);
        connections.forEach(ServerConnection::close);
        uploads.close();
        await(() -> alive == 0 && running == 0, Math.max(left, TimeUnit.SECONDS.toNanos(1)));
    }

    /// Until that thread has let go of it, the address is not free.
    private void joinAccepting() {
        boolean interrupted = Thread.interrupted();
        try {
            accepting.join(limits().stopping().plusSeconds(1));
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long await(BooleanSupplier condition, long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        lock.lock();
        try {
            while (!condition.getAsBoolean() && end - System.nanoTime() > 0) {
                try {
                    long left = changed.awaitNanos(end - System.nanoTime());
                    if (left <= 0) {
                        break;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return end - System.nanoTime();
    }

    /// Whether no thread of it, no memory of a message and no upload is left.
    boolean isQuiet() {
        lock.lock();
        try {
            return alive == 0 && running == 0 && memory.isWhole() && uploads.count() == 0;
        } finally {
            lock.unlock();
        }
    }
}
