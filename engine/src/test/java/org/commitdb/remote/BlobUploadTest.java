package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.StorageException;
import org.commitdb.remote.wire.ErrorCode;
import org.commitdb.remote.wire.Frame;
import org.commitdb.remote.wire.FrameReader;
import org.commitdb.remote.wire.FrameWriter;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.ReplyCodec;
import org.commitdb.remote.wire.Request;
import org.commitdb.remote.wire.RequestCodec;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Blobs that are uploaded piece by piece, and what becomes of them when something goes wrong.
final class BlobUploadTest {

    private static final String LAYOUT = "uchar-1";
    private static final int WAIT_SECONDS = 60;
    private static final int MOST_UPLOADS = 3;
    private static final long MOST_BYTES = 5_000_000;
    private static final byte[] BYTES = noise(2_500_000);
    private static final BlobId ID = BlobId.ofContent(LAYOUT, BYTES);

    private final RecordStore store = TestStores.inMemory();
    private final ServedStore served =
            ServedStore.of(
                    store,
                    new Endpoint.Tcp("127.0.0.1", 0),
                    ServerOptions.DEFAULT.withLimits(
                            ServerOptions.Limits.DEFAULT
                                    .withUploads(MOST_UPLOADS, MOST_BYTES)
                                    .withTimes(
                                            Duration.ofMinutes(1),
                                            Duration.ofMillis(200),
                                            Duration.ofSeconds(5))));
    private final RemoteStore client = served.connect();

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @AfterEach
    void nothingIsLeft() {
        StoreServer server = served.server();
        served.close();
        assertTrue(server.isQuiet(), "threads, memory or uploads were left behind");
    }

    /// A client that says what it is told to.
    private final class Peer implements AutoCloseable {

        private final Socket socket;
        private final FrameReader reader;
        private int next = 1;

        Peer() throws IOException {
            socket = new Socket("127.0.0.1", ((Endpoint.Tcp) served.endpoint()).port());
            reader = new FrameReader(socket.getInputStream(), "the server", Protocol.MAX_BODY_SIZE);
            assertInstanceOf(Reply.Welcome.class, ask(new Request.Hello(1, 1, "", "a peer")));
        }

        Reply ask(Request request) throws IOException {
            new FrameWriter(socket.getOutputStream()).write(RequestCodec.encode(next++, request));
            Frame frame = reader.read(length -> {});
            return ReplyCodec.decode(frame, "the server");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Request.BlobPiece piece(UUID upload, int from, int to, boolean last) {
        return new Request.BlobPiece(
                upload, LAYOUT, from, last ? ID : null, Arrays.copyOfRange(BYTES, from, to));
    }

    private static Request append(UUID upload) {
        return new Request.Append(List.of(new Request.UploadedBlob(upload, ID)), List.of());
    }

    private static void assertFails(ErrorCode code, Reply reply) {
        Reply.Failure failure = assertInstanceOf(Reply.Failure.class, reply);
        assertEquals(code, failure.code(), failure.message());
    }

    private void awaitUploads(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!client.status().get("uploads").equals("" + count)) {
            assertTrue(System.nanoTime() < end, () -> client.status().toString());
        }
    }

    @Test
    void anotherConnectionGoesOnAndWhatIsThereIsPassedOver() throws IOException {
        UUID upload = new UUID(1, 2);
        try (Peer one = new Peer();
                Peer other = new Peer()) {
            assertEquals(new Reply.Done(), one.ask(piece(upload, 0, 1_000_000, false)));
            assertEquals(new Reply.Done(), one.ask(piece(upload, 1_000_000, 1_500_000, false)));
            one.socket.close();
            assertEquals(new Reply.Done(), other.ask(piece(upload, 1_000_000, 1_500_000, false)));
            assertFails(ErrorCode.ARGUMENT, other.ask(piece(upload, 0, 1_000_000, false)));
            assertFails(ErrorCode.ARGUMENT, other.ask(piece(upload, 1_600_000, 1_700_000, false)));
            assertFails(ErrorCode.ARGUMENT, other.ask(append(upload)));
            Request last = piece(upload, 1_500_000, BYTES.length, true);
            assertEquals(new Reply.Done(), other.ask(last));
            assertEquals(new Reply.Done(), other.ask(last));
            assertFalse(store.hasBlob(ID));
            assertEquals(new Reply.Done(), other.ask(append(upload)));
            assertArrayEquals(BYTES, store.blob(ID).orElseThrow().bytes());
            assertEquals(new Reply.Done(), other.ask(append(upload)));
            assertFails(ErrorCode.UNKNOWN_ID, other.ask(last));
        }
    }

    @Test
    void otherBytesAreRefusedAndTheUploadIsGivenUp() throws IOException {
        UUID upload = new UUID(3, 4);
        try (Peer peer = new Peer()) {
            assertEquals(new Reply.Done(), peer.ask(piece(upload, 0, 1_000_000, false)));
            Request wrong = new Request.BlobPiece(upload, LAYOUT, 1_000_000, ID, new byte[9]);
            assertFails(ErrorCode.INVALID_COMMIT, peer.ask(wrong));
            assertFails(ErrorCode.UNKNOWN_ID, peer.ask(append(upload)));
            assertFails(
                    ErrorCode.ARGUMENT, peer.ask(new Request.BlobRange(ID, Long.MIN_VALUE, 1_000)));
            assertEquals(new Reply.Bytes(null), peer.ask(new Request.BlobRange(ID, 0, 1_000)));
        }
        awaitUploads(0);
    }

    @Test
    void anUploadIsGivenUpSomeTimeAfterItsConnectionEnded() throws IOException {
        try (Peer peer = new Peer()) {
            assertEquals(new Reply.Done(), peer.ask(piece(new UUID(5, 6), 0, 1_000_000, false)));
            awaitUploads(1);
            assertEquals("1000000", client.status().get("bytes uploaded so far"));
        }
        awaitUploads(0);
        assertEquals("0", client.status().get("bytes uploaded so far"));
    }

    @Test
    void closingAWriterGivesItsUploadUp() {
        try (BlobWriter writer = client.newBlob(LAYOUT)) {
            writer.write(BYTES);
            writer.seal();
            awaitUploads(1);
        }
        awaitUploads(0);
        assertFalse(store.hasBlob(ID));
    }

    @Test
    void closingAWriterInTheMiddleGivesItsUploadUp() {
        for (int i = 0; i < 3 * MOST_UPLOADS; i++) {
            try (BlobWriter writer = client.newBlob(LAYOUT)) {
                writer.write(BYTES, 0, (1 << 20) + 1);
            }
            awaitUploads(0);
        }
        // The last of them may be on its way still.
        try (BlobWriter one = client.newBlob(LAYOUT);
                BlobWriter other = client.newBlob(LAYOUT)) {
            one.write(BYTES);
            other.write(BYTES, 1, 2_000_000);
            one.seal();
            other.seal();
        }
    }

    @Test
    void closingAWriterGivesItsUploadUpWhileOthersUseTheConnection() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!done.get()) {
                                    client.traffic();
                                }
                            }));
        }
        for (int i = 0; i < 50; i++) {
            try (BlobWriter writer = client.newBlob(LAYOUT)) {
                writer.write(BYTES, 0, (1 << 20) + 1);
                writer.seal();
            }
            awaitUploads(0);
        }
        done.set(true);
        for (Thread other : others) {
            other.join();
        }
    }

    @Test
    void aLayoutThatIsTooLongIsRefused() throws IOException {
        try (Peer peer = new Peer()) {
            String layout = "x".repeat(1_000);
            Request.BlobPiece piece =
                    new Request.BlobPiece(new UUID(7, 8), layout, 0, null, new byte[1]);
            assertFails(ErrorCode.ARGUMENT, peer.ask(piece));
        }
        awaitUploads(0);
    }

    @Test
    void tooManyUploadsAreRefusedUntilOneIsComplete() {
        BlobWriter[] writers = new BlobWriter[MOST_UPLOADS + 1];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = client.newBlob(LAYOUT);
        }
        for (int i = 0; i < MOST_UPLOADS; i++) {
            writers[i].write(BYTES, i, 1_100_000);
        }
        awaitUploads(MOST_UPLOADS);
        assertThrows(
                BusyException.class,
                () -> {
                    writers[MOST_UPLOADS].write(BYTES, 0, 1_200_000);
                    writers[MOST_UPLOADS].seal();
                });
        writers[0].seal();
        try (BlobWriter more = client.newBlob(LAYOUT)) {
            more.write(BYTES, 0, 1_200_000);
            more.seal();
            client.append(List.of(more, writers[0]), List.of());
        }
        for (BlobWriter writer : writers) {
            writer.close();
        }
        awaitUploads(0);
        assertEquals(2, client.blobStatistics().count());
    }

    @Test
    void tooManyBytesAreRefusedUntilOthersAreAppended() {
        byte[] long1 = noise(4_000_000);
        try (BlobWriter first = client.newBlob(LAYOUT);
                BlobWriter second = client.newBlob(LAYOUT);
                BlobWriter third = client.newBlob(LAYOUT)) {
            first.write(long1);
            first.seal();
            assertThrows(
                    StorageException.class,
                    () -> {
                        second.write(BYTES);
                        second.seal();
                    });
            client.append(List.of(first), List.of());
            third.write(BYTES);
            third.seal();
            client.append(List.of(third), List.of());
        }
        assertTrue(client.hasBlob(ID));
    }

    @Test
    void aRefusedCommitLeavesNoBlobBehind() {
        try (BlobWriter large = client.newBlob(LAYOUT);
                BlobWriter small = client.newBlob(LAYOUT)) {
            large.write(BYTES);
            small.write(new byte[] {1, 2, 3});
            TestCommit orphan =
                    TestCommit.labelled(
                                    TestCommit.labelled(CommitId.NONE, "nowhere").id(), "orphan")
                            .withBlobs(List.of(large.seal(), small.seal()));
            assertThrows(
                    InvalidCommitException.class,
                    () -> client.append(List.of(large, small), List.of(orphan.encode())));
            assertEquals(List.of(), store.blobIds(null, 10));
            TestCommit sound =
                    TestCommit.labelled(CommitId.NONE, "sound")
                            .withBlobs(List.of(large.seal(), small.seal()));
            client.append(List.of(large, small), List.of(sound.encode()));
        }
        assertEquals(2, store.blobIds(null, 10).size());
        assertEquals(1, store.lastOrdinal());
    }

    @Test
    void aRangeFetchesLittleMore() {
        byte[] bytes = noise(8_000_000);
        BlobId id = BlobId.ofContent(LAYOUT, bytes);
        store.putBlob(id, LAYOUT, bytes);
        Traffic before = client.traffic();
        byte[] range = new byte[1_000];
        try (BlobReader reader = client.openBlob(id).orElseThrow()) {
            assertEquals(1_000, reader.read(5_000_000, range, 0, 1_000));
        }
        assertArrayEquals(Arrays.copyOfRange(bytes, 5_000_000, 5_001_000), range);
        Traffic cost = client.traffic().since(before);
        assertEquals(2, cost.requests());
        assertTrue(cost.receivedBytes() < 100_000, cost::toString);
    }

    @Test
    void whatIsDeletedIsForgottenByEveryClient() {
        RemoteStore other = served.connect();
        TestCommit first = TestCommit.labelled(CommitId.NONE, "first");
        TestCommit second = TestCommit.labelled(first.id(), "second");
        client.append(List.of(first.encode(), second.encode()));
        assertEquals(2, other.ordinalOf(second.id()));
        assertEquals(first.id(), other.idOf(1));
        client.delete(List.of(second.id()));
        assertEquals(0, client.ordinalOf(second.id()));
        // Any answer from after the deletion brings the news with it.
        assertEquals(1, other.commitCount());
        assertEquals(0, other.ordinalOf(second.id()));
        assertEquals(1, other.ordinalOf(first.id()));
        assertEquals(second.id(), other.idOf(2));
        assertArrayEquals(second.encode(), other.commit(2));
        assertEquals(0, other.ordinalOf(second.id()));
        client.append(List.of(second.encode()));
        assertEquals(3, other.ordinalOf(second.id()));
    }

    @Test
    void aDeletionBehindTheServerReachesItsClients() {
        TestCommit first = TestCommit.labelled(CommitId.NONE, "first");
        TestCommit second = TestCommit.labelled(first.id(), "second");
        client.append(List.of(first.encode(), second.encode()));
        assertEquals(2, client.ordinalOf(second.id()));
        store.delete(List.of(second.id()));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (client.ordinalOf(second.id()) != 0) {
            assertTrue(System.nanoTime() < end, "the client still knows it");
            client.lastOrdinal();
        }
    }

    @Test
    void blobThatIsNotThereIsNone() {
        assertTrue(client.openBlob(ID).isEmpty());
        assertTrue(client.blobInfo(ID).isEmpty());
        assertTrue(client.blob(ID).isEmpty());
        assertNull(client.mapBlob(ID));
    }
}
