package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitId;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.commitdb.store.Finding;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Power cuts after every single operation on the disk, each with many ways in which the sectors
/// can have been written.
@Execution(ExecutionMode.CONCURRENT)
final class CommitFileCrashTest {

    private static final int SEEDS = Boolean.getBoolean("commitdb.long") ? 20 : 6;
    private static final int FULL_CHECK_EVERY = 6;

    private static FileOptions options(Durability durability) {
        return FileOptions.defaults()
                .withDurability(durability)
                .withCheckpointAfter(1 << 20, 1 << 30);
    }

    private static CommitFile open(SimDisk disk, FileOptions options) {
        return CommitFile.open(disk.open(), options, TestCommit::index);
    }

    private static List<Finding> findings(SimDisk disk) {
        return Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE)
                .findings();
    }

    /// Cuts the power everywhere, verifies and opens what is left, and goes on with it.
    private static void crashEverywhere(CrashScript script, FileOptions options) {
        CrashPoints crashes = script.disk().crashes();
        do {
            for (int seed = 0; seed < SEEDS; seed++) {
                String place = "after " + crashes.position() + " operations, seed " + seed;
                try {
                    crashOnce(script, options, crashes, seed);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(place + ": " + e.getMessage(), e);
                }
            }
        } while (crashes.advance());
    }

    private static void crashOnce(
            CrashScript script, FileOptions options, CrashPoints crashes, int seed) {
        SimDisk left = crashes.image(seed);
        boolean created = crashes.position() >= script.createdAt();
        boolean everything = seed % FULL_CHECK_EVERY == 0;
        if (created && everything) {
            assertEquals(List.of(), findings(left), "before anybody opens the file");
        }
        CommitFile file;
        try {
            file = open(left, options);
        } catch (IncompatibleException e) {
            assertTrue(!created, () -> "a database that was created is gone: " + e.getMessage());
            return;
        }
        int present = script.check(file, script.promised(crashes.position()), everything);
        TestCommit more = TestCommit.labelled(CommitId.NONE, "after the crash");
        file.append(List.of(more.encode()));
        if (everything) {
            file.close();
            file = open(left, options);
        }
        long last = file.lastOrdinal();
        assertEquals(last, file.ordinalOf(more.id()), "the commit after " + present + " steps");
        file.close();
    }

    @Test
    void creationSurvivesEveryCrash() {
        CrashScript script = new CrashScript(1, options(Durability.FULL), 50).append(1).close();
        crashEverywhere(script, options(Durability.FULL));
    }

    @Test
    void framesGoWithTheirCommitsOrNotAtAll() {
        CrashScript script =
                new CrashScript(9, options(Durability.FULL), 100)
                        .append(6)
                        .frames(5)
                        .append(2)
                        .checkpoint()
                        .frames(4)
                        .append(3)
                        .checkpoint()
                        .dropFrames()
                        .append(1)
                        .frames(4)
                        .rebuild()
                        .append(2)
                        .close();
        crashEverywhere(script, options(Durability.FULL));
        assertTrue(script.framesSeen() > SEEDS);
    }

    @Test
    void interruptedCreationCanBeRepeated() {
        CrashScript script = new CrashScript(1, options(Durability.FULL), 50).close();
        CrashPoints crashes = script.disk().crashes();
        int repeated = 0;
        while (crashes.position() < script.createdAt()) {
            for (int seed = 0; seed < 4 * SEEDS; seed++) {
                SimDisk left = crashes.image(seed);
                try {
                    open(left, options(Durability.FULL)).close();
                } catch (IncompatibleException e) {
                    if (e.getMessage().contains("interrupted")
                            || e.getMessage().contains("empty")) {
                        CommitFile.create(left.open(), options(Durability.FULL), TestCommit::index)
                                .close();
                        repeated++;
                    }
                }
            }
            assertTrue(crashes.advance());
        }
        assertTrue(repeated > SEEDS);
    }

    @Test
    void fullDurabilityKeepsEveryAcknowledgedStep() {
        CrashScript script =
                new CrashScript(2, options(Durability.FULL), 300)
                        .bulk(400)
                        .append(6)
                        .checkpoint()
                        .append(8)
                        .checkpoint()
                        .append(3)
                        .checkpoint()
                        .append(4)
                        .close()
                        .reopen()
                        .append(5)
                        .rebuild()
                        .append(2)
                        .close();
        crashEverywhere(script, options(Durability.FULL));
    }

    @Test
    void lazyDurabilityKeepsEveryFlushedStepAndAPrefixOfTheRest() {
        Durability never = new Durability.Lazy(Duration.ofDays(1));
        CrashScript script =
                new CrashScript(3, options(never), 300)
                        .append(10)
                        .flush()
                        .append(10)
                        .checkpoint()
                        .append(10)
                        .close()
                        .reopen()
                        .append(5)
                        .flush()
                        .append(3);
        crashEverywhere(script, options(never));
        script.close();
    }

    @Test
    void growthOfTheLogSurvivesEveryCrash() {
        CrashScript script =
                new CrashScript(4, options(Durability.FULL), 30_000)
                        .append(14)
                        .checkpoint()
                        .append(6)
                        .close();
        crashEverywhere(script, options(Durability.FULL));
    }

    @Test
    void lazyGrowthOfTheLogSurvivesEveryCrash() {
        Durability never = new Durability.Lazy(Duration.ofDays(1));
        CrashScript script =
                new CrashScript(5, options(never), 30_000).append(12).flush().append(12).flush();
        crashEverywhere(script, options(never));
        script.close();
    }

    @Test
    void damagedMetaSlotsLoseNothing() throws Exception {
        CrashScript script =
                new CrashScript(8, options(Durability.FULL), 300)
                        .bulk(400)
                        .checkpoint()
                        .append(6)
                        .checkpoint()
                        .append(3)
                        .checkpoint()
                        .append(3)
                        .checkpoint()
                        .close();
        CrashPoints crashes = script.disk().crashes();
        while (crashes.advance()) {
            for (int seed = 0; seed < 6 && crashes.position() >= script.createdAt(); seed++) {
                SimDisk left = crashes.image(seed);
                damageNewerSlot(left);
                if (seed % 3 == 0) {
                    damageNewerSlot(left);
                }
                try (CommitFile file = open(left, options(Durability.FULL))) {
                    script.check(file, script.promised(crashes.position()), seed < 2);
                }
            }
        }
    }

    private static void damageNewerSlot(SimDisk disk) throws Exception {
        try (Storage storage = disk.open()) {
            Header header = Preamble.readHeader(storage, true);
            Meta newer = Preamble.readSlots(storage, new SaltedCrc(header.fileSalt())).newer();
            if (newer != null) {
                disk.damage(Meta.slotOf(newer.checkpointSeq()) + 100, new byte[] {1, 2, 3});
            }
        }
    }

    /// Power cuts again and again, without a sync in between: what one cut leaves behind the end of
    /// the log must not come back after the next.
    @Test
    void recordsOfAnEarlierTimeLineDoNotComeBack() {
        Durability never = new Durability.Lazy(Duration.ofDays(1));
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 40; round++) {
            SimDisk disk = new SimDisk();
            CommitFile file = CommitFile.create(disk.open(), options(never), TestCommit::index);
            List<CommitId> line = new ArrayList<>();
            for (int cut = 0; cut < 25; cut++) {
                int durable = line.size();
                for (int i = random.nextInt(6); i > 0; i--) {
                    CommitId parent = line.isEmpty() ? CommitId.NONE : line.getLast();
                    TestCommit commit =
                            TestCommit.labelled(parent, "%200d".formatted(random.nextLong()));
                    file.append(List.of(commit.encode()));
                    line.add(commit.id());
                }
                int written = line.size();
                disk = disk.crash(random.nextLong());
                file.close();
                file = open(disk, options(never));
                int found = (int) file.lastOrdinal();
                assertTrue(found >= durable && found <= written, () -> found + " of " + written);
                for (int i = 0; i < found; i++) {
                    assertEquals(line.get(i), file.idOf(i + 1L));
                }
                line.subList(found, line.size()).clear();
            }
            file.close();
        }
    }

    @Test
    void whatWasSeenAfterAFailedSyncIsWrittenAgain() {
        FileOptions full = options(Durability.FULL);
        SimDisk disk = new SimDisk();
        CommitFile first = CommitFile.create(disk.open(), full, TestCommit::index);
        disk.failNextForce();
        TestCommit commit = TestCommit.labelled(CommitId.NONE, "is it there?");
        assertThrows(OutcomeUnknownException.class, () -> first.append(List.of(commit.encode())));
        assertEquals(0, first.lastOrdinal());
        first.close();
        CommitFile second = open(disk, full);
        assertEquals(1, second.lastOrdinal());
        for (int seed = 0; seed < 100; seed++) {
            try (CommitFile third = open(disk.crash(seed), full)) {
                assertEquals(1, third.ordinalOf(commit.id()));
            }
        }
        second.close();
    }

    @Test
    void crashDuringRecoveryLosesNothing() {
        CrashScript script =
                new CrashScript(6, options(Durability.FULL), 8000)
                        .append(8)
                        .checkpoint()
                        .append(6)
                        .checkpoint()
                        .append(6);
        CrashPoints crashes = script.disk().crashes();
        while (crashes.position() < script.createdAt()) {
            assertTrue(crashes.advance());
        }
        do {
            int promised = script.promised(crashes.position());
            for (int seed = 0; seed < 4; seed++) {
                SimDisk left = crashes.image(seed);
                CommitFile first = open(left, options(Durability.FULL));
                int seen = script.check(first, promised, false);
                CrashPoints again = left.crashes();
                do {
                    for (int second = 0; second < 4; second++) {
                        SimDisk leftAgain = again.image(second);
                        try (CommitFile file = open(leftAgain, options(Durability.FULL))) {
                            script.check(
                                    file,
                                    again.position() == left.historySize() ? seen : promised,
                                    second == 0);
                        }
                    }
                } while (again.advance());
                first.close();
            }
        } while (crashes.advance());
        script.close();
    }

    @Test
    void readOnlyOpenAfterCrashChangesNothing() throws Exception {
        CrashScript script =
                new CrashScript(7, options(Durability.FULL), 300).append(10).checkpoint().append(5);
        CrashPoints crashes = script.disk().crashes();
        while (crashes.advance()) {
            SimDisk left = crashes.image(crashes.position());
            byte[] before = left.content();
            if (crashes.position() < script.createdAt()) {
                continue;
            }
            try (CommitFile file = open(left, options(Durability.FULL).forReading())) {
                script.check(file, script.promised(crashes.position()), true);
                assertThrows(UnsupportedOperationException.class, file::flush);
            }
            assertArrayEquals(before, left.content());
            assertEquals(0, left.historySize());
        }
        script.close();
    }
}
