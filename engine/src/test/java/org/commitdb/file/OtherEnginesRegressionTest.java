package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.PowerCut;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.SimSchedule;
import org.commitdb.store.Durability;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Failures that other engines had, each as a scenario of its own.
final class OtherEnginesRegressionTest {

    private static final int SEEDS = 4;

    @TempDir private Path directory;

    private static FileOptions options() {
        return FileOptions.defaults()
                .withDurability(Durability.FULL)
                .withCheckpointAfter(1 << 20, 1 << 30);
    }

    private static CommitFile open(SimDisk disk) {
        return CommitFile.open(disk.open(), options(), TestCommit::index);
    }

    /// redb: power was cut while the file grew, and the new length and what the file says of itself
    /// did not agree. Here nothing in the file says how long it is but what a transaction
    /// allocates.
    @Test
    void redbGrowthCrashLosesNothing() {
        CrashScript script =
                new CrashScript(41, options(), 30_000).append(12).checkpoint().append(8).close();
        CrashPoints crashes = script.disk().crashes();
        PowerCut[] cuts = {
            PowerCut.SIZE_WITHOUT_DATA,
            PowerCut.DATA_WITHOUT_SIZE,
            PowerCut.NEW_AREA_ZERO,
            PowerCut.NEW_AREA_GARBAGE
        };
        while (crashes.advance()) {
            for (PowerCut cut : cuts) {
                for (int seed = 0;
                        seed < SEEDS && crashes.position() > script.createdAt();
                        seed++) {
                    try (CommitFile file = open(crashes.image(seed, cut))) {
                        script.check(file, script.promised(crashes.position()), seed == 0);
                    }
                }
            }
        }
    }

    /// redb: power was cut while the file was being repaired after a power cut. Here recovery
    /// writes nothing but what is there already, so it may be cut off as often as it likes.
    @Test
    void redbDoubleCrashLosesNothing() {
        CrashScript script =
                new CrashScript(42, options(), 3_000).append(6).checkpoint().append(4).append(3);
        SplittableRandom random = new SplittableRandom(42);
        CrashPoints crashes = script.disk().crashes();
        while (crashes.advance()) {
            if (crashes.position() < script.createdAt()) {
                continue;
            }
            SimDisk left = crashes.image(random.nextLong());
            for (int again = 0; again < 5; again++) {
                FaultStorage storage = new FaultStorage(left.open());
                int last = 1 + random.nextInt(20);
                storage.failWhen(FaultStorage.Failure.CRASH, event -> event.totalNumber() == last);
                try (CommitFile _ = CommitFile.open(storage, options(), TestCommit::index)) {
                    storage.heal();
                } catch (StorageException e) {
                    assertTrue(storage.isGone(), e.getMessage());
                }
                left = left.crash(random.nextLong());
            }
            try (CommitFile file = open(left)) {
                script.check(file, script.promised(crashes.position()), true);
            }
        }
        script.close();
    }

    /// bbolt: power was cut while a database was being made, and the file that was left could
    /// neither be opened nor be made again.
    @Test
    void bboltInitCrashLeavesAFileThatCanBeMadeAgain() {
        CrashScript script = new CrashScript(43, options(), 50).close();
        CrashPoints crashes = script.disk().crashes();
        int again = 0;
        do {
            for (PowerCut cut : PowerCut.values()) {
                if (cut == PowerCut.ANY) {
                    continue;
                }
                for (int seed = 0; seed < SEEDS; seed++) {
                    SimDisk left = crashes.image(seed, cut);
                    try (CommitFile file = open(left)) {
                        assertEquals(0, file.lastOrdinal());
                    } catch (IncompatibleException e) {
                        assertTrue(crashes.position() < script.createdAt(), e.getMessage());
                        if (e.getMessage().contains("some other kind")) {
                            // Noise where nothing was ever written: it could be anybody's file.
                            continue;
                        }
                        CommitFile.create(left.open(), options(), TestCommit::index).close();
                        open(left).close();
                        again++;
                    }
                }
            }
        } while (crashes.advance());
        assertTrue(again > SEEDS);
    }

    /// SQLite: a commit, a checkpoint that resets the log and another user met in an order in which
    /// the checkpoint did not see the commit. Here the log is never reset; commits, checkpoints and
    /// readers are let go on in many orders.
    @Test
    void sqliteWalResetInterleavingLosesNoCommit() {
        assumeTrue(SimSchedule.isPossible(), "needs " + SimSchedule.needed());
        for (long seed = 0; seed < 150; seed++) {
            SimSchedule schedule = new SimSchedule(seed, 100_000);
            SimSchedule.Process process = schedule.process("only");
            SimDisk disk = new SimDisk();
            schedule.run(process, () -> commitWhileCheckpointing(disk, process));
            long before = seed;
            schedule.run(
                    process,
                    () -> {
                        try (CommitFile file =
                                CommitFile.open(
                                        new FaultStorage(disk.crash(before).open(), process),
                                        options(),
                                        TestCommit::index)) {
                            assertEquals(16, file.lastOrdinal(), "seed " + before);
                        }
                    });
        }
    }

    private static void commitWhileCheckpointing(SimDisk disk, SimSchedule.Process process) {
        FaultStorage storage = new FaultStorage(disk.open(), process);
        storage.beforeCall(SimSchedule::step);
        CommitFile file = CommitFile.create(storage, options(), TestCommit::index);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String name = "committer " + i;
            threads.add(
                    process.thread(
                            name,
                            () -> {
                                for (int k = 0; k < 8; k++) {
                                    TestCommit commit =
                                            TestCommit.labelled(CommitId.NONE, name + " " + k);
                                    file.append(List.of(commit.encode()));
                                    assertTrue(file.ordinalOf(commit.id()) > 0);
                                }
                            }));
        }
        threads.add(
                process.thread(
                        "checkpointer",
                        () -> {
                            for (int k = 0; k < 5; k++) {
                                file.checkpoint();
                            }
                        }));
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            SimSchedule.step();
        }
        storage.die();
        try {
            file.close();
        } catch (CommitDatabaseException e) {
            assertTrue(storage.isGone());
        }
    }

    /// H2: the channel of a thread that was interrupted closed under everybody.
    @Test
    void h2InterruptedThreadDoesNotCloseTheFile() throws Exception {
        Path path = directory.resolve("interrupted.cdb");
        FileOptions options = options().withCheckpointAfter(60, 1 << 20);
        AtomicLong stored = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (CommitFile file =
                CommitFile.create(FileStorage.create(path), options, TestCommit::index)) {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "worker " + i;
                workers.add(
                        Thread.ofPlatform()
                                .name(name)
                                .unstarted(() -> {
                                    try {
                                        workInterrupted(file, name, stored);
                                    } catch (RuntimeException | Error e) {
                                        failures.add(e);
                                    }
                                }));
            }
            workers.forEach(Thread::start);
            Thread interrupter =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!stop.get()) {
                                    workers.forEach(Thread::interrupt);
                                    Thread.onSpinWait();
                                }
                            });
            for (Thread worker : workers) {
                worker.join();
            }
            stop.set(true);
            interrupter.join();
            assertEquals(List.of(), failures);
            assertEquals(stored.get(), file.lastOrdinal());
        }
        try (CommitFile file =
                CommitFile.open(FileStorage.open(path), options, TestCommit::index)) {
            assertEquals(stored.get(), file.lastOrdinal());
        }
    }

    private static void workInterrupted(CommitFile file, String name, AtomicLong stored) {
        for (int k = 0; k < 100; k++) {
            TestCommit commit = TestCommit.labelled(CommitId.NONE, name + " " + k);
            file.append(List.of(commit.encode()));
            stored.incrementAndGet();
            assertEquals(commit.id(), file.idOf(file.ordinalOf(commit.id())));
        }
    }
}
