package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.Durability;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;

/// Random work with blobs, compared with the naive store: written, streamed, given up, staged with
/// commits, collected, read in ranges, with checkpoints, rebuilds and reopenings at random.
final class BlobPropertyTest {

    private static final String[] LAYOUTS = {"uchar-1", "float-3"};
    private static final int STEPS = 40;

    private final List<byte[]> contents = new ArrayList<>();
    private int commits;

    @Property(tries = 25)
    void answersLikeTheNaiveStore(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(random.nextBoolean() ? Durability.FULL : Durability.LAZY)
                        .withCheckpointAfter(5 + random.nextInt(60), 1 << 16);
        SimDisk disk = new SimDisk();
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        try (RecordStore naive = new NaiveRecordStore(TestCommit::index)) {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> file.checkpoint();
                    case 1 -> file.rebuildIndexes();
                    case 2 -> {
                        file.close();
                        file = CommitFile.open(disk.open(), options, TestCommit::index);
                    }
                    case 3 ->
                            assertEquals(naive.collectBlobs().count(), file.collectBlobs().count());
                    case 4, 5 -> stage(random, file, naive);
                    case 6 -> writeAndGiveUp(random, file);
                    case 7 -> {
                        file.flush();
                        assertEquals(
                                List.of(),
                                file.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
                    }
                    default -> put(random, file, naive);
                }
                compare(random, file, naive);
            }
            file.close();
            assertEquals(
                    List.of(),
                    Maintenance.verify(
                                    new SimDisk(disk.content()).open(),
                                    TestCommit::index,
                                    VerifyLevel.BLOBS,
                                    Progress.NONE)
                            .findings());
            file = CommitFile.open(disk.open(), options.forReading(), TestCommit::index);
            compare(random, file, naive);
        } finally {
            file.close();
        }
    }

    private byte[] content(SplittableRandom random) {
        if (!contents.isEmpty() && random.nextInt(3) == 0) {
            return contents.get(random.nextInt(contents.size()));
        }
        int size =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(100);
                    case 1 -> random.nextInt(70_000);
                    case 2 -> random.nextInt(600_000);
                    default -> 262_144 * (1 + random.nextInt(3));
                };
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            int kept = 1 + random.nextInt(20);
            for (int i = 0; i < size; i++) {
                bytes[i] = i % kept == 0 ? bytes[i] : 7;
            }
        }
        contents.add(bytes);
        return bytes;
    }

    private static String layout(SplittableRandom random) {
        return LAYOUTS[random.nextInt(LAYOUTS.length)];
    }

    private void put(SplittableRandom random, RecordStore file, RecordStore naive) {
        byte[] bytes = content(random);
        String layout = layout(random);
        BlobId id = BlobId.ofContent(layout, bytes);
        file.putBlob(id, layout, bytes);
        naive.putBlob(id, layout, bytes);
    }

    private static BlobWriter write(
            RecordStore store, String layout, byte[] bytes, SplittableRandom random) {
        BlobWriter writer = store.newBlob(layout);
        for (int from = 0; from < bytes.length; ) {
            int count = Math.min(bytes.length - from, 1 + random.nextInt(200_000));
            writer.write(bytes, from, count);
            from += count;
        }
        return writer;
    }

    private void writeAndGiveUp(SplittableRandom random, RecordStore file) {
        try (BlobWriter writer = write(file, layout(random), content(random), random)) {
            if (random.nextBoolean()) {
                writer.seal();
            }
        }
    }

    /// Blobs and a commit in one step, which may name one that is not there.
    private void stage(SplittableRandom random, RecordStore file, RecordStore naive) {
        List<BlobWriter> ours = new ArrayList<>();
        List<BlobWriter> theirs = new ArrayList<>();
        List<BlobId> names = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] bytes = content(random);
            String layout = layout(random);
            BlobId id = BlobId.ofContent(layout, bytes);
            names.add(id);
            if (random.nextInt(5) != 0) {
                ours.add(write(file, layout, bytes, random));
                theirs.add(write(naive, layout, bytes, random));
                assertEquals(id, ours.getLast().seal());
                assertEquals(id, theirs.getLast().seal());
            }
        }
        byte[] commit =
                TestCommit.labelled(CommitId.NONE, "commit " + commits++).withBlobs(names).encode();
        boolean refused = false;
        try {
            naive.append(theirs, List.of(commit));
        } catch (InvalidCommitException e) {
            refused = true;
        }
        if (refused) {
            assertThrows(InvalidCommitException.class, () -> file.append(ours, List.of(commit)));
        } else {
            file.append(ours, List.of(commit));
        }
        ours.forEach(BlobWriter::close);
    }

    private void compare(SplittableRandom random, RecordStore file, RecordStore naive) {
        List<BlobId> ids = naive.blobIds(null, Integer.MAX_VALUE);
        assertEquals(ids, file.blobIds(null, Integer.MAX_VALUE));
        assertEquals(naive.lastOrdinal(), file.lastOrdinal());
        assertEquals(naive.blobStatistics().size(), file.blobStatistics().size());
        if (ids.isEmpty()) {
            return;
        }
        int pivot = random.nextInt(ids.size());
        assertEquals(naive.blobIds(ids.get(pivot), 3), file.blobIds(ids.get(pivot), 3));
        BlobId id = ids.get(random.nextInt(ids.size()));
        byte[] bytes = naive.blob(id).orElseThrow().bytes();
        assertEquals(
                naive.blob(id).orElseThrow().layout(), file.blobInfo(id).orElseThrow().layout());
        assertEquals(bytes.length, file.blobInfo(id).orElseThrow().size());
        int from = random.nextInt(bytes.length + 1);
        int length = random.nextInt(bytes.length - from + 1);
        byte[] found = new byte[length];
        try (BlobReader reader = file.openBlob(id).orElseThrow()) {
            assertEquals(length == 0 ? 0 : length, reader.read(from, found, 0, length));
        }
        assertArrayEquals(Arrays.copyOfRange(bytes, from, from + length), found);
    }
}
