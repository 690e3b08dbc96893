package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.StorageException;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;

/// A server whose disk is full: it says so, serves who reads, and goes on when there is room again.
final class FullDiskServerTest {

    private static final String LAYOUT = "uchar-1";

    private volatile boolean full;

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void upload(RemoteStore client, byte[] bytes, TestCommit... commits) {
        try (BlobWriter writer = client.newBlob(LAYOUT)) {
            writer.write(bytes);
            writer.seal();
            client.append(
                    List.of(writer), List.of(commits).stream().map(TestCommit::encode).toList());
        }
    }

    private static void assertFull(Runnable change) {
        StorageException refused = assertThrows(StorageException.class, change::run);
        String message = refused.getMessage();
        assertTrue(message.contains("space"), message);
    }

    @Test
    void clientsAreToldAndReadOnUntilThereIsRoomAgain() {
        FaultStorage storage = new FaultStorage(new HeapStorage("disk"));
        storage.failWhen(Failure.NO_SPACE, event -> full && event.call() == Call.WRITE);
        CommitFile file = CommitFile.create(storage, FileOptions.defaults(), TestCommit::index);
        byte[] large = noise(3_000_000);
        byte[] larger = noise(5_000_000);
        BlobId blob = BlobId.ofContent(LAYOUT, large);
        BlobId other = BlobId.ofContent(LAYOUT, larger);
        TestCommit first = TestCommit.labelled(CommitId.NONE, "first").withBlobs(List.of(blob));
        TestCommit second = TestCommit.labelled(first.id(), "second").withBlobs(List.of(other));
        TestCommit third = TestCommit.labelled(first.id(), "third");
        try (ServedStore served = ServedStore.of(file);
                RemoteStore client = served.connect()) {
            upload(client, large, first);
            full = true;
            assertFull(() -> upload(client, larger, second));
            assertFull(() -> client.append(List.of(third.encode())));
            assertFull(() -> client.putBlob(BlobId.ofContent(LAYOUT, noise(9)), LAYOUT, noise(9)));
            try (RemoteStore reader = served.connect()) {
                assertEquals(1, reader.lastOrdinal());
                assertArrayEquals(first.encode(), reader.commit(1));
                assertArrayEquals(large, reader.blob(blob).orElseThrow().bytes());
                assertFalse(reader.hasBlob(other));
            }
            full = false;
            client.append(List.of(third.encode()));
            upload(client, larger, second);
            assertEquals(3, client.commitCount());
            assertArrayEquals(larger, client.blob(other).orElseThrow().bytes());
            assertEquals(1, client.traffic().connections());
            assertEquals(List.of(), file.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
        }
    }
}
