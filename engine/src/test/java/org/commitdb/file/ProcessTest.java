package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Real processes on a real file.
@Execution(ExecutionMode.CONCURRENT)
final class ProcessTest {

    private static final int KILLS = Boolean.getBoolean("commitdb.long") ? 50 : 20;
    private static final int AT_ONCE = 5;
    private static final int SHARED_KILLS = 6;

    @TempDir private Path directory;

    private Path create(String name) {
        Path path = directory.resolve(name);
        CommitFile.create(FileStorage.create(path), FileOptions.defaults(), TestCommit::index)
                .close();
        return path;
    }

    /// A file that is worked on by one process after the other, each killed in the middle.
    private static final class Victim {

        private final Path path;
        private final List<String> acknowledged = new ArrayList<>();

        private Victim(Path path) {
            this.path = path;
        }

        private void killOnce(ChildProcess child, int lines) throws Exception {
            assertTrue(child.readLine().startsWith("ready"));
            for (int i = 0; i < lines; i++) {
                acknowledged.add(child.readLine());
            }
            child.kill();
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                if (line.length() == 2 * CommitId.SIZE) {
                    acknowledged.add(line);
                }
            }
            child.await();
            try (CommitFile file =
                    CommitFile.open(
                            FileStorage.open(path), FileOptions.defaults(), TestCommit::index)) {
                for (int i = 0; i < acknowledged.size(); i++) {
                    assertTrue(
                            file.ordinalOf(CommitId.parse(acknowledged.get(i))) > 0,
                            "commit " + i + " is lost");
                }
                assertTrue(file.lastOrdinal() >= acknowledged.size());
                assertEquals(1, file.heads().length);
                for (long ordinal = 1; ordinal <= file.lastOrdinal(); ordinal += 7) {
                    assertEquals(
                            ordinal,
                            file.ordinalOf(TestCommit.index(file.commit(ordinal)).header().id()));
                }
            }
        }
    }

    @Test
    void killedProcessLosesNothingThatItAcknowledged() throws Exception {
        SplittableRandom random = new SplittableRandom(31);
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            victims.add(new Victim(create("victim" + i + ".cdb")));
        }
        for (int round = 0; round < KILLS / AT_ONCE; round++) {
            List<ChildProcess> children = new ArrayList<>();
            try {
                for (Victim victim : victims) {
                    children.add(
                            ChildProcess.start(victim.path.toString(), Integer.toString(round)));
                }
                for (int i = 0; i < AT_ONCE; i++) {
                    victims.get(i).killOnce(children.get(i), random.nextInt(150));
                }
            } finally {
                children.forEach(ChildProcess::close);
            }
        }
    }

    @Test
    void processThatNeedsTheFileAloneIsNamedToOthers() throws Exception {
        Path path = create("held.cdb");
        FileOptions options = FileOptions.defaults().withLockTimeout(Duration.ofMillis(1));
        try (ChildProcess child = ChildProcess.start(path.toString(), "alone")) {
            assertEquals("ready 0", child.readLine());
            BusyException failure =
                    assertThrows(
                            BusyException.class,
                            () ->
                                    CommitFile.open(
                                            FileStorage.open(path), options, TestCommit::index));
            assertTrue(failure.getMessage().contains("held.cdb"), failure.getMessage());
            assertEquals("process " + child.pid(), failure.heldBy());
            assertThrows(
                    BusyException.class,
                    () ->
                            CommitFile.open(
                                    FileStorage.openReadOnly(path),
                                    options.forReading(),
                                    TestCommit::index));
            child.kill();
            child.await();
        }
        CommitFile.open(FileStorage.open(path), options, TestCommit::index).close();
    }

    @Test
    void secondOpenInThisProcessIsRefusedAndHarmsNothing() throws Exception {
        Path path = create("twice.cdb");
        try (CommitFile first =
                CommitFile.open(
                        FileStorage.open(path), FileOptions.defaults(), TestCommit::index)) {
            BusyException failure = assertThrows(BusyException.class, () -> FileStorage.open(path));
            assertEquals("this process", failure.heldBy());
            first.append(List.of(TestCommit.labelled(CommitId.NONE, "a").encode()));
            try (ChildProcess child = ChildProcess.start(path.toString(), "alone")) {
                // Still locked for others: the refused open closed no handle.
                assertEquals("busy process " + ProcessHandle.current().pid(), child.readLine());
            }
            assertEquals(1, first.lastOrdinal());
        }
    }

    /// Two processes write one file and are killed again and again, while this one reads it, and
    /// writes a little itself.
    @Test
    void killedProcessesThatShareAFileLoseNothingThatTheyAcknowledged() throws Exception {
        Path path = create("shared.cdb");
        SplittableRandom random = new SplittableRandom(32);
        Set<CommitId> acknowledged = new HashSet<>();
        FileOptions options =
                FileOptions.defaults()
                        .withCheckpointAfter(60, 1 << 20)
                        .withLockTimeout(Duration.ofSeconds(60));
        try (CommitFile file =
                CommitFile.open(FileStorage.open(path), options, TestCommit::index)) {
            for (int round = 0; round < SHARED_KILLS; round++) {
                List<ChildProcess> children = new ArrayList<>();
                try {
                    for (int i = 0; i < 2; i++) {
                        children.add(
                                ChildProcess.start(
                                        path.toString(), Integer.toString(100 * round + i)));
                    }
                    for (ChildProcess child : children) {
                        assertTrue(child.readLine().startsWith("ready"));
                    }
                    for (int i = random.nextInt(120); i > 0; i--) {
                        for (ChildProcess child : children) {
                            CommitId id = CommitId.parse(child.readLine());
                            acknowledged.add(id);
                            assertTrue(file.ordinalOf(id) > 0, "not visible here");
                        }
                        if (i % 10 == 0) {
                            TestCommit own =
                                    TestCommit.labelled(CommitId.NONE, round + " own " + i);
                            file.append(List.of(own.encode()));
                            acknowledged.add(own.id());
                        }
                    }
                    for (ChildProcess child : children) {
                        child.kill();
                        for (String line = child.readLine();
                                line != null;
                                line = child.readLine()) {
                            if (line.length() == 2 * CommitId.SIZE) {
                                acknowledged.add(CommitId.parse(line));
                            }
                        }
                        child.await();
                    }
                } finally {
                    children.forEach(ChildProcess::close);
                }
                for (CommitId id : acknowledged) {
                    assertTrue(file.ordinalOf(id) > 0, "lost");
                }
            }
            assertEquals(List.of(), file.verify(VerifyLevel.BLOBS, Progress.NONE).findings());
        }
        assertEquals(
                List.of(),
                Maintenance.verify(
                                FileStorage.openReadOnly(path),
                                TestCommit::index,
                                VerifyLevel.BLOBS,
                                Progress.NONE)
                        .findings());
    }

    @Test
    void readersOfOneFileDoNotExcludeEachOther() throws Exception {
        Path path = create("read.cdb");
        FileOptions reading = FileOptions.defaults().forReading().withLockTimeout(Duration.ZERO);
        try (CommitFile first =
                CommitFile.open(FileStorage.openReadOnly(path), reading, TestCommit::index)) {
            assertEquals(0, first.lastOrdinal());
            assertThrows(UnsupportedOperationException.class, () -> first.append(List.of()));
            assertThrows(UnsupportedOperationException.class, first::checkpoint);
        }
    }
}
