package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.btree.TreeWalker;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.Finding;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Wrong bytes anywhere in a file that was closed cleanly: every answer is right or a
/// [CorruptException], never wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
final class CommitFileCorruptionTest {

    private static final FileOptions OPTIONS =
            FileOptions.defaults()
                    .withDurability(Durability.LAZY)
                    .withCheckpointAfter(1 << 20, 1 << 30);

    private final ModelStore model = new ModelStore();
    private byte[] content = {};

    @BeforeAll
    void create() throws Exception {
        SimDisk disk = new SimDisk();
        RandomHistory history = new RandomHistory(new SplittableRandom(21), 30, 40);
        try (CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index)) {
            append(file, history.bulk(model, 300));
            for (int i = 0; i < 60; i++) {
                append(file, history.transaction(model));
            }
            file.checkpoint();
            byte[] bytes = history.bytes(500);
            file.putBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
            model.addBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
            file.appendDefinitions(bytes);
            model.addDefinitions(bytes);
            for (int i = 0; i < 20; i++) {
                append(file, history.transaction(model));
            }
        }
        content = disk.content();
    }

    private void append(CommitFile file, List<TestCommit> transaction) {
        file.append(transaction.stream().map(TestCommit::encode).toList());
        transaction.forEach(model::add);
    }

    /// A checkpoint knows the log up to the place where it began; while it is built the log may go
    /// on into new extents, which lie before the high-water mark that its slot is written with.
    @Test
    void damageIsToldFromTheEndByAnExtentThatIsOlderThanTheSlot() throws Exception {
        SimDisk disk = new SimDisk();
        FileOptions options = FileOptions.defaults().withCheckpointAfter(1 << 20, 1 << 30);
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        CommitId parent = CommitId.NONE;
        while (FileMapOfLog.of(disk.content()).end().extent().seq() < 3) {
            List<byte[]> commits = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                TestCommit commit = TestCommit.labelled(parent, "number " + i);
                commits.add(commit.encode());
                parent = commit.id();
            }
            file.append(commits);
        }
        SimDisk cut = disk.crash(1);
        file.close();
        try (Storage storage = cut.open()) {
            SaltedCrc checksum = new SaltedCrc(Preamble.readHeader(storage, true).fileSalt());
            Meta slot = Objects.requireNonNull(Preamble.readSlots(storage, checksum).newer());
            Meta late =
                    new Meta(
                            slot.checkpointSeq(),
                            slot.replay(),
                            slot.clean(),
                            slot.lastOrdinal(),
                            storage.size(),
                            slot.lastTxn(),
                            slot.roots(),
                            slot.writtenMillis());
            Preamble.writeSlot(storage, checksum, late);
        }
        byte[] damaged = cut.content();
        int end = (int) FileLayout.FIRST_EXTENT.end();
        Arrays.fill(damaged, end - 20_000, end, (byte) 0);
        assertThrows(CorruptException.class, () -> open(damaged, options));
        assertEquals(
                Finding.Severity.DATA,
                Maintenance.verify(
                                new SimDisk(damaged).open(),
                                TestCommit::index,
                                VerifyLevel.CONTENT,
                                Progress.NONE)
                        .findings()
                        .getFirst()
                        .severity());
    }

    private static CommitFile open(byte[] bytes, FileOptions options) {
        return CommitFile.open(new SimDisk(bytes).open(), options, TestCommit::index);
    }

    /// Asks something; a report of damage is a fine answer.
    private static int ask(Runnable question) {
        try {
            question.run();
            return 0;
        } catch (CorruptException e) {
            assertTrue(!e.expected().isEmpty() && !e.found().isEmpty(), e.getMessage());
            return 1;
        }
    }

    /// Asks everything, and returns how many answers were reports of damage.
    private int askEverything(CommitFile file) {
        int reports = 0;
        for (long ordinal = 1; ordinal <= model.size(); ordinal++) {
            long each = ordinal;
            reports += ask(() -> assertArrayEquals(model.commit(each).encode(), file.commit(each)));
            reports += ask(() -> assertEquals(model.idOf(each), file.idOf(each)));
            reports += ask(() -> assertEquals(each, file.ordinalOf(model.idOf(each))));
            reports += ask(() -> assertEquals(model.run(each), file.run(each)));
            reports += ask(() -> assertArrayEquals(model.children(each), file.children(each)));
        }
        reports += ask(() -> assertArrayEquals(model.heads(), file.heads()));
        reports += ask(() -> assertArrayEquals(model.roots(), file.roots()));
        reports += ask(() -> assertEquals(model.toggles(), file.toggles()));
        List<DocumentId> documents = model.documents();
        for (DocumentId document : documents) {
            reports +=
                    ask(() ->
                            assertEquals(
                                    model.touches(document, model.size()),
                                    ModelStore.touchesOf(file, document, model.size())));
        }
        reports +=
                ask(() ->
                        assertArrayEquals(
                                model.definitions().getFirst(), file.definitions().getFirst()));
        reports +=
                ask(() ->
                        model.blobs()
                                .forEach((id, blob) ->
                                        assertArrayEquals(
                                                blob.bytes(),
                                                file.blob(id).orElseThrow().bytes())));
        return reports;
    }

    @Test
    void undamagedFileAnswersEverything() {
        try (CommitFile file = open(content, OPTIONS)) {
            assertEquals(0, askEverything(file));
        }
    }

    @Test
    void everyFlippedBitIsHarmlessOrReported() {
        SplittableRandom random = new SplittableRandom(22);
        int refused = 0;
        int reported = 0;
        for (int round = 0; round < 500; round++) {
            byte[] damaged = content.clone();
            int place =
                    random.nextInt(4) == 0
                            ? random.nextInt(4) * 0x4000 + random.nextInt(512)
                            : random.nextInt(damaged.length);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            FileOptions options = random.nextBoolean() ? OPTIONS : OPTIONS.forReading();
            try (CommitFile file = open(damaged, options)) {
                assertEquals(model.size(), file.lastOrdinal(), "a byte at " + place);
                reported += askEverything(file) > 0 ? 1 : 0;
            } catch (CorruptException | IncompatibleException e) {
                refused++;
            }
        }
        assertTrue(reported > 20, reported + " of 500");
        assertTrue(refused > 5 && refused < 300, refused + " of 500");
    }

    @Test
    void damagedRecordIsReportedAndTheRestIsReadable() {
        byte[] damaged = content.clone();
        int place = (int) FileLayout.FIRST_EXTENT.firstRecord() + 60;
        damaged[place] ^= 1;
        try (CommitFile file = open(damaged, OPTIONS)) {
            CorruptException failure = assertThrows(CorruptException.class, () -> file.commit(1));
            assertEquals(FileLayout.FIRST_EXTENT.firstRecord(), failure.offset());
            assertArrayEquals(model.commit(2).encode(), file.commit(2));
            assertEquals(1, file.ordinalOf(model.idOf(1)));
        }
    }

    @Test
    void zeroedOrStaleSectorsAreReported() {
        SplittableRandom random = new SplittableRandom(23);
        for (int round = 0; round < 120; round++) {
            byte[] damaged = content.clone();
            int sector = random.nextInt(damaged.length / 512);
            int source = random.nextInt(damaged.length / 512);
            if (random.nextBoolean()) {
                Arrays.fill(damaged, sector * 512, sector * 512 + 512, (byte) 0);
            } else {
                System.arraycopy(content, source * 512, damaged, sector * 512, 512);
            }
            try (CommitFile file = open(damaged, OPTIONS)) {
                assertEquals(model.size(), file.lastOrdinal());
                askEverything(file);
            } catch (CorruptException | IncompatibleException e) {
                assertTrue(e.getMessage().contains("simulated.cdb"), e.getMessage());
            }
        }
    }

    @Test
    void damagedTreesAreRebuiltFromTheLog() throws Exception {
        SimDisk disk = new SimDisk(content);
        try (Storage storage = disk.open()) {
            Header header = Preamble.readHeader(storage, true);
            Volume volume = Volume.of(storage, header);
            volume.map().grow();
            Meta newest = Preamble.readSlots(storage, volume.checksum()).newer();
            TreeRoot commits = newest.roots().of(IndexTree.COMMITS);
            assertTrue(commits.height() > 1);
            TreeWalker.pagesOf(volume.pages(), commits)
                    .forEach(page -> {
                        if (page != commits.page()) {
                            disk.damage(
                                    (long) page * header.pageSize() + 500, new byte[] {1, 2, 3});
                        }
                    });
        }
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            assertThrows(CorruptException.class, () -> file.ordinalOf(model.idOf(1)));
            file.rebuildIndexes();
            assertEquals(0, askEverything(file));
        }
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            StoreChecks.assertSame(model, file);
        }
    }

    @Test
    void cutFileIsRefusedOrReported() {
        SplittableRandom random = new SplittableRandom(24);
        for (int round = 0; round < 60; round++) {
            byte[] cut = Arrays.copyOf(content, random.nextInt(content.length));
            try (CommitFile file = open(cut, OPTIONS.forReading())) {
                askEverything(file);
            } catch (CorruptException | IncompatibleException e) {
                assertTrue(e.getMessage().contains("simulated.cdb"), e.getMessage());
            }
        }
    }

    @Test
    void garbageBehindTheEndDoesNotMatter() {
        byte[] longer = Arrays.copyOf(content, content.length + 300_000);
        byte[] garbage = new byte[300_000];
        new SplittableRandom(25).nextBytes(garbage);
        System.arraycopy(garbage, 0, longer, content.length, garbage.length);
        SimDisk disk = new SimDisk(longer);
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            StoreChecks.assertSame(model, file);
            file.append(List.of(TestCommit.labelled(CommitId.NONE, "more").encode()));
        }
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            assertEquals(model.size() + 1, file.lastOrdinal());
        }
    }
}
