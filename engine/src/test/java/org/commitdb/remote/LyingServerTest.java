package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.Test;

/// Servers that send other bytes than those that belong to an id: the client notices, because it
/// hashes what it gets.
final class LyingServerTest {

    private static final TestCommit TRUE = TestCommit.labelled(CommitId.NONE, "true");
    private static final TestCommit FALSE = TestCommit.labelled(CommitId.NONE, "false");
    private static final byte[] BLOB = {1, 2, 3};
    private static final BlobId BLOB_ID = BlobId.ofContent("uchar-1", BLOB);
    private static final byte[] LONG_BLOB = new byte[(1 << 20) + 1];
    private static final BlobId LONG_BLOB_ID = BlobId.ofContent("uchar-1", LONG_BLOB);

    /// Lets `lie` change what an honest store answers.
    private static ServedStore serve(Lie lie) {
        RecordStore honest = TestStores.inMemory();
        honest.append(List.of(TRUE.encode()));
        honest.putBlob(BLOB_ID, "uchar-1", BLOB);
        honest.putBlob(LONG_BLOB_ID, "uchar-1", LONG_BLOB);
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(honest, arguments);
                        return lie.about(method.getName(), answer);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                };
        RecordStore lying =
                (RecordStore)
                        Proxy.newProxyInstance(
                                RecordStore.class.getClassLoader(),
                                new Class<?>[] {RecordStore.class},
                                handler);
        return ServedStore.of(lying, new Endpoint.Tcp("127.0.0.1", 0), ServerOptions.DEFAULT);
    }

    @FunctionalInterface
    private interface Lie {
        Object about(String question, Object answer);
    }

    private static Object otherCommit(String question, Object answer) {
        return switch (question) {
            case "commit" -> FALSE.encode();
            case "commits" -> new ArrayList<>(List.of(FALSE.encode()));
            default -> answer;
        };
    }

    private record LyingReader(BlobReader honest) implements BlobReader {

        @Override
        public BlobInfo info() {
            return honest.info();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            int count = honest.read(position, target, offset, length);
            if (count > 0 && position + count == info().size()) {
                target[offset + count - 1] ^= 1;
            }
            return count;
        }

        @Override
        public void close() {
            honest.close();
        }
    }

    private static Object otherBlob(String question, Object answer) {
        if (!question.equals("openBlob")) {
            return answer;
        }
        BlobReader honest = (BlobReader) ((Optional<?>) answer).orElseThrow();
        return Optional.of(new LyingReader(honest));
    }

    @Test
    void bytesOfAnotherCommitAreRefused() {
        try (ServedStore served = serve(LyingServerTest::otherCommit);
                RemoteStore client = served.connect()) {
            assertEquals(TRUE.id(), client.idOf(1));
            CorruptException refused = assertThrows(CorruptException.class, () -> client.commit(1));
            assertEquals("the commit " + TRUE.id(), refused.expected());
            assertEquals("the commit " + FALSE.id(), refused.found());
        }
    }

    @Test
    void bytesOfAnotherBlobAreRefused() {
        try (ServedStore served = serve(LyingServerTest::otherBlob);
                RemoteStore client = served.connect()) {
            assertThrows(CorruptException.class, () -> client.blob(BLOB_ID));
            assertThrows(CorruptException.class, () -> client.blob(LONG_BLOB_ID));
            try (BlobReader reader = client.openBlob(LONG_BLOB_ID).orElseThrow()) {
                byte[] piece = new byte[LONG_BLOB.length - 1];
                assertEquals(piece.length, reader.read(0, piece, 0, piece.length));
                assertThrows(CorruptException.class, () -> reader.read(piece.length, piece, 0, 1));
            }
        }
    }

    @Test
    void honestServerIsBelieved() {
        try (ServedStore served = serve((question, answer) -> answer);
                RemoteStore client = served.connect()) {
            assertEquals(TRUE.id(), client.idOf(1));
            assertArrayEquals(TRUE.encode(), client.commit(1));
            assertArrayEquals(BLOB, client.blob(BLOB_ID).orElseThrow().bytes());
        }
    }
}
