package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.DocumentId;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// Key frames as a file keeps them, among commits, checkpoints, rebuilds and reopenings at random,
/// compared with maps.
final class KeyFrameFilePropertyTest {

    private static final int STEPS = 150;

    private final Map<DocumentId, TreeMap<Long, byte[]>> expected = new HashMap<>();

    @Property(tries = 60)
    void keepsFramesLikeAMap(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random, 1 + random.nextInt(6), 40);
        FileOptions options =
                FileOptions.defaults().withCheckpointAfter(5 + random.nextInt(100), 1 << 16);
        SimDisk disk = new SimDisk();
        ModelStore model = new ModelStore();
        expected.clear();
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        try {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(40)) {
                    case 0, 1 -> file.checkpoint();
                    case 2 -> file.rebuildIndexes();
                    case 3 -> {
                        file.close();
                        file = CommitFile.open(disk.open(), options, TestCommit::index);
                    }
                    case 4 -> {
                        file.dropFrames();
                        expected.clear();
                    }
                    case 5, 6, 7, 8, 9, 10, 11, 12 -> put(file, model, history, random);
                    default -> {
                        List<TestCommit> transaction = history.transaction(model);
                        file.append(transaction.stream().map(TestCommit::encode).toList());
                        transaction.forEach(model::add);
                    }
                }
                if (random.nextInt(10) == 0) {
                    settle(file);
                    assertFrames(file, model, random);
                }
            }
            settle(file);
            assertFrames(file, model, random);
            StoreChecks.assertSame(model, file);
            file.close();
            file = CommitFile.open(disk.open(), options.forReading(), TestCommit::index);
            put(file, new ModelStore(), history, random);
            assertFrames(file, model, random);
        } finally {
            file.close();
        }
    }

    /// What was put before is written when the next task of the same thread is done.
    private static void settle(CommitFile file) {
        file.checkpoint();
    }

    private void put(
            CommitFile file, ModelStore model, RandomHistory history, SplittableRandom random) {
        if (model.documents().isEmpty()) {
            return;
        }
        List<DocumentId> documents = model.documents();
        DocumentId document = documents.get(random.nextInt(documents.size()));
        long ordinal = 1 + random.nextInt(model.size());
        byte[] frame = history.bytes(random.nextInt(10) == 0 ? 100_000 : 200);
        file.putFrame(document, ordinal, frame);
        expected.computeIfAbsent(document, key -> new TreeMap<>()).putIfAbsent(ordinal, frame);
    }

    private void assertFrames(CommitFile file, ModelStore model, SplittableRandom random) {
        for (DocumentId document : model.documents()) {
            TreeMap<Long, byte[]> frames = expected.getOrDefault(document, new TreeMap<>());
            long newest = random.nextInt(model.size() + 2);
            Long wanted = frames.floorKey(newest);
            assertEquals(wanted == null ? 0 : wanted, file.newestFrame(document, newest));
            byte[] bytes = frames.get(newest);
            if (bytes == null && newest >= 1 && newest <= model.size()) {
                assertNull(file.frame(document, newest));
            }
            if (wanted != null) {
                assertArrayEquals(frames.get(wanted), file.frame(document, wanted));
            }
        }
    }
}
