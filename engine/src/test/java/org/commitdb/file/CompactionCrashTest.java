package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// Power cuts while a file is compacted into a new one that takes its place.
final class CompactionCrashTest {

    private static final int SEEDS = 6;

    private static void assertHolds(ModelStore model, SimDisk disk) {
        try (CommitFile file =
                CommitFile.open(disk.open(), SampleFile.options(1 << 16), TestCommit::index)) {
            StoreChecks.assertSame(model, file);
        }
    }

    @Test
    void powerCutAtAnyStepLeavesTheOldFileOrTheNewOne() {
        SampleFile sample = SampleFile.make(11, 150, 60);
        SimDisk old = new SimDisk(sample.content());
        SimNewFile target = new SimNewFile(Execution.MACHINE);
        Maintenance.compact(
                old.open(), target, FileOptions.defaults(), TestCommit::index, Progress.NONE);
        // Whatever is done to the old file meanwhile, it holds everything at every moment.
        int moments = 0;
        CrashPoints crashes = old.crashes();
        do {
            for (int seed = 0; seed < SEEDS; seed++) {
                assertHolds(sample.model(), crashes.image(seed));
                moments++;
            }
        } while (crashes.advance());
        // The new file gets its name when all of it is on the disk, and is not touched afterwards.
        assertTrue(target.publishedAfter() > 0);
        assertEquals(target.disk().historySize(), target.publishedAfter());
        for (int seed = 0; seed < 4 * SEEDS; seed++) {
            assertHolds(sample.model(), target.disk().crash(seed));
        }
        assertTrue(moments > SEEDS);
    }
}
