package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.btree.TreeReader;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// The trees are a function of the log: however they came about, they hold the same.
final class RebuildTest {

    private static FileOptions options(int checkpointEntries) {
        return FileOptions.defaults()
                .withDurability(Durability.LAZY)
                .withCheckpointAfter(checkpointEntries, 1 << 30);
    }

    /// Every entry of every tree of the newest checkpoint, as text.
    private static List<String> dump(SimDisk disk) throws Exception {
        try (Storage storage = disk.open()) {
            Volume volume = Volume.of(storage, Preamble.readHeader(storage, true));
            volume.map().grow();
            Meta meta = Preamble.readSlots(storage, volume.checksum()).newer();
            List<String> entries = new ArrayList<>();
            for (IndexTree tree : IndexTree.values()) {
                TreeCursor cursor = new TreeReader(volume.pages(), meta.roots().of(tree)).cursor();
                long count = 0;
                for (boolean more = cursor.first(); more; more = cursor.next()) {
                    HexFormat hex = HexFormat.of();
                    entries.add(
                            tree
                                    + " "
                                    + hex.formatHex(cursor.key())
                                    + " "
                                    + hex.formatHex(cursor.value()));
                    count++;
                }
                assertEquals(count, meta.roots().of(tree).entries());
            }
            return entries;
        }
    }

    private static void fill(
            CommitFile file, ModelStore model, RandomHistory history, SplittableRandom random) {
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(10) == 0) {
                byte[] bytes = history.bytes(100);
                file.putBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                model.addBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                file.appendDefinitions(bytes);
                model.addDefinitions(bytes);
            }
            List<TestCommit> transaction = history.transaction(model);
            file.append(transaction.stream().map(TestCommit::encode).toList());
            transaction.forEach(model::add);
            if (random.nextInt(8) == 0) {
                file.checkpoint();
            }
        }
    }

    @Test
    void rebuiltTreesHoldTheSame() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomHistory history = new RandomHistory(random, 12, 2_000);
            ModelStore model = new ModelStore();
            SimDisk disk = new SimDisk();
            try (CommitFile file =
                    CommitFile.create(disk.open(), options(1 << 20), TestCommit::index)) {
                fill(file, model, history, random);
            }
            List<String> grown = dump(disk);
            // A rebuild may allocate room, which the next checkpoint learns of: two rebuilds end in
            // a file that is at rest.
            for (int batch : new int[] {1 << 20, 37, 37}) {
                try (CommitFile file =
                        CommitFile.open(disk.open(), options(batch), TestCommit::index)) {
                    file.rebuildIndexes();
                    StoreChecks.assertSame(model, file);
                }
                assertEquals(withoutExtents(grown), withoutExtents(dump(disk)), "seed " + seed);
            }
            List<String> atRest = dump(disk);
            try (CommitFile file = CommitFile.open(disk.open(), options(100), TestCommit::index)) {
                file.rebuildIndexes();
            }
            assertEquals(atRest, dump(disk), "seed " + seed);
        }
    }

    private static List<String> withoutExtents(List<String> entries) {
        return entries.stream().filter(entry -> !entry.startsWith("EXTENTS")).toList();
    }

    @Test
    void fileWithoutSoundSlotsIsRebuiltAtOpen() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        RandomHistory history = new RandomHistory(random, 12, 2_000);
        ModelStore model = new ModelStore();
        SimDisk disk = new SimDisk();
        try (CommitFile file =
                CommitFile.create(disk.open(), options(1 << 20), TestCommit::index)) {
            fill(file, model, history, random);
        }
        List<String> grown = dump(disk);
        disk.damage(FileLayout.META_SLOT_0 + 20, new byte[] {1, 2, 3});
        disk.damage(FileLayout.META_SLOT_1 + 20, new byte[] {1, 2, 3});
        try (CommitFile file =
                CommitFile.open(disk.open(), options(50).forReading(), TestCommit::index)) {
            StoreChecks.assertSame(model, file);
        }
        try (CommitFile file = CommitFile.open(disk.open(), options(50), TestCommit::index)) {
            StoreChecks.assertSame(model, file);
            assertTrue(
                    Long.parseLong(file.info().facts().get("entries in the index COMMITS"))
                            == model.size());
        }
        assertEquals(withoutExtents(grown), withoutExtents(dump(disk)));
        try (CommitFile file = CommitFile.open(disk.open(), options(50), TestCommit::index)) {
            StoreChecks.assertSame(model, file);
        }
    }
}
