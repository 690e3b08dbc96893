package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.RemoteException;
import org.commitdb.error.StorageException;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may connect to a server, from where, and what for.
final class ServerPolicyTest {

    private static final String WRITER = "the token of a writer";
    private static final String READER = "the token of a reader";
    private static final ConnectionOptions IMPATIENT =
            ConnectionOptions.DEFAULT.withTimes(Duration.ZERO, Duration.ofSeconds(30));
    private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);

    @TempDir private Path folder;
    private final RecordStore store = TestStores.inMemory();

    @AfterEach
    void closeStore() {
        store.close();
    }

    private StoreServer start(Endpoint endpoint, ServerOptions options) {
        return StoreServer.start(store, Gatekeeper.open(store), endpoint, options);
    }

    private static RemoteStore connect(StoreServer server, ConnectionOptions options) {
        return RemoteStore.connect(server.endpoint(), options);
    }

    private static byte[] commit(String label) {
        return TestCommit.labelled(CommitId.NONE, label).encode();
    }

    @Test
    void anotherAddressNeedsTlsAndTokensOrCourage() {
        Endpoint everywhere = new Endpoint.Tcp("0.0.0.0", 0);
        ServerOptions tokens =
                ServerOptions.DEFAULT.withTokens(AccessTokens.of(Role.READ_WRITE, WRITER));
        assertThrows(
                IllegalArgumentException.class, () -> start(everywhere, ServerOptions.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> start(everywhere, tokens));
        start(everywhere, ServerOptions.DEFAULT.withInsecure(true)).close();
    }

    @Test
    void aTakenPortIsRefused() {
        try (StoreServer server = start(ANY_PORT, ServerOptions.DEFAULT)) {
            assertThrows(
                    StorageException.class, () -> start(server.endpoint(), ServerOptions.DEFAULT));
        }
    }

    @Test
    void tokensDecideWhatAClientMayDo() {
        ServerOptions options =
                ServerOptions.DEFAULT.withTokens(
                        AccessTokens.of(Role.READ_WRITE, WRITER).and(Role.READ_ONLY, READER));
        try (StoreServer server = start(ANY_PORT, options);
                RemoteStore writer = connect(server, IMPATIENT.withToken(WRITER));
                RemoteStore reader = connect(server, IMPATIENT.withToken(READER))) {
            writer.append(List.of(commit("first")));
            assertEquals(1, reader.lastOrdinal());
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> reader.append(List.of(commit("second"))));
            assertThrows(UnsupportedOperationException.class, reader::flush);
            assertEquals(1, reader.lastOrdinal());
            for (String wrong : List.of("", "the token of nobody", WRITER + "!")) {
                RemoteException refused =
                        assertThrows(
                                RemoteException.class,
                                () -> connect(server, IMPATIENT.withToken(wrong)));
                assertTrue(refused.getMessage().contains("token"), refused.getMessage());
            }
        }
    }

    @Test
    void aServerForReadingOnlyTakesNothing() {
        try (StoreServer server = start(ANY_PORT, ServerOptions.DEFAULT.withReadOnly(true));
                RemoteStore client = connect(server, IMPATIENT)) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> client.append(List.of(commit("first"))));
        }
    }

    @Test
    void tokenFilesAreReadWhenNobodyElseCanReadThem() throws Exception {
        Path file = folder.resolve("tokens");
        Files.writeString(
                file,
                "# ours\n\nread-write " + "w".repeat(16) + "\nread_only " + "r".repeat(16) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(StorageException.class, () -> AccessTokens.read(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessTokens tokens = AccessTokens.read(file);
        assertEquals(Role.READ_WRITE, tokens.roleOf("w".repeat(16)).orElseThrow());
        assertEquals(Role.READ_ONLY, tokens.roleOf("r".repeat(16)).orElseThrow());
        assertTrue(tokens.roleOf("x".repeat(16)).isEmpty());
        Files.writeString(file, "read-write short\n");
        assertThrows(IllegalArgumentException.class, () -> AccessTokens.read(file));
        Files.writeString(file, "admin " + "w".repeat(16) + "\n");
        assertThrows(IllegalArgumentException.class, () -> AccessTokens.read(file));
        Files.writeString(file, "# nothing\n");
        assertThrows(StorageException.class, () -> AccessTokens.read(file));
    }

    @Test
    void moreConnectionsThanAllowedAreTurnedAway() {
        ServerOptions options =
                ServerOptions.DEFAULT.withLimits(
                        ServerOptions.Limits.DEFAULT.withMaxConnections(1));
        try (StoreServer server = start(ANY_PORT, options);
                RemoteStore client = connect(server, IMPATIENT)) {
            RemoteException refused =
                    assertThrows(RemoteException.class, () -> connect(server, IMPATIENT));
            assertTrue(refused.getMessage().contains("takes 1"), refused.getMessage());
            assertEquals(0, client.lastOrdinal());
            assertEquals("1", client.status().get("connections refused"));
        }
    }

    @Test
    void aUnixSocketIsItsOwnersAlone() throws Exception {
        Path socket = folder.resolve("s");
        try (StoreServer server = start(new Endpoint.Unix(socket), ServerOptions.DEFAULT)) {
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(socket));
            assertEquals(new Endpoint.Unix(socket), server.endpoint());
            assertEquals(1, Files.list(folder).count());
        }
        assertFalse(Files.exists(socket), "the socket was left behind");
    }

    @Test
    void aLiveSocketIsNotReplacedAndAStaleOneIs() throws Exception {
        Path socket = folder.resolve("s");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket));
        dead.close();
        assertTrue(Files.exists(socket));
        try (StoreServer server = start(new Endpoint.Unix(socket), ServerOptions.DEFAULT)) {
            assertThrows(
                    BusyException.class,
                    () -> start(new Endpoint.Unix(socket), ServerOptions.DEFAULT));
            try (RemoteStore client = connect(server, IMPATIENT)) {
                assertEquals(0, client.lastOrdinal());
            }
        }
    }

    @Test
    void aFileThatIsNoSocketStays() throws Exception {
        Path file = Files.writeString(folder.resolve("s"), "precious");
        assertThrows(
                StorageException.class,
                () -> start(new Endpoint.Unix(file), ServerOptions.DEFAULT));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aSilentConnectionIsClosedAndTheClientComesBack() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ServerOptions options =
                ServerOptions.DEFAULT
                        .withLimits(
                                ServerOptions.Limits.DEFAULT.withTimes(
                                        Duration.ofMillis(50),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(5)))
                        .withLog((level, message) -> {
                            if (message.contains("nothing was asked")) {
                                closed.countDown();
                            }
                        });
        try (StoreServer server = start(ANY_PORT, options);
                RemoteStore client = connect(server, ConnectionOptions.DEFAULT)) {
            assertTrue(closed.await(30, TimeUnit.SECONDS));
            client.append(List.of(commit("first")));
            assertEquals(1, client.lastOrdinal());
            assertTrue(client.traffic().connections() >= 2);
        }
    }

    @Test
    void aServerThatStopsLetsRequestsEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Gatekeeper slow =
                new Gatekeeper() {
                    @Override
                    public void check(List<byte[]> commits) {
                        begun.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void appendDefinitions(byte[] definitions) {}
                };
        StoreServer server = StoreServer.start(store, slow, ANY_PORT, ServerOptions.DEFAULT);
        try (RemoteStore client = connect(server, IMPATIENT)) {
            CompletableFuture<Void> appended =
                    CompletableFuture.runAsync(() -> client.append(List.of(commit("first"))));
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            go.countDown();
            appended.get(30, TimeUnit.SECONDS);
            closed.get(30, TimeUnit.SECONDS);
            assertEquals(1, store.lastOrdinal());
            assertTrue(server.isQuiet());
            assertThrows(RemoteException.class, client::lastOrdinal);
        }
    }

    @Test
    void aClientFindsTheServerAgainAndAnotherDatabaseNot() {
        StoreServer first = start(ANY_PORT, ServerOptions.DEFAULT);
        Endpoint endpoint = first.endpoint();
        try (RemoteStore client = RemoteStore.connect(endpoint, ConnectionOptions.DEFAULT)) {
            client.append(List.of(commit("first")));
            first.close();
            try (StoreServer second = start(endpoint, ServerOptions.DEFAULT)) {
                assertEquals(1, client.lastOrdinal());
                assertEquals(endpoint, second.endpoint());
            }
            try (RecordStore other = TestStores.inMemory();
                    StoreServer third =
                            StoreServer.start(
                                    other,
                                    Gatekeeper.open(other),
                                    endpoint,
                                    ServerOptions.DEFAULT)) {
                RemoteException refused = assertThrows(RemoteException.class, client::lastOrdinal);
                assertTrue(refused.getMessage().contains("another database"), third.toString());
            }
        }
    }

    @Test
    void tlsRefusesWhomItDoesNotTrust() throws Exception {
        TestCertificates ours = TestCertificates.make(folder, "ours");
        TestCertificates theirs = TestCertificates.make(folder, "theirs");
        Tls server = Tls.server(ours.certificate(), ours.key()).withTrusted(ours.certificate());
        Tls trusting = Tls.client().withTrusted(ours.certificate());
        try (StoreServer running = start(ANY_PORT, ServerOptions.DEFAULT.withTls(server))) {
            for (Tls wrong :
                    List.of(
                            trusting,
                            trusting.withCertificates(theirs.certificate(), theirs.key()),
                            Tls.client().withTrusted(theirs.certificate()))) {
                assertThrows(
                        RemoteException.class,
                        () -> connect(running, IMPATIENT.withTls(wrong)),
                        wrong.toString());
            }
            assertThrows(RemoteException.class, () -> connect(running, shortAnswers()));
            Tls right = trusting.withCertificates(ours.certificate(), ours.key());
            try (RemoteStore client = connect(running, IMPATIENT.withTls(right))) {
                assertEquals(0, client.lastOrdinal());
            }
        }
        assertThrows(
                StorageException.class,
                () ->
                        start(
                                ANY_PORT,
                                ServerOptions.DEFAULT.withTls(
                                        Tls.server(ours.key(), ours.certificate()))));
    }

    private static ConnectionOptions shortAnswers() {
        return ConnectionOptions.DEFAULT.withTimes(Duration.ZERO, Duration.ofSeconds(2));
    }
}
