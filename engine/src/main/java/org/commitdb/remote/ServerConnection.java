package org.commitdb.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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
import org.commitdb.remote.wire.RequestType;
import org.jspecify.annotations.Nullable;

/// One client of a server: greets it, reads its requests, and has each answered on a thread of its
/// own.
///
/// **Invariants**: at most as many requests as the limits say are worked on; while there are so
/// many, no more is read. **Threads**: one runs it; any tells it of changes, looks whether it is
/// overdue, or closes it.
final class ServerConnection implements AutoCloseable, Upload.Owner {

    private final StoreServer server;
    private final Link link;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore inFlight;
    private final AtomicLong pendingChange = new AtomicLong();
    private final ConnectionEvent event = new ConnectionEvent();
    private volatile long readingSince = now();
    private volatile long writingSince;
    private volatile long quietSince = System.nanoTime();
    private volatile boolean subscribed;
    private volatile boolean greeted;
    private volatile String end = "the peer closed it";
    private volatile boolean gone;
    private Role role = Role.READ_ONLY;
    private long toldDeleted;
    private int reserved;

    ServerConnection(StoreServer server, Link link) {
        this.server = server;
        this.link = link;
        this.reader = new FrameReader(link.in(), link.peer(), Protocol.MAX_HELLO_SIZE);
        this.writer = new FrameWriter(link.out());
        this.inFlight = new Semaphore(server.limits().maxInFlight());
    }

    /// Serves the client until one side ends it.
    void run() {
        event.begin();
        server.log(ServerLog.Level.CONNECTION, link.peer() + ": connected");
        try {
            if (greet()) {
                serve();
            }
        } catch (CorruptException e) {
            violated(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            end = link.isClosed() ? end : String.valueOf(e.getMessage());
        } finally {
            close();
            finish();
        }
    }

    /// Refuses the client before it is heard.
    void refuse(ErrorCode code, String message) {
        send(Frame.UNASKED, new Reply.Failure(code, message, List.of()));
        close();
    }

    private boolean greet() throws IOException {
        Frame frame = read();
        if (frame == null) {
            return false;
        }
        if (!(RequestCodec.decode(frame, link.peer()) instanceof Request.Hello hello)) {
            throw new CorruptException(
                    link.peer() + ": expected a hello first", link.peer(), -1, "a hello", "none");
        }
        Optional<Role> found = server.roleOf(hello.token());
        if (hello.leastVersion() > Protocol.VERSION || hello.greatestVersion() < Protocol.VERSION) {
            return refused(
                    frame,
                    ErrorCode.VERSION,
                    "the server speaks version "
                            + Protocol.VERSION
                            + " of the protocol, the client "
                            + hello.leastVersion()
                            + " to "
                            + hello.greatestVersion());
        }
        if (found.isEmpty()) {
            return refused(frame, ErrorCode.UNAUTHENTICATED, "the token is wrong or missing");
        }
        role = found.get();
        server.log(
                ServerLog.Level.CONNECTION,
                link.peer() + ": is " + ServerLogText.of(hello.client()) + ", " + role);
        reader.setMaxBodySize(server.limits().maxBodySize());
        Reply.Welcome welcome = server.welcome(role);
        toldDeleted = welcome.deletedCount();
        done(frame.requestId(), welcome);
        greeted = true;
        return true;
    }

    private boolean refused(Frame frame, ErrorCode code, String message) {
        end = message;
        server.counters().refused.increment();
        server.log(ServerLog.Level.WARNING, link.peer() + ": refused: " + message);
        send(frame.requestId(), new Reply.Failure(code, message, List.of()));
        return false;
    }

    private void serve() throws IOException {
        Frame frame;
        while ((frame = read()) != null) {
            Frame next = frame;
            int held = reserved;
            reserved = 0;
            inFlight.acquireUninterruptibly();
            server.begin();
            Thread.ofVirtual()
                    .name("commitdb-request " + link.peer())
                    .start(() -> answer(next, held));
        }
    }

    private @Nullable Frame read() throws IOException {
        readingSince = greeted ? 0 : readingSince;
        quietSince = System.nanoTime();
        Frame frame =
                reader.read(length -> {
                    readingSince = readingSince == 0 ? now() : readingSince;
                    reserve(length);
                });
        readingSince = 0;
        return frame;
    }

    private void reserve(int lengthBytes) {
        int more = server.memory().unitsFor(lengthBytes) - reserved;
        if (more > 0) {
            server.memory().acquire(more);
            reserved += more;
        }
    }

    private void answer(Frame frame, int held) {
        int forReply = held == 0 ? unitsForReply(frame.type()) : 0;
        server.memory().acquire(forReply);
        try {
            RequestEvent request = new RequestEvent();
            request.begin();
            Reply reply = replyTo(frame);
            long size = send(frame.requestId(), reply);
            record(request, frame, reply, size);
            if (reply instanceof Reply.Failure failure && failure.code().endsConnection()) {
                close();
            }
        } finally {
            server.memory().release(held + forReply);
            quietSince = System.nanoTime();
            inFlight.release();
            server.end();
        }
    }

    private int unitsForReply(int type) {
        return type == RequestType.BLOB_RANGE.code() || type == RequestType.BLOB_HEAD.code()
                ? server.memory().unitsFor(Protocol.BLOB_PIECE_SIZE)
                : 0;
    }

    private Reply replyTo(Frame frame) {
        try {
            Request request = RequestCodec.decode(frame, link.peer());
            boolean writes = RequestType.ofCode(frame.type()).map(RequestType::writes).orElse(true);
            server.log(
                    writes ? ServerLog.Level.CHANGE : ServerLog.Level.REQUEST,
                    link.peer() + ": " + request.getClass().getSimpleName());
            if (server.isStopping()) {
                return new Reply.Failure(ErrorCode.STOPPING, "the server is stopping", List.of());
            }
            if (writes && role != Role.READ_WRITE) {
                return new Reply.Failure(
                        ErrorCode.DENIED, "the server lets this client read only", List.of());
            }
            if (request instanceof Request.Subscribe) {
                subscribed = true;
            }
            return server.answer(request, this);
        } catch (CorruptException e) {
            return e.source().equals(link.peer()) ? violation(e) : Failures.of(e);
        } catch (RuntimeException e) {
            return Failures.of(e);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return new Reply.Failure(ErrorCode.INTERNAL, "the server failed: " + e, List.of());
        }
    }

    private Reply.Failure violation(CorruptException failure) {
        end = String.valueOf(failure.getMessage());
        server.counters().violations.increment();
        return new Reply.Failure(ErrorCode.PROTOCOL, end, List.of());
    }

    private void violated(String message) {
        end = message;
        server.counters().violations.increment();
        server.log(ServerLog.Level.WARNING, ServerLogText.of(message));
        send(Frame.UNASKED, new Reply.Failure(ErrorCode.PROTOCOL, message, List.of()));
    }

    private void record(RequestEvent event, Frame frame, Reply reply, long replySize) {
        server.counters().requests.increment();
        if (reply instanceof Reply.Failure failure) {
            server.counters().failures.increment();
            server.log(
                    failure.code() == ErrorCode.INTERNAL || failure.code() == ErrorCode.PROTOCOL
                            ? ServerLog.Level.WARNING
                            : ServerLog.Level.CHANGE,
                    link.peer()
                            + ": failed: "
                            + failure.code()
                            + ": "
                            + ServerLogText.of(failure.message()));
            event.failure = failure.code().name();
        }
        if (event.shouldCommit()) {
            event.request =
                    RequestType.ofCode(frame.type()).map(Enum::name).orElse("" + frame.type());
            event.peer = link.peer();
            event.requestSize = frame.size();
            event.replySize = replySize;
            event.commit();
        }
    }

    /// Sends an answer; a peer that is gone will not miss it. Returns its size in bytes.
    private long send(int requestId, Reply reply) {
        try {
            return done(requestId, reply);
        } catch (IOException e) {
            close();
            return 0;
        }
    }

    private long done(int requestId, Reply reply) throws IOException {
        Frame frame = ReplyCodec.encode(requestId, reply);
        writing.lock();
        try {
            writingSince = now();
            tellDeleted();
            writer.write(frame);
        } finally {
            writingSince = 0;
            writing.unlock();
        }
        return frame.size();
    }

    /// A client that remembers a deleted commit must hear of it before any answer that knows it.
    private void tellDeleted() throws IOException {
        long deleted = greeted ? server.deletedCount() : toldDeleted;
        if (deleted != toldDeleted) {
            toldDeleted = deleted;
            writer.write(ReplyCodec.encode(Frame.UNASKED, new Reply.Deleted(deleted)));
        }
    }

    /// Has the client told that commits were deleted. Never waits.
    void deleted() {
        if (greeted) {
            Thread.ofVirtual().name("commitdb-deleted " + link.peer()).start(this::sendDeleted);
        }
    }

    private void sendDeleted() {
        writing.lock();
        try {
            writingSince = now();
            tellDeleted();
        } catch (IOException e) {
            close();
        } finally {
            writingSince = 0;
            writing.unlock();
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    /// Has the client told that there are commits up to `ordinal`, if it asked for that. Never
    /// waits.
    void changed(long ordinal) {
        if (subscribed && pendingChange.getAndAccumulate(ordinal, Math::max) == 0) {
            Thread.ofVirtual()
                    .name("commitdb-change " + link.peer())
                    .start(() ->
                            send(Frame.UNASKED, new Reply.Changed(pendingChange.getAndSet(0))));
        }
    }

    /// Closes the connection when the peer takes too long.
    void closeIfOverdue(long nowNanos) {
        if (isPast(readingSince, nowNanos, server.limits().patience())) {
            closeBecause("a message did not arrive in time");
        } else if (isPast(writingSince, nowNanos, server.limits().patience())) {
            closeBecause("the peer did not take an answer in time");
        } else if (inFlight.availablePermits() == server.limits().maxInFlight()
                && isPast(quietSince, nowNanos, server.limits().idle())) {
            closeBecause("nothing was asked for a long time");
        }
    }

    /// The time, never 0, which stands for "not".
    private static long now() {
        long nanos = System.nanoTime();
        return nanos == 0 ? 1 : nanos;
    }

    private static boolean isPast(long since, long now, Duration limit) {
        return since != 0 && now - since > limit.toNanos();
    }

    private void closeBecause(String reason) {
        end = reason;
        server.log(ServerLog.Level.WARNING, link.peer() + ": closed: " + reason);
        close();
    }

    @Override
    public void close() {
        link.close();
    }

    private void finish() {
        gone = true;
        server.memory().release(reserved);
        reserved = 0;
        server.counters().receivedBytes.add(link.receivedBytes());
        server.counters().sentBytes.add(link.sentBytes());
        server.log(
                ServerLog.Level.CONNECTION,
                link.peer() + ": disconnected: " + ServerLogText.of(end));
        event.peer = link.peer();
        event.receivedBytes = link.receivedBytes();
        event.sentBytes = link.sentBytes();
        event.end = end;
        event.commit();
    }
}
