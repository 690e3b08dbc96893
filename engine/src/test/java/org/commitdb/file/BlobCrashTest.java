package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Power cuts after every operation on the disk while blobs are streamed, given up, dropped and
/// written over.
@Execution(ExecutionMode.CONCURRENT)
final class BlobCrashTest {

    private static final String LAYOUT = "uchar-1";
    private static final int SEEDS = 4;
    private static final int MARGIN = 300_000;

    /// A blob that must be there after a power cut from one operation on, until another.
    private record Promise(BlobId id, byte[] bytes, long from, long until) {}

    private final SimDisk disk = new SimDisk();
    private final List<Promise> promises = new ArrayList<>();
    private final List<TestCommit> commits = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(17);
    private CommitFile file;
    private long createdAt;

    private static FileOptions options(Durability durability) {
        return FileOptions.defaults()
                .withDurability(durability)
                .withCheckpointAfter(1 << 20, 1 << 30);
    }

    private void create(Durability durability) {
        file = CommitFile.create(disk.open(), options(durability), TestCommit::index);
        createdAt = disk.historySize();
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private BlobWriter write(byte[] bytes, int end) {
        BlobWriter writer = file.newBlob(LAYOUT);
        writer.write(bytes, 0, end);
        return writer;
    }

    private void promise(byte[] bytes) {
        promises.add(
                new Promise(
                        BlobId.ofContent(LAYOUT, bytes),
                        bytes,
                        disk.historySize(),
                        Long.MAX_VALUE));
    }

    private void append(BlobWriter blob) {
        TestCommit commit =
                TestCommit.labelled(CommitId.NONE, "commit " + commits.size())
                        .withBlobs(List.of(blob.seal()));
        commits.add(commit);
        file.append(List.of(blob), List.of(commit.encode()));
    }

    private void collect() {
        long began = disk.historySize();
        file.collectBlobs();
        promises.replaceAll(promise ->
                file.hasBlob(promise.id) || promise.until < began
                        ? promise
                        : new Promise(promise.id, promise.bytes, promise.from, began));
    }

    private void crashEverywhere(FileOptions options) throws Exception {
        CrashPoints crashes = disk.crashes();
        while (crashes.position() < createdAt) {
            assertTrue(crashes.advance());
        }
        do {
            for (int seed = 0; seed < SEEDS; seed++) {
                try {
                    crashOnce(crashes, seed, options);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "after " + crashes.position() + " operations, seed " + seed, e);
                }
            }
        } while (crashes.advance());
    }

    private void crashOnce(CrashPoints crashes, int seed, FileOptions options) throws Exception {
        SimDisk left = crashes.image(seed);
        byte[] more = new byte[MARGIN];
        new SplittableRandom(seed).nextBytes(more);
        try (CommitFile opened = CommitFile.open(left.open(), options, TestCommit::index)) {
            check(opened, crashes.position());
            opened.putBlob(BlobId.ofContent(LAYOUT, more), LAYOUT, more);
            check(opened, crashes.position());
        }
        SimDisk copy = new SimDisk(left.content());
        VerifyReport report =
                Maintenance.verify(
                        copy.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
        assertEquals(List.of(), report.findings());
    }

    private void check(CommitFile opened, long position) {
        for (Promise promise : promises) {
            if (promise.from <= position && position < promise.until) {
                assertTrue(opened.hasBlob(promise.id), "a blob is gone");
            }
            opened.blob(promise.id)
                    .ifPresent(found -> assertArrayEquals(promise.bytes, found.bytes()));
        }
        for (TestCommit commit : commits) {
            if (opened.ordinalOf(commit.id()) != 0) {
                commit.blobs().forEach(id -> assertTrue(opened.blob(id).isPresent()));
            }
        }
    }

    @Test
    void streamsSurviveOrVanishWhole() throws Exception {
        create(Durability.FULL);
        byte[] first = bytes(700_000);
        BlobWriter writer = write(first, 400_000);
        file.append(List.of(TestCommit.labelled(CommitId.NONE, "in between").encode()));
        writer.write(first, 400_000, 300_000);
        append(writer);
        promise(first);
        byte[] second = bytes(1_200_000);
        BlobWriter given = write(second, 1_100_000);
        given.close();
        file.checkpoint();
        byte[] third = bytes(300_000);
        file.putBlob(BlobId.ofContent(LAYOUT, third), LAYOUT, third);
        promise(third);
        append(write(second, 500_000));
        file.close();
        crashEverywhere(options(Durability.FULL));
    }

    @Test
    void droppedRoomIsWrittenOverOnlyWhenTheDropIsDurable() throws Exception {
        create(Durability.FULL);
        byte[] kept = bytes(300_000);
        append(write(kept, kept.length));
        promise(kept);
        byte[] dropped = bytes(1_100_000);
        file.putBlob(BlobId.ofContent(LAYOUT, dropped), LAYOUT, dropped);
        promise(dropped);
        byte[] small = bytes(500);
        file.putBlob(BlobId.ofContent(LAYOUT, small), LAYOUT, small);
        promise(small);
        collect();
        long size = disk.content().length;
        byte[] over = bytes(1_000_000);
        append(write(over, over.length));
        promise(over);
        assertEquals(size, disk.content().length, "free room is used first");
        file.checkpoint();
        file.putBlob(BlobId.ofContent(LAYOUT, dropped), LAYOUT, dropped);
        promise(dropped);
        file.close();
        crashEverywhere(options(Durability.FULL));
    }

    @Test
    void lazyDurabilityLosesNoBlobThatACommitNames() throws Exception {
        create(Durability.LAZY);
        append(write(bytes(400_000), 400_000));
        byte[] dropped = bytes(300_000);
        file.putBlob(BlobId.ofContent(LAYOUT, dropped), LAYOUT, dropped);
        file.collectBlobs();
        append(write(bytes(300_000), 300_000));
        append(write(bytes(10_000), 10_000));
        file.close();
        crashEverywhere(options(Durability.LAZY));
    }

    @Test
    void roomOfAStreamThatNeverEndedIsUsedAgain() throws Exception {
        create(Durability.FULL);
        byte[] bytes = bytes(2_000_000);
        BlobWriter abandoned = write(bytes, 1_900_000);
        file.append(List.of(TestCommit.labelled(CommitId.NONE, "after").encode()));
        SimDisk left = disk.crash(3);
        long size;
        try (CommitFile opened =
                CommitFile.open(left.open(), options(Durability.FULL), TestCommit::index)) {
            opened.checkpoint();
        }
        size = left.content().length;
        try (CommitFile opened =
                CommitFile.open(left.open(), options(Durability.FULL), TestCommit::index)) {
            opened.putBlob(BlobId.ofContent(LAYOUT, bytes), LAYOUT, bytes);
            assertArrayEquals(
                    bytes, opened.blob(BlobId.ofContent(LAYOUT, bytes)).orElseThrow().bytes());
        }
        assertTrue(left.content().length <= size + (1 << 20), () -> size + " bytes before");
        abandoned.close();
        file.close();
    }
}
