package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.remote.wire.ErrorCode;
import org.commitdb.remote.wire.Frame;
import org.commitdb.remote.wire.FrameReader;
import org.commitdb.remote.wire.FrameWriter;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.ReplyCodec;
import org.commitdb.remote.wire.Request;
import org.commitdb.remote.wire.RequestCodec;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Peers that break the rules are answered with an error or cut off, the log says why, and another
/// client notices nothing.
final class HostilePeerTest {

    private static final int WAIT_SECONDS = 30;
    private static final TestCommit FIRST = TestCommit.labelled(CommitId.NONE, "first");

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();
    private ServedStore served;
    private RemoteStore bystander;

    @BeforeEach
    void serve() {
        ServerOptions options =
                ServerOptions.DEFAULT
                        .withLimits(
                                ServerOptions.Limits.DEFAULT.withTimes(
                                        Duration.ofSeconds(30),
                                        Duration.ofMillis(800),
                                        Duration.ofSeconds(5)))
                        .withLog(this::hear);
        served = ServedStore.of(TestStores.inMemory(), new Endpoint.Tcp("127.0.0.1", 0), options);
        bystander = served.connect();
        bystander.append(List.of(FIRST.encode()));
    }

    @AfterEach
    void nobodyElseNoticed() {
        assertEquals(1, bystander.lastOrdinal());
        assertEquals(1, bystander.traffic().connections());
        StoreServer server = served.server();
        served.close();
        assertTrue(server.isQuiet(), "threads or memory were left behind");
    }

    private void hear(ServerLog.Level level, String message) {
        log.add(level + " " + message);
        news.add(message);
    }

    private Socket dial() throws IOException {
        return new Socket("127.0.0.1", ((Endpoint.Tcp) served.endpoint()).port());
    }

    private static FrameReader reader(Socket socket) throws IOException {
        return new FrameReader(socket.getInputStream(), "the server", Protocol.MAX_BODY_SIZE);
    }

    private static Reply read(FrameReader reader) throws IOException {
        Frame frame = reader.read(length -> {});
        return frame == null ? null : ReplyCodec.decode(frame, "the server");
    }

    private static void send(Socket socket, int id, Request request) throws IOException {
        new FrameWriter(socket.getOutputStream()).write(RequestCodec.encode(id, request));
    }

    private FrameReader greet(Socket socket) throws IOException {
        FrameReader reader = reader(socket);
        send(socket, 1, new Request.Hello(1, 1, "", "hostile"));
        assertInstanceOf(Reply.Welcome.class, read(reader));
        return reader;
    }

    private static void assertCutOffWith(ErrorCode code, FrameReader reader) throws IOException {
        assertEquals(code, assertInstanceOf(Reply.Failure.class, read(reader)).code());
        assertCutOff(reader);
    }

    private static void assertCutOff(FrameReader reader) {
        try {
            assertEquals(null, read(reader));
        } catch (IOException e) {
            // A reset ends it as well.
            return;
        }
    }

    private void assertLogged(String part) {
        assertTrue(log.stream().anyMatch(line -> line.contains(part)), log::toString);
    }

    @Test
    void garbageIsCutOff() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            try (Socket socket = dial()) {
                byte[] garbage = new byte[16 + random.nextInt(200)];
                random.nextBytes(garbage);
                garbage[3] = 0x7f;
                socket.getOutputStream().write(garbage);
                assertCutOffWith(ErrorCode.PROTOCOL, reader(socket));
            }
        }
        assertLogged("WARNING");
        assertLogged("a body of at most");
    }

    @Test
    void aBrowserIsCutOff() throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertCutOffWith(ErrorCode.PROTOCOL, reader(socket));
        }
    }

    @Test
    void aStrangerMayNotSendMuch() throws IOException {
        try (Socket socket = dial()) {
            new FrameWriter(socket.getOutputStream())
                    .write(new Frame(1, 1, new byte[Protocol.MAX_HELLO_SIZE + 1]));
            assertCutOffWith(ErrorCode.PROTOCOL, reader(socket));
        }
    }

    @Test
    void aRequestBeforeTheHelloIsCutOff() throws IOException {
        try (Socket socket = dial()) {
            send(socket, 1, new Request.Heads());
            assertCutOffWith(ErrorCode.PROTOCOL, reader(socket));
        }
        assertLogged("expected a hello first");
    }

    @Test
    void aWrongVersionIsToldTheRightOne() throws IOException {
        try (Socket socket = dial()) {
            send(socket, 1, new Request.Hello(2, 9, "", "from the future"));
            assertCutOffWith(ErrorCode.VERSION, reader(socket));
        }
        assertLogged("speaks version 1");
    }

    @Test
    void anUnknownRequestIsCutOff() throws IOException {
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            new FrameWriter(socket.getOutputStream()).write(new Frame(2, 0x77, new byte[3]));
            assertCutOffWith(ErrorCode.PROTOCOL, reader);
        }
        assertLogged("expected a request");
    }

    @Test
    void halfAFrameIsWaitedForNoLongerThanAllowed() throws IOException {
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            socket.getOutputStream().write(new byte[] {40, 0, 0, 0, 1, 2, 3});
            assertCutOff(reader);
        }
        assertLogged("did not arrive in time");
    }

    @Test
    void aSilentStrangerIsWaitedForNoLongerThanAllowed() throws IOException {
        try (Socket socket = dial()) {
            assertCutOff(reader(socket));
        }
        assertLogged("did not arrive in time");
    }

    @Test
    void slowBytesAreWaitedForNoLongerThanAllowed() throws IOException {
        byte[] frame = new byte[4_000];
        frame[1] = (byte) 255;
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            boolean open = true;
            for (int i = 0; i < frame.length && open; i++) {
                open = sendSlowly(socket, frame[i]);
            }
            assertTrue(!open, "the server waited for every byte");
            assertCutOff(reader);
        }
        assertLogged("did not arrive in time");
    }

    private static boolean sendSlowly(Socket socket, byte b) {
        try {
            socket.getOutputStream().write(b);
            // The pace of this peer is what is tested; nothing waits for it.
            LockSupport.parkNanos(5_000_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPeerThatDoesNotReadIsWaitedForNoLongerThanAllowed() throws Exception {
        try (Socket socket = dial()) {
            greet(socket);
            // The answers, never read, fill every buffer on the way.
            for (int i = 0; i < 30; i++) {
                send(socket, i + 2, new Request.IdsOf(Collections.nCopies(30_000, 1L)));
            }
            awaitLogged("did not take an answer");
        }
    }

    private void awaitLogged(String part) throws InterruptedException {
        String line;
        while ((line = news.poll(WAIT_SECONDS, TimeUnit.SECONDS)) != null) {
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("nobody logged '" + part + "': " + log);
    }

    @Test
    void aCommitWithAnotherIdIsRefusedAndTheConnectionGoesOn() throws IOException {
        TestCommit second = TestCommit.labelled(FIRST.id(), "second");
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            send(
                    socket,
                    2,
                    new Request.Append(
                            List.of(new Request.SignedCommit(FIRST.id(), second.encode()))));
            Reply.Failure failure = assertInstanceOf(Reply.Failure.class, read(reader));
            assertEquals(ErrorCode.INVALID_COMMIT, failure.code());
            send(socket, 3, new Request.LastOrdinal());
            assertEquals(new Reply.Number(1), read(reader));
        }
        assertLogged("INVALID_COMMIT");
    }

    @Test
    void aBlobWithAnotherIdIsRefused() throws IOException {
        byte[] bytes = {1, 2, 3};
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            send(
                    socket,
                    2,
                    new Request.Append(
                            List.of(
                                    new Request.WholeBlob(
                                            BlobId.ofContent("uchar-1", new byte[] {1, 2}),
                                            "uchar-1",
                                            bytes)),
                            List.of()));
            assertEquals(
                    ErrorCode.INVALID_COMMIT,
                    assertInstanceOf(Reply.Failure.class, read(reader)).code());
        }
    }

    @Test
    void misuseIsAnsweredAndTheConnectionGoesOn() throws IOException {
        try (Socket socket = dial()) {
            FrameReader reader = greet(socket);
            List<Request> misuses =
                    List.of(
                            new Request.Commits(-1, 1),
                            new Request.Commits(99, 1_000_000),
                            new Request.IdsOf(List.of(0L)),
                            new Request.RunOf(Long.MIN_VALUE),
                            new Request.IdsWithPrefix("nonsense", 5),
                            new Request.Ancestry(List.of(1L, 77L), 10),
                            new Request.Hello(1, 1, "", "again"));
            for (int i = 0; i < misuses.size(); i++) {
                send(socket, i + 2, misuses.get(i));
                assertEquals(
                        ErrorCode.ARGUMENT,
                        assertInstanceOf(Reply.Failure.class, read(reader)).code(),
                        misuses.get(i).toString());
            }
        }
    }

    @Test
    void theServerRefusesACommitWithoutItsParent() {
        assertThrows(
                InvalidCommitException.class,
                () ->
                        bystander.append(
                                List.of(
                                        TestCommit.labelled(
                                                        TestCommit.labelled(
                                                                        CommitId.NONE, "nowhere")
                                                                .id(),
                                                        "orphan")
                                                .encode())));
    }
}
