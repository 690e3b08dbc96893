package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// Disks that refuse: each call alone, once or for ever.
final class StorageFaultTest {

    private static final int STEPS = 14;

    private static final FileOptions FULL = options(Durability.FULL);
    private static final FileOptions LAZY = options(new Durability.Lazy(Duration.ofDays(1)));

    private static FileOptions options(Durability durability) {
        return FileOptions.defaults()
                .withDurability(durability)
                .withCheckpointAfter(1 << 20, 1 << 30);
    }

    /// A database on a disk that can be made to fail, its model, and what to append next.
    private static final class Scene {

        private final SimDisk disk = new SimDisk();
        private final FaultStorage storage = new FaultStorage(disk.open());
        private final ModelStore model = new ModelStore();
        private final RandomHistory history = new RandomHistory(new SplittableRandom(5), 6, 9_000);
        private final FileOptions options;
        private final CommitFile file;

        private Scene(FileOptions options) {
            this.options = options;
            this.file = CommitFile.create(storage, options, TestCommit::index);
        }

        /// Appends a transaction; when that fails, it must have had no effect, and is not part of
        /// the model.
        private boolean append() {
            List<TestCommit> transaction = history.transaction(model);
            try {
                file.append(transaction.stream().map(TestCommit::encode).toList());
            } catch (StorageException e) {
                assertEquals(model.size(), file.lastOrdinal());
                return false;
            }
            transaction.forEach(model::add);
            return true;
        }

        private boolean checkpoint() {
            try {
                file.checkpoint();
                return true;
            } catch (StorageException e) {
                StoreChecks.assertSame(model, file);
                return false;
            }
        }

        /// Does a bit of everything and returns how many calls failed.
        private int run() {
            int failures = 0;
            for (int step = 1; step <= STEPS; step++) {
                failures += append() ? 0 : 1;
                if (step % 5 == 0) {
                    failures += checkpoint() ? 0 : 1;
                }
            }
            return failures;
        }

        private void checkReopened() {
            try (CommitFile reopened = CommitFile.open(disk.open(), options, TestCommit::index)) {
                StoreChecks.assertSame(model, reopened);
            }
        }
    }

    @Test
    void failedWriteIsReportedAndTheStoreGoesOn() {
        for (Failure failure :
                List.of(
                        Failure.IO_ERROR,
                        Failure.NO_SPACE,
                        Failure.SHORT_WRITE,
                        Failure.LATE_ERROR)) {
            for (int victim = 1; ; victim++) {
                Scene scene = new Scene(victim % 2 == 0 ? FULL : LAZY);
                int first = scene.storage.count(Call.WRITE) + victim;
                scene.storage.failWhen(
                        failure, event -> event.call() == Call.WRITE && event.number() == first);
                int failures = scene.run();
                if (scene.storage.count(Call.WRITE) < first) {
                    scene.file.close();
                    break;
                }
                assertTrue(failures <= 1, failure + " of write " + victim);
                StoreChecks.assertSame(scene.model, scene.file);
                scene.file.close();
                scene.checkReopened();
            }
        }
    }

    @Test
    void fullDiskRefusesUntilThereIsRoomAgain() {
        Scene scene = new Scene(FULL);
        assertTrue(scene.append());
        scene.storage.failWhen(
                Failure.NO_SPACE,
                event -> event.call() == Call.WRITE || event.call() == Call.SET_LENGTH);
        for (int i = 0; i < 5; i++) {
            assertFalse(scene.append());
            assertFalse(scene.checkpoint());
        }
        scene.storage.heal();
        assertEquals(0, scene.run());
        scene.file.close();
        scene.checkReopened();
    }

    @Test
    void failedGrowthIsReportedAndTheStoreGoesOn() {
        for (int victim = 1; ; victim++) {
            Scene scene = new Scene(LAZY);
            int first = scene.storage.count(Call.SET_LENGTH) + victim;
            scene.storage.failWhen(
                    Failure.NO_SPACE,
                    event -> event.call() == Call.SET_LENGTH && event.number() == first);
            scene.run();
            boolean reached = scene.storage.count(Call.SET_LENGTH) >= first;
            StoreChecks.assertSame(scene.model, scene.file);
            scene.file.close();
            scene.checkReopened();
            if (!reached) {
                assertTrue(victim > 1, "the file did not grow");
                return;
            }
        }
    }

    @Test
    void failedSyncPoisonsWritingAndReadingGoesOn() {
        for (int victim = 1; victim <= STEPS; victim++) {
            for (boolean forever : new boolean[] {false, true}) {
                Scene scene = new Scene(FULL);
                int first = scene.storage.count(Call.FORCE) + victim;
                scene.storage.failWhen(
                        Failure.IO_ERROR,
                        event ->
                                event.call() == Call.FORCE
                                        && (forever
                                                ? event.number() >= first
                                                : event.number() == first));
                assertThrows(OutcomeUnknownException.class, scene::run);
                StoreChecks.assertSame(scene.model, scene.file);
                assertThrows(
                        StorageException.class,
                        () -> scene.file.append(List.of(commit("later").encode())));
                assertThrows(CommitDatabaseException.class, scene.file::checkpoint);
                StoreChecks.assertSame(scene.model, scene.file);
                scene.file.close();
                try (CommitFile reopened =
                        CommitFile.open(scene.disk.open(), FULL, TestCommit::index)) {
                    assertTrue(reopened.lastOrdinal() >= scene.model.size());
                    StoreChecks.assertSampleSame(
                            scene.model, reopened, new SplittableRandom(victim), 10);
                }
            }
        }
    }

    @Test
    void lazySyncThatFailsIsReportedByFlush() {
        Scene scene = new Scene(LAZY);
        assertTrue(scene.append());
        scene.storage.failWhen(Failure.IO_ERROR, event -> event.call() == Call.FORCE);
        assertThrows(OutcomeUnknownException.class, scene.file::flush);
        assertThrows(
                StorageException.class, () -> scene.file.append(List.of(commit("later").encode())));
        StoreChecks.assertSame(scene.model, scene.file);
        assertThrows(OutcomeUnknownException.class, scene.file::close);
    }

    @Test
    void closeThatCannotSyncSaysSo() {
        Scene scene = new Scene(LAZY);
        assertTrue(scene.append());
        scene.storage.failWhen(Failure.IO_ERROR, event -> event.call() == Call.FORCE);
        assertThrows(OutcomeUnknownException.class, scene.file::close);
        assertThrows(IllegalStateException.class, scene.file::lastOrdinal);
        scene.checkReopened();
    }

    @Test
    void closeThatCannotWriteIndexesLosesNothing() {
        Scene scene = new Scene(LAZY);
        assertTrue(scene.append());
        scene.storage.failWhen(Failure.NO_SPACE, event -> event.call() == Call.SET_LENGTH);
        scene.file.close();
        scene.checkReopened();
    }

    @Test
    void machineThatStopsAtAnyCallLosesNothingThatWasAcknowledged() throws IOException {
        for (int victim = 1; ; victim++) {
            Scene scene = new Scene(FULL);
            int last = scene.storage.count() + victim;
            scene.storage.failWhen(Failure.CRASH, event -> event.totalNumber() == last);
            boolean stopped = false;
            try {
                scene.run();
            } catch (OutcomeUnknownException | StorageException e) {
                stopped = true;
            }
            stopped |= scene.storage.count() >= last;
            int acknowledged = scene.model.size();
            for (int seed = 0; seed < 5; seed++) {
                try (CommitFile left =
                        CommitFile.open(scene.disk.crash(seed).open(), FULL, TestCommit::index)) {
                    assertTrue(left.lastOrdinal() >= acknowledged, "stopped at call " + victim);
                    StoreChecks.assertSampleSame(scene.model, left, new SplittableRandom(seed), 5);
                }
            }
            closeAfterFailure(scene.file);
            if (!stopped) {
                return;
            }
        }
    }

    private static void closeAfterFailure(CommitFile file) {
        try {
            file.close();
        } catch (CommitDatabaseException e) {
            // The disk is gone, after all.
            assertTrue(e instanceof OutcomeUnknownException || e instanceof StorageException);
        }
    }

    @Test
    void openThatCannotReadSaysSoAndLetsTheFileGo() {
        Scene scene = new Scene(FULL);
        scene.run();
        scene.file.close();
        for (int victim = 1; ; victim++) {
            FaultStorage storage = new FaultStorage(scene.disk.open());
            int first = victim;
            storage.failWhen(Failure.IO_ERROR, event -> event.totalNumber() == first);
            try (CommitFile file = CommitFile.open(storage, FULL, TestCommit::index)) {
                StoreChecks.assertSame(scene.model, file);
                if (storage.count() < first) {
                    return;
                }
            } catch (StorageException e) {
                assertTrue(e.getMessage().contains("simulated.cdb"), e.getMessage());
            }
        }
    }

    private static TestCommit commit(String label) {
        return TestCommit.labelled(CommitId.NONE, label);
    }
}
