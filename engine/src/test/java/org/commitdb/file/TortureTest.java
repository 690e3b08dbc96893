package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many processes on one file, of all levels of durability, that are killed and stopped at random
/// moments. The end of a process loses nothing that it acknowledged, whatever the level.
///
/// Runs for ten seconds; `-Dcommitdb.torture.seconds=60` runs longer.
final class TortureTest {

    private static final int PROCESSES = 8;
    private static final long SECONDS = Long.getLong("commitdb.torture.seconds", 10);
    private static final long SEED = Long.getLong("commitdb.torture.seed", System.nanoTime());

    @TempDir private Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final BlockingQueue<CommitId> acknowledged = new LinkedBlockingQueue<>();
    private final List<Victim> victims = new ArrayList<>();
    private int started;

    /// A process, and the thread that notes what it acknowledges.
    private record Victim(ChildProcess child, Thread reader) {

        void kill() throws InterruptedException {
            child.kill();
            child.await();
            reader.join();
        }
    }

    private Victim start(Path path) throws IOException {
        int number = started++;
        ChildProcess child =
                ChildProcess.start(
                        path.toString(),
                        Integer.toString(number),
                        Integer.toString(number % 4));
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                for (String line = child.readLine();
                                        line != null;
                                        line = child.readLine()) {
                                    if (line.length() == 2 * CommitId.SIZE) {
                                        acknowledged.add(CommitId.parse(line));
                                    }
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return new Victim(child, reader);
    }

    @Test
    void processesThatAreKilledAndStoppedLoseNothing() throws Exception {
        System.out.println("torture: seed " + SEED + ", " + SECONDS + " s");
        Path path = directory.resolve("torture.cdb");
        CommitFile.create(FileStorage.create(path), FileOptions.defaults(), TestCommit::index)
                .close();
        Set<CommitId> promised = new HashSet<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                victims.add(start(path));
            }
            promised.add(acknowledged.take());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                for (int i = random.nextInt(300); i > 0 && System.nanoTime() < end; i--) {
                    CommitId id = acknowledged.poll(1, TimeUnit.SECONDS);
                    if (id != null) {
                        promised.add(id);
                    }
                }
                hurt(path);
            }
        } finally {
            for (Victim victim : victims) {
                victim.kill();
            }
        }
        acknowledged.drainTo(promised);
        checkWhatIsLeft(path, promised);
    }

    private void hurt(Path path) throws Exception {
        int index = random.nextInt(victims.size());
        Victim stopped = random.nextInt(3) == 0 ? victims.get((index + 1) % PROCESSES) : null;
        if (stopped != null) {
            stopped.child.stop(true);
        }
        victims.get(index).kill();
        victims.set(index, start(path));
        if (stopped != null) {
            stopped.child.stop(false);
        }
    }

    private void checkWhatIsLeft(Path path, Set<CommitId> promised) {
        FileOptions patient = FileOptions.defaults().withLockTimeout(Duration.ofSeconds(60));
        try (CommitFile file =
                CommitFile.open(FileStorage.open(path), patient, TestCommit::index)) {
            for (CommitId id : promised) {
                assertTrue(file.ordinalOf(id) > 0, () -> "seed " + SEED + ": lost " + id);
            }
            System.out.println(
                    "torture: "
                            + started
                            + " processes, "
                            + promised.size()
                            + " commits acknowledged, "
                            + file.lastOrdinal()
                            + " found, "
                            + file.info().facts().get("checkpoint")
                            + " checkpoints");
        }
        assertEquals(
                List.of(),
                Maintenance.verify(
                                FileStorage.open(path),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .findings(),
                () -> "seed " + SEED);
    }
}
