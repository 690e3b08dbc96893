package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.StorageException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;

/// Blobs on disks that refuse, what reading them costs, and collections that race with commits.
final class BlobFaultTest {

    private static final String LAYOUT = "uchar-1";
    private static final int FRAME = 1 << 18;
    private static final FileOptions OPTIONS =
            FileOptions.defaults()
                    .withDurability(Durability.FULL)
                    .withCheckpointAfter(1 << 20, 1 << 30);

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static BlobId put(CommitFile file, byte[] bytes) {
        BlobId id = BlobId.ofContent(LAYOUT, bytes);
        file.putBlob(id, LAYOUT, bytes);
        return id;
    }

    private static long room(CommitFile file) {
        return Long.parseLong(file.info().facts().get("bytes of blob extents"));
    }

    private static void assertSound(SimDisk disk) throws Exception {
        assertEquals(
                List.of(),
                Maintenance.verify(
                                new SimDisk(disk.content()).open(),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .findings());
    }

    @Test
    void everyRefusedCallLeavesTheDatabaseAsItWas() throws Exception {
        byte[] kept = bytes(400_000, 1);
        byte[] large = bytes(1_500_000, 2);
        for (Call call : List.of(Call.WRITE, Call.SET_LENGTH)) {
            for (Failure failure :
                    List.of(Failure.NO_SPACE, Failure.SHORT_WRITE, Failure.IO_ERROR)) {
                int refused = 0;
                for (int n = 1; n < 16; n++) {
                    SimDisk disk = new SimDisk();
                    FaultStorage storage = new FaultStorage(disk.open());
                    try (CommitFile file = CommitFile.create(storage, OPTIONS, TestCommit::index)) {
                        BlobId first = put(file, kept);
                        int failing = storage.count(call) + n;
                        storage.failWhen(
                                failure,
                                event -> event.call() == call && event.number() == failing);
                        BlobId id = BlobId.ofContent(LAYOUT, large);
                        try {
                            put(file, large);
                        } catch (StorageException e) {
                            refused++;
                            assertFalse(file.hasBlob(id));
                        }
                        storage.heal();
                        assertArrayEquals(kept, file.blob(first).orElseThrow().bytes());
                        assertEquals(id, put(file, large));
                        assertArrayEquals(large, file.blob(id).orElseThrow().bytes());
                    }
                    assertSound(disk);
                }
                assertTrue(refused > 0, call + " " + failure);
            }
        }
    }

    @Test
    void failedSyncStoresNoBlobAndEndsWriting() throws Exception {
        SimDisk disk = new SimDisk();
        byte[] large = bytes(600_000, 3);
        BlobId id = BlobId.ofContent(LAYOUT, large);
        try (CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index)) {
            file.append(List.of(TestCommit.labelled(CommitId.NONE, "first").encode()));
            disk.failNextForce();
            assertThrows(StorageException.class, () -> put(file, large));
            assertFalse(file.hasBlob(id));
            assertThrows(StorageException.class, () -> put(file, bytes(10, 4)));
        } catch (CommitDatabaseException e) {
            // Closing tells that the last checkpoint could not be made durable.
            assertTrue(e.getMessage().contains("sync"), e.getMessage());
        }
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            assertFalse(file.hasBlob(id));
            assertEquals(1, file.lastOrdinal());
            assertEquals(id, put(file, large));
        }
        assertSound(disk);
    }

    @Test
    void rangesReadOnlyTheFramesThatTheyTouch() throws Exception {
        FaultStorage storage = new FaultStorage(new HeapStorage("counted"));
        try (CommitFile file = CommitFile.create(storage, OPTIONS, TestCommit::index)) {
            byte[] large = bytes(64 * FRAME + 5, 5);
            BlobId id = put(file, large);
            try (BlobReader reader = file.openBlob(id).orElseThrow()) {
                byte[] target = new byte[3 * FRAME];
                long before = storage.bytesRead();
                assertEquals(10, reader.read(40L * FRAME + 7, target, 0, 10));
                assertEquals(large[40 * FRAME + 7], target[0]);
                long one = storage.bytesRead() - before;
                assertTrue(one <= FRAME + 1024, () -> "a range of 10 bytes read " + one);
                before = storage.bytesRead();
                assertEquals(10, reader.read(40L * FRAME + 1_000, target, 0, 10));
                assertEquals(0, storage.bytesRead() - before, "the same frame is read once");
                before = storage.bytesRead();
                assertEquals(FRAME, reader.read(50L * FRAME - 1, target, 0, FRAME));
                long two = storage.bytesRead() - before;
                assertTrue(two <= 2 * FRAME + 1024, () -> "two frames read " + two);
                before = storage.bytesRead();
                assertEquals(5, reader.read(64L * FRAME, target, 0, FRAME));
                long last = storage.bytesRead() - before;
                assertTrue(last <= 2048, () -> "the last frame of 5 bytes read " + last);
            }
        }
    }

    @Test
    void incompressibleBlobCostsAtMostAThousandthMore() throws Exception {
        HeapStorage storage = new HeapStorage("measured");
        try (CommitFile file = CommitFile.create(storage, OPTIONS, TestCommit::index)) {
            byte[] piece = bytes(1 << 20, 6);
            put(file, bytes(100_000, 7));
            long used = room(file);
            long size = 128L << 20;
            try (BlobWriter writer = file.newBlob(LAYOUT)) {
                for (long done = 0; done < size; done += piece.length) {
                    writer.write(piece);
                }
                writer.seal();
                file.append(List.of(writer), List.of());
            }
            long cost = room(file) - used - size;
            System.out.printf(
                    "incompressible blob of %d bytes: %d more, %.4f %%%n",
                    size, cost, 100.0 * cost / size);
            assertTrue(cost >= 0 && cost * 1000 <= size, () -> cost + " bytes more");
        }
    }

    @Test
    void readerOfACollectedBlobIsToldSo() throws Exception {
        try (CommitFile file =
                CommitFile.create(new HeapStorage("reused"), OPTIONS, TestCommit::index)) {
            byte[] old = bytes(1_000_000, 8);
            BlobId id = put(file, old);
            try (BlobReader reader = file.openBlob(id).orElseThrow()) {
                byte[] target = new byte[100];
                reader.read(0, target, 0, 100);
                assertEquals(1, file.collectBlobs().count());
                put(file, bytes(999_000, 9));
                UnknownIdException gone =
                        assertThrows(
                                UnknownIdException.class,
                                () -> reader.read(600_000, target, 0, 100));
                assertEquals(id.toString(), gone.id());
            }
        }
    }

    @Test
    void noCommitEverNamesACollectedBlob() throws Exception {
        try (CommitFile file =
                CommitFile.create(
                        new HeapStorage("raced"),
                        OPTIONS.withDurability(Durability.LAZY),
                        TestCommit::index)) {
            CountDownLatch done = new CountDownLatch(1);
            Thread collector =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (done.getCount() > 0) {
                                    file.collectBlobs();
                                }
                            });
            int refused = 0;
            try {
                for (int i = 0; i < 150; i++) {
                    byte[] content = bytes(i % 10 == 0 ? 50_000 : 20, i);
                    BlobId id = BlobId.ofContent(LAYOUT, content);
                    TestCommit commit =
                            TestCommit.labelled(CommitId.NONE, "c" + i).withBlobs(List.of(id));
                    if (i % 2 == 0) {
                        try (BlobWriter writer = file.newBlob(LAYOUT)) {
                            writer.write(content);
                            writer.seal();
                            file.append(List.of(writer), List.of(commit.encode()));
                        }
                        assertArrayEquals(content, file.blob(id).orElseThrow().bytes());
                    } else {
                        put(file, content);
                        try {
                            file.append(List.of(commit.encode()));
                            assertArrayEquals(content, file.blob(id).orElseThrow().bytes());
                        } catch (InvalidCommitException e) {
                            refused++;
                        }
                    }
                }
            } finally {
                done.countDown();
                collector.join();
            }
            assertEquals(150 - refused, file.lastOrdinal());
            assertEquals(List.of(), file.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
        }
    }
}
