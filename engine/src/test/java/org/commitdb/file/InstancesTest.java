package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that one JVM opens more than once, and what user threads do to them.
final class InstancesTest {

    private static final FileOptions OPTIONS = FileOptions.defaults();

    @TempDir private Path directory;

    private static CommitFile open(Path path, FileOptions options) {
        return Instances.open(path, options, TestCommit::index);
    }

    private static CommitId append(CommitFile file, String label) {
        TestCommit commit = TestCommit.labelled(CommitId.NONE, label);
        file.append(List.of(commit.encode()));
        return commit.id();
    }

    @Test
    void secondOpenSharesTheInstanceUntilTheLastIsClosed() {
        Path path = directory.resolve("shared.cdb");
        CommitFile first = Instances.create(path, OPTIONS, TestCommit::index);
        CommitFile second = open(path, OPTIONS.withDurability(Durability.LAZY));
        CommitFile reader = open(path, OPTIONS.forReading());
        CommitId id = append(first, "a");
        assertEquals(1, second.ordinalOf(id));
        assertEquals(1, reader.ordinalOf(id));
        assertThrows(UnsupportedOperationException.class, () -> append(reader, "b"));
        assertThrows(UnsupportedOperationException.class, reader::flush);
        first.close();
        assertThrows(IllegalStateException.class, first::lastOrdinal);
        append(second, "b");
        assertEquals(2, reader.lastOrdinal());
        second.close();
        assertTrue(Instances.isOpen(path));
        assertEquals(2, reader.lastOrdinal());
        reader.close();
        assertFalse(Instances.isOpen(path));
        try (CommitFile again = open(path, OPTIONS)) {
            assertEquals(2, again.lastOrdinal());
        }
    }

    @Test
    void handleThatWaitsForTheDiskDoesSoOverAnInstanceThatDoesNot() {
        Path path = directory.resolve("durable.cdb");
        FileOptions never = OPTIONS.withDurability(new Durability.Lazy(Duration.ofDays(1)));
        SimDisk disk = new SimDisk();
        FaultStorage storage = new FaultStorage(disk.open());
        CommitFile lazy = CommitFile.create(storage, never, TestCommit::index);
        CommitFile full = lazy.share(OPTIONS);
        int before = storage.count(FaultStorage.Call.FORCE);
        append(lazy, "a");
        assertEquals(before, storage.count(FaultStorage.Call.FORCE));
        append(full, "b");
        assertEquals(before + 1, storage.count(FaultStorage.Call.FORCE));
        full.close();
        append(lazy, "c");
        lazy.close();
        assertFalse(Instances.isOpen(path));
    }

    @Test
    void fileThatIsOpenForReadingOnlyCannotBeSharedForWriting() {
        Path path = directory.resolve("read.cdb");
        Instances.create(path, OPTIONS, TestCommit::index).close();
        try (CommitFile reader = open(path, OPTIONS.forReading());
                CommitFile another = open(path, OPTIONS.forReading())) {
            assertEquals(0, another.lastOrdinal());
            BusyException refused = assertThrows(BusyException.class, () -> open(path, OPTIONS));
            assertTrue(refused.getMessage().contains("reading only"), refused.getMessage());
            assertEquals(0, reader.lastOrdinal());
        }
    }

    @Test
    void failedOpenLeavesNothingBehind() throws Exception {
        Path path = directory.resolve("text.cdb");
        Files.writeString(path, "not a database");
        assertThrows(RuntimeException.class, () -> open(path, OPTIONS));
        assertFalse(Instances.isOpen(path));
        assertThrows(StorageException.class, () -> open(directory.resolve("no.cdb"), OPTIONS));
        Files.delete(path);
        Instances.create(path, OPTIONS, TestCommit::index).close();
    }

    @Test
    void anotherCopyOfTheLibraryIsRefusedAndHarmsNothing() throws Exception {
        Path path = directory.resolve("loaded.cdb");
        try (CommitFile file = Instances.create(path, OPTIONS, TestCommit::index);
                URLClassLoader other =
                        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> copy = other.loadClass(CommitDatabase.class.getName());
            assertFalse(copy == CommitDatabase.class);
            InvocationTargetException failure =
                    assertThrows(
                            InvocationTargetException.class,
                            () -> copy.getMethod("open", Path.class).invoke(null, path));
            assertEquals(BusyException.class.getName(), failure.getCause().getClass().getName());
            assertTrue(
                    failure.getCause().getMessage().contains("class loader"),
                    failure.getCause().getMessage());
            append(file, "still locked and working");
            try (ChildProcess child = ChildProcess.start(path.toString(), "alone")) {
                assertEquals("busy process " + ProcessHandle.current().pid(), child.readLine());
            }
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    @Test
    void networkFileSystemIsRefusedUnlessItIsAllowed() {
        SimDisk disk = new SimDisk();
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        for (String type : List.of("nfs", "nfs4", "cifs", "fuse.sshfs", "9p", "CEPH", "afs")) {
            StorageException refused =
                    assertThrows(
                            StorageException.class,
                            () ->
                                    CommitFile.open(
                                            new FaultStorage(disk.open()).on(type),
                                            OPTIONS,
                                            TestCommit::index));
            assertTrue(refused.getMessage().contains(type), refused.getMessage());
            CommitFile.open(
                            new FaultStorage(disk.open()).on(type),
                            OPTIONS.forReading(),
                            TestCommit::index)
                    .close();
        }
        FileOptions allowed = OPTIONS.withNetworkFileSystem(true);
        FileOptions impatient = OPTIONS.withLockTimeout(Duration.ofMillis(1));
        try (CommitFile file =
                CommitFile.open(
                        new FaultStorage(disk.open()).on("nfs"), allowed, TestCommit::index)) {
            append(file, "a");
            assertThrows(
                    BusyException.class,
                    () -> CommitFile.open(disk.open(), impatient, TestCommit::index));
        }
        CommitFile.open(new FaultStorage(disk.open()).on("ext4"), OPTIONS, TestCommit::index)
                .close();
    }

    @Test
    void readOnlyMediumWithoutLocksCanBeRead() throws Exception {
        SimDisk disk = new SimDisk();
        CommitId id;
        try (CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index)) {
            id = append(file, "a");
        }
        FaultStorage medium = new FaultStorage(disk.open()).onReadOnlyMedium();
        medium.failWhen(
                FaultStorage.Failure.IO_ERROR,
                event ->
                        event.call() == FaultStorage.Call.LOCK
                                || event.call() == FaultStorage.Call.WRITE
                                || event.call() == FaultStorage.Call.FORCE);
        try (CommitFile file = CommitFile.open(medium, OPTIONS.forReading(), TestCommit::index)) {
            assertEquals(1, file.ordinalOf(id));
        }
    }

    @Test
    void fileWithoutWritePermissionCanBeRead() throws Exception {
        Path path = directory.resolve("protected.cdb");
        try (CommitFile file = Instances.create(path, OPTIONS, TestCommit::index)) {
            append(file, "a");
        }
        assertTrue(path.toFile().setReadOnly());
        try (CommitFile file = open(path, OPTIONS.forReading())) {
            assertEquals(1, file.lastOrdinal());
        }
    }

    @Test
    void interruptsOfReadersAndWritersChangeNothing() throws Exception {
        int wanted = Integer.getInteger("commitdb.interrupts", 600);
        long seed = Long.getLong("commitdb.interrupts.seed", 99);
        long sent = 0;
        Path path = directory.resolve("storm.cdb");
        FileOptions options = OPTIONS.withCheckpointAfter(50, 1 << 30);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        try (CommitFile file = Instances.create(path, options, TestCommit::index);
                ChildProcess child = ChildProcess.start(path.toString(), "7")) {
            assertTrue(child.readLine().startsWith("ready"));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                boolean writes = i % 2 == 0;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    SplittableRandom random = new SplittableRandom(number);
                                    try {
                                        for (int n = 0; !done.get(); n++) {
                                            if (writes) {
                                                append(file, number + " " + n);
                                                written.incrementAndGet();
                                            } else if (file.lastOrdinal() > 0) {
                                                long last = file.lastOrdinal();
                                                long at = 1 + random.nextLong(last);
                                                file.commit(at);
                                                assertEquals(at, file.ordinalOf(file.idOf(at)));
                                            }
                                        }
                                    } catch (Throwable e) {
                                        failures.add(e);
                                        done.set(true);
                                    }
                                }));
            }
            SplittableRandom random = new SplittableRandom(seed);
            while (!done.get() && written.get() < wanted) {
                threads.get(random.nextInt(threads.size())).interrupt();
                sent++;
                Thread.onSpinWait();
            }
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            child.kill();
            child.await();
            assertEquals(List.of(), failures);
            assertTrue(file.lastOrdinal() >= written.get());
            append(file, "afterwards");
        }
        System.out.printf(
                "interrupts: -Dcommitdb.interrupts.seed=%d, %d sent, %d commits written%n",
                seed, sent, written.get());
        assertEquals(
                List.of(),
                Maintenance.verify(
                                FileStorage.open(path),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .findings());
    }

    @Test
    void closingUnderBusyReadersEndsThemAndNotTheJvm() throws Exception {
        for (int round = 0; round < 5; round++) {
            Path path = directory.resolve("busy" + round + ".cdb");
            List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
            CommitFile file = Instances.create(path, OPTIONS, TestCommit::index);
            List<byte[]> commits = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                commits.add(TestCommit.labelled(CommitId.NONE, "commit " + i).encode());
            }
            file.append(commits);
            file.checkpoint();
            CountDownLatch running = new CountDownLatch(16);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                SplittableRandom random = new SplittableRandom(i);
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    boolean counted = false;
                                    try {
                                        while (true) {
                                            long at = 1 + random.nextInt(500);
                                            file.commit(at);
                                            file.ordinalOf(file.idOf(at));
                                            if (!counted) {
                                                running.countDown();
                                                counted = true;
                                            }
                                        }
                                    } catch (Throwable e) {
                                        failures.add(e);
                                    }
                                }));
            }
            running.await();
            file.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(16, failures.size());
            failures.forEach(failure -> assertInstanceOf(IllegalStateException.class, failure));
            try (CommitFile again = open(path, OPTIONS)) {
                assertEquals(500, again.lastOrdinal());
            }
        }
    }
}
