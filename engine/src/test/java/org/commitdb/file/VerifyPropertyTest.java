package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.Test;

/// Random histories with checkpoints, rebuilds, reopenings and power cuts: nothing is ever found.
final class VerifyPropertyTest {

    private static final int STEPS = 80;

    private static VerifyReport closed(SimDisk disk) {
        return Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
    }

    @Test
    void rootRightBehindACheckpointStaysARootAfterAPowerCut() {
        SimDisk disk = new SimDisk();
        FileOptions options = FileOptions.defaults();
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        file.append(List.of(TestCommit.labelled(CommitId.NONE, "first").encode()));
        file.checkpoint();
        file.append(List.of(TestCommit.labelled(CommitId.NONE, "second").encode()));
        SimDisk cut = disk.crash(1);
        file.close();
        try (CommitFile opened = CommitFile.open(cut.open(), options, TestCommit::index)) {
            assertArrayEquals(new long[] {1, 2}, opened.roots());
            assertArrayEquals(new long[] {1, 2}, opened.heads());
        }
        assertEquals(List.of(), closed(cut).findings());
    }

    @Property(tries = 40)
    void soundFilesHaveNoFindings(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random, 1 + random.nextInt(40), 200);
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(random.nextBoolean() ? Durability.FULL : Durability.LAZY)
                        .withPageSize(random.nextInt(4) == 0 ? 8192 : 4096)
                        .withCheckpointAfter(5 + random.nextInt(300), 1 << 18);
        SimDisk disk = new SimDisk();
        ModelStore model = new ModelStore();
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(60)) {
                case 0 -> file.checkpoint();
                case 1 -> file.rebuildIndexes();
                case 2 -> {
                    file.close();
                    assertEquals(List.of(), closed(disk).findings());
                    file = CommitFile.open(disk.open(), options, TestCommit::index);
                }
                case 3 -> {
                    List<TestCommit> bulk = history.bulk(model, 300);
                    file.append(bulk.stream().map(TestCommit::encode).toList());
                    bulk.forEach(model::add);
                }
                case 4 -> {
                    file.flush();
                    VerifyReport report = file.verify(VerifyLevel.BLOBS, Progress.NONE);
                    assertEquals(List.of(), report.findings());
                    assertEquals(model.size(), report.commits());
                    assertEquals(model.blobs().size(), report.blobs());
                }
                case 5, 6, 7, 8, 9 -> {
                    for (DocumentId document : model.documents()) {
                        file.putFrame(
                                document, 1 + random.nextInt(model.size()), history.bytes(50));
                    }
                }
                case 10 -> file.dropFrames();
                default -> SampleFile.step(file, model, history, random);
            }
        }
        file.flush();
        SimDisk cut = disk.crash(seed);
        assertEquals(List.of(), closed(cut).findings());
        CommitFile.open(cut.open(), options, TestCommit::index).close();
        assertEquals(List.of(), closed(cut).findings());
        file.close();
        VerifyReport report = closed(disk);
        assertEquals(List.of(), report.findings());
        assertEquals(model.size(), report.commits());
        assertTrue(report.complete());
    }
}
