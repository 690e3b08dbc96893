package org.commitdb.remote;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.commitdb.error.CorruptException;
import org.commitdb.remote.wire.ErrorCode;
import org.commitdb.remote.wire.Failures;
import org.commitdb.remote.wire.Frame;
import org.commitdb.remote.wire.FrameReader;
import org.commitdb.remote.wire.FrameWriter;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.ReplyCodec;
import org.commitdb.remote.wire.Request;
import org.commitdb.remote.wire.RequestCodec;
import org.jspecify.annotations.Nullable;

/// One connection to a server, with several requests under way at once.
///
/// **Invariants**: once it is broken it stays broken, and whoever waits hears of it. **Threads**:
/// any, also interrupted ones: an interrupt is kept for later.
final class ClientConnection implements AutoCloseable {

    private static final String CLIENT = "commitdb-java";

    private final Link link;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final ConnectionOptions options;
    private final Notices notices;
    private final Runnable lost;
    private final Map<Integer, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger nextId = new AtomicInteger();
    private final ExecutorService sending;
    private final Reply.Welcome welcome;
    private final Semaphore inFlight;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable IOException broken;
    private volatile boolean closing;

    private ClientConnection(Link link, ConnectionOptions options, Notices notices, Runnable lost)
            throws IOException {
        this.link = link;
        this.options = options;
        this.notices = notices;
        this.lost = lost;
        this.reader = new FrameReader(link.in(), link.peer(), Protocol.MAX_BODY_SIZE);
        this.writer = new FrameWriter(link.out());
        this.welcome = greet();
        this.inFlight = new Semaphore(Math.max(1, welcome.maxInFlight()));
        this.sending =
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("commitdb-send " + link.peer()).factory());
    }

    /// Connects and says hello.
    ///
    /// **Errors**: [IOException] when the server cannot be reached; what stands for the failure
    /// when it refuses.
    static ClientConnection open(
            Dialer dialer, ConnectionOptions options, Notices notices, Runnable lost)
            throws IOException {
        Link link = dialer.dial();
        Watchdog watchdog = new Watchdog(link, options);
        try {
            ClientConnection connection = new ClientConnection(link, options, notices, lost);
            watchdog.stop();
            connection.start();
            return connection;
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        } finally {
            watchdog.stop();
        }
    }

    /// Closes a link on which the greeting takes too long.
    private static final class Watchdog {

        private final Thread thread;

        Watchdog(Link link, ConnectionOptions options) {
            long millis = Math.max(1, options.answering().toMillis());
            thread =
                    Thread.ofVirtual()
                            .name("commitdb-greeting " + link.peer())
                            .start(() -> {
                                try {
                                    Thread.sleep(millis);
                                    link.close();
                                } catch (InterruptedException e) {
                                    return;
                                }
                            });
        }

        void stop() {
            thread.interrupt();
        }
    }

    private Reply.Welcome greet() throws IOException {
        writer.write(
                RequestCodec.encode(
                        nextId(),
                        new Request.Hello(
                                Protocol.VERSION, Protocol.VERSION, options.token(), CLIENT)));
        Frame frame = reader.read(length -> {});
        if (frame == null) {
            throw new IOException("the server closed the connection");
        }
        return switch (ReplyCodec.decode(frame, link.peer())) {
            case Reply.Welcome accepted -> accepted;
            case Reply.Failure failure when failure.code() == ErrorCode.STOPPING ->
                    throw new IOException(failure.message());
            case Reply.Failure failure -> throw Failures.toException(failure, link.peer());
            case Reply other -> throw new IOException("the server greeted with a " + nameOf(other));
        };
    }

    private void start() {
        Thread.ofVirtual().name("commitdb-receive " + link.peer()).start(this::receive);
        long pause = Math.max(1_000, welcome.idleMillis() / 3);
        Thread.ofVirtual()
                .name("commitdb-ping " + link.peer())
                .start(() -> {
                    while (broken == null && !closing && sleep(pause)) {
                        ping();
                    }
                });
    }

    private boolean sleep(long millis) {
        try {
            return !stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void ping() {
        try {
            call(new Request.Ping());
        } catch (IOException | RuntimeException e) {
            // Whoever asks for something next finds the connection broken.
            return;
        }
    }

    Reply.Welcome welcome() {
        return welcome;
    }

    Link link() {
        return link;
    }

    boolean isBroken() {
        return broken != null;
    }

    /// The answer to a request.
    ///
    /// **Errors**: [IOException] when the connection breaks or the answer does not come in time; it
    /// is not known then whether the server did what was asked for. What stands for the failure
    /// when the server says that it failed.
    Reply call(Request request) throws IOException {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        inFlight.acquireUninterruptibly();
        int id = nextId();
        try {
            waiting.put(id, answer);
            send(RequestCodec.encode(id, request), answer);
            Reply reply = await(answer);
            if (reply instanceof Reply.Failure failure) {
                if (failure.code() == ErrorCode.STOPPING) {
                    throw new IOException(failure.message());
                }
                throw Failures.toException(failure, link.peer());
            }
            return reply;
        } finally {
            waiting.remove(id);
            inFlight.release();
        }
    }

    private int nextId() {
        return nextId.updateAndGet(id -> id == Integer.MAX_VALUE ? 1 : id + 1);
    }

    private void send(Frame frame, CompletableFuture<Reply> answer) throws IOException {
        if (frame.body().length > welcome.maxBodySize()) {
            throw new IllegalArgumentException(
                    "the server takes "
                            + welcome.maxBodySize()
                            + " bytes at once, not "
                            + frame.body().length);
        }
        try {
            sending.execute(() -> {
                try {
                    writer.write(frame);
                } catch (IOException e) {
                    breakOff(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        IOException failure = broken;
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private Reply await(CompletableFuture<Reply> answer) throws IOException {
        boolean interrupted = false;
        long end = System.nanoTime() + options.answering().toNanos();
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    IOException late =
                            new IOException("no answer within " + options.answering(), e);
                    breakOff(late);
                    throw late;
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause() == null ? e : e.getCause();
                    throw new IOException(cause.getMessage(), cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void receive() {
        try {
            Frame frame;
            while ((frame = reader.read(length -> {})) != null) {
                received(frame);
            }
            breakOff(new IOException("the server closed the connection"));
        } catch (IOException e) {
            breakOff(e);
        } catch (CorruptException e) {
            breakOff(new IOException(e.getMessage(), e));
        }
    }

    private void received(Frame frame) throws IOException {
        Reply reply = ReplyCodec.decode(frame, link.peer());
        if (frame.requestId() != Frame.UNASKED) {
            CompletableFuture<Reply> answer = waiting.get(frame.requestId());
            if (answer != null) {
                answer.complete(reply);
            }
            return;
        }
        switch (reply) {
            case Reply.Changed changed -> notices.changed(changed.lastOrdinal());
            case Reply.Deleted deleted -> notices.deleted(deleted.deletedCount());
            case Reply.Failure failure -> throw new IOException(failure.message());
            default -> throw new IOException("the server sent a " + nameOf(reply) + " unasked");
        }
    }

    private static String nameOf(Reply reply) {
        return reply.getClass().getSimpleName();
    }

    private void breakOff(IOException failure) {
        boolean first;
        synchronized (this) {
            first = broken == null;
            if (first) {
                broken = failure;
            }
        }
        link.close();
        stopped.countDown();
        waiting.values().forEach(answer -> answer.completeExceptionally(failure));
        sending.shutdown();
        if (first && !closing) {
            lost.run();
        }
    }

    @Override
    public void close() {
        closing = true;
        breakOff(new IOException("the connection was closed"));
    }
}
