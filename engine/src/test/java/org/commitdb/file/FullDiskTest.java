package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Event;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up at random moments, a hundred times over: nothing that was acknowledged is
/// lost, the file stays sound, and writing goes on when there is room again.
final class FullDiskTest {

    private static final int ROUNDS = Integer.getInteger("commitdb.disk.rounds", 100);
    private static final long SEED = Long.getLong("commitdb.disk.seed", 1);
    private static final int STEPS = 12;
    private static final int MAX_STEPS = 150;
    private static final int ROUNDS_PER_FILE = 4;
    private static final int PAGE = 4096;

    @TempDir private Path directory;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertEquals(0, run("umount", "-l", directory.toString()));
        }
    }

    /// A disk of limited size.
    private interface Disk {

        /// Removes the file.
        void clear() throws IOException;

        Storage open();

        /// Leaves room for so many bytes only.
        void fillUpTo(int freeBytes) throws IOException;

        /// Makes room again.
        void free() throws IOException;
    }

    /// Each page that was ever written takes room, as in a sparse file.
    private static final class SimulatedDisk implements Disk {

        private SimDisk disk = new SimDisk();
        private final Set<Long> taken = new HashSet<>();
        private long capacity = Long.MAX_VALUE;

        @Override
        public synchronized void clear() {
            disk = new SimDisk();
            taken.clear();
        }

        @Override
        public Storage open() {
            FaultStorage storage = new FaultStorage(disk.open());
            storage.failWhen(Failure.NO_SPACE, this::isFull);
            return storage;
        }

        private synchronized boolean isFull(Event event) {
            if (event.call() != Call.WRITE) {
                return false;
            }
            Set<Long> more = new HashSet<>();
            for (long page = event.position() / PAGE;
                    page * PAGE < event.position() + event.length();
                    page++) {
                if (!taken.contains(page)) {
                    more.add(page);
                }
            }
            if ((taken.size() + more.size()) * (long) PAGE > capacity) {
                return true;
            }
            taken.addAll(more);
            return false;
        }

        @Override
        public synchronized void fillUpTo(int freeBytes) {
            capacity = taken.size() * (long) PAGE + freeBytes;
        }

        @Override
        public synchronized void free() {
            capacity = Long.MAX_VALUE;
        }
    }

    /// A file system of its own, which another file fills.
    private static final class RealDisk implements Disk {

        private final Path path;
        private final Path hog;

        private RealDisk(Path directory) {
            this.path = directory.resolve("full.cdb");
            this.hog = directory.resolve("hog");
        }

        @Override
        public void clear() throws IOException {
            Files.deleteIfExists(path);
        }

        @Override
        public Storage open() {
            return Files.exists(path) ? FileStorage.open(path) : FileStorage.create(path);
        }

        @Override
        public void fillUpTo(int freeBytes) throws IOException {
            long room = Files.getFileStore(path).getUsableSpace() - freeBytes;
            byte[] piece = new byte[PAGE];
            try (OutputStream out = Files.newOutputStream(hog)) {
                for (long done = 0; done + PAGE <= room; done += PAGE) {
                    out.write(piece);
                }
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                // The database was quicker: the disk is full all the same.
                assertTrue(Files.size(hog) <= room + freeBytes, e.getMessage());
            }
        }

        @Override
        public void free() throws IOException {
            Files.deleteIfExists(hog);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    @Test
    void simulatedDiskThatFillsUpLosesNothing() throws IOException {
        fillUpAgainAndAgain(new SimulatedDisk(), SEED);
    }

    @Test
    void realDiskThatFillsUpLosesNothing() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(
                root && Files.exists(Path.of("/proc/self/mounts")),
                "only root can mount a tmpfs; the simulated disk ran the same scenario");
        int outcome = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", directory.toString());
        assumeTrue(
                outcome == 0,
                "mount -t tmpfs is not allowed here; the simulated disk ran the same scenario");
        mounted = true;
        fillUpAgainAndAgain(new RealDisk(directory), SEED + 1);
    }

    private static void fillUpAgainAndAgain(Disk disk, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[2];
        for (int round = 0; round < ROUNDS; round += ROUNDS_PER_FILE) {
            disk.clear();
            RandomHistory history = new RandomHistory(random, 20, 9_000);
            ModelStore model = new ModelStore();
            FileOptions options =
                    FileOptions.defaults().withCheckpointAfter(30 + random.nextInt(200), 1 << 20);
            CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
            for (int i = 0; i < ROUNDS_PER_FILE; i++) {
                String place = "seed " + seed + ", round " + (round + i);
                fillUpOnce(disk, file, model, history, random, counts);
                assertTrue(append(file, model, history), place);
                assertEquals(model.size(), file.lastOrdinal(), place);
                file = reopen(file, disk::open, options, model);
            }
            file.close();
            assertSound(disk);
        }
        System.out.printf(
                "full disk (%s, seed %d): %d rounds, %d transactions stored, %d calls refused, 0"
                        + " acknowledged lost%n",
                disk.getClass().getSimpleName(), seed, ROUNDS, counts[0], counts[1]);
        assertTrue(counts[1] >= ROUNDS, counts[1] + " refused");
    }

    /// Uses the database until the disk is full, and a little longer; then makes room.
    private static void fillUpOnce(
            Disk disk,
            CommitFile file,
            ModelStore model,
            RandomHistory history,
            SplittableRandom random,
            int[] counts)
            throws IOException {
        int fullAt = random.nextInt(STEPS);
        int refused = 0;
        for (int step = 0; step < MAX_STEPS && refused < 1 + random.nextInt(6); step++) {
            if (step == fullAt) {
                disk.fillUpTo(random.nextInt(3) * 16_384);
            }
            if (append(file, model, history)) {
                counts[0]++;
            } else {
                refused++;
            }
            if (random.nextInt(STEPS) == 0) {
                refused += quietly(file::checkpoint);
            }
        }
        counts[1] += refused;
        disk.free();
    }

    private static boolean append(CommitFile file, ModelStore model, RandomHistory history) {
        List<TestCommit> transaction = history.transaction(model);
        if (quietly(() -> file.append(transaction.stream().map(TestCommit::encode).toList())) > 0) {
            assertEquals(model.size(), file.lastOrdinal());
            return false;
        }
        transaction.forEach(model::add);
        return true;
    }

    private static int quietly(Runnable call) {
        try {
            call.run();
            return 0;
        } catch (StorageException e) {
            assertTrue(e.getMessage().contains(".cdb"), e.getMessage());
            return 1;
        }
    }

    private static CommitFile reopen(
            CommitFile file, Supplier<Storage> disk, FileOptions options, ModelStore model) {
        assertEquals(List.of(), file.verify(VerifyLevel.CONTENT, Progress.NONE).findings());
        file.close();
        CommitFile reopened = CommitFile.open(disk.get(), options, TestCommit::index);
        StoreChecks.assertSampleSame(model, reopened, new SplittableRandom(model.size()), 20);
        assertEquals(model.size(), reopened.lastOrdinal());
        return reopened;
    }

    private static void assertSound(Disk disk) {
        assertEquals(
                List.of(),
                Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE)
                        .findings());
    }
}
