package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;

/// Two processes that write blobs to one file.
final class BlobSharedTest {

    private static final String LAYOUT = "uchar-1";
    private static final FileOptions OPTIONS =
            FileOptions.defaults().withDurability(Durability.FULL);

    private final SimDisk disk = new SimDisk();

    private CommitFile open() {
        return CommitFile.open(disk.open(), OPTIONS, TestCommit::index);
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static BlobId id(byte[] bytes) {
        return BlobId.ofContent(LAYOUT, bytes);
    }

    private void assertSound() throws Exception {
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
    void streamsOfTwoProcessesLieApart() throws Exception {
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        byte[] left = bytes(2_500_000, 1);
        byte[] right = bytes(2_700_000, 2);
        try (CommitFile one = open();
                CommitFile two = open();
                BlobWriter first = one.newBlob(LAYOUT);
                BlobWriter second = two.newBlob(LAYOUT)) {
            for (int from = 0; from < left.length; from += 100_000) {
                first.write(left, from, 100_000);
                second.write(right, from, 100_000);
                if (from % 500_000 == 0) {
                    TestCommit commit = TestCommit.labelled(CommitId.NONE, "at " + from);
                    (from % 1_000_000 == 0 ? one : two).append(List.of(commit.encode()));
                }
            }
            second.write(right, 2_500_000, 200_000);
            first.seal();
            second.seal();
            one.append(List.of(first), List.of());
            two.append(List.of(second), List.of());
            for (CommitFile file : List.of(one, two)) {
                assertArrayEquals(left, file.blob(id(left)).orElseThrow().bytes());
                assertArrayEquals(right, file.blob(id(right)).orElseThrow().bytes());
                assertEquals(5, file.lastOrdinal());
            }
        }
        assertSound();
    }

    @Test
    void roomThatAnotherProcessIsWritingToIsNotTaken() throws Exception {
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        byte[] slow = bytes(3_000_000, 3);
        try (CommitFile one = open();
                BlobWriter writer = one.newBlob(LAYOUT)) {
            writer.write(slow, 0, 2_000_000);
            try (CommitFile two = open()) {
                two.checkpoint();
                for (int seed = 10; seed < 15; seed++) {
                    byte[] other = bytes(700_000, seed);
                    two.putBlob(id(other), LAYOUT, other);
                }
                two.collectBlobs();
                byte[] again = bytes(600_000, 20);
                two.putBlob(id(again), LAYOUT, again);
            }
            writer.write(slow, 2_000_000, 1_000_000);
            writer.seal();
            one.append(List.of(writer), List.of());
            assertArrayEquals(slow, one.blob(id(slow)).orElseThrow().bytes());
            assertEquals(2, one.blobStatistics().count());
        }
        assertSound();
    }

    @Test
    void collectionInOneProcessIsSeenInTheOther() throws Exception {
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        byte[] blob = bytes(900_000, 4);
        byte[] named = bytes(800_000, 5);
        try (CommitFile one = open();
                CommitFile two = open()) {
            one.putBlob(id(blob), LAYOUT, blob);
            one.putBlob(id(named), LAYOUT, named);
            two.append(
                    List.of(
                            TestCommit.labelled(CommitId.NONE, "names one")
                                    .withBlobs(List.of(id(named)))
                                    .encode()));
            assertTrue(two.hasBlob(id(blob)));
            try (BlobReader reader = two.openBlob(id(named)).orElseThrow()) {
                assertEquals(1, one.collectBlobs().count());
                byte[] over = bytes(850_000, 6);
                one.putBlob(id(over), LAYOUT, over);
                assertFalse(two.hasBlob(id(blob)));
                byte[] late =
                        TestCommit.labelled(CommitId.NONE, "too late")
                                .withBlobs(List.of(id(blob)))
                                .encode();
                assertThrows(InvalidCommitException.class, () -> two.append(List.of(late)));
                byte[] read = new byte[named.length];
                assertEquals(named.length, reader.read(0, read, 0, read.length));
                assertArrayEquals(named, read);
                assertEquals(List.of(), two.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
            }
        }
        assertSound();
    }
}
