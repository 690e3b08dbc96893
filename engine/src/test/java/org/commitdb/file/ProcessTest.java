package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes on a real file.
final class ProcessTest {

    private static final int KILLS = 50;
    private static final int AT_ONCE = 5;

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
    void secondProcessIsRefusedByName() throws Exception {
        Path path = create("held.cdb");
        FileOptions options = FileOptions.defaults().withLockTimeout(Duration.ofMillis(1));
        try (ChildProcess child = ChildProcess.start(path.toString(), "hold")) {
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
            try (ChildProcess child = ChildProcess.start(path.toString(), "hold")) {
                // Still locked for others: the refused open closed no handle.
                assertEquals("busy process " + ProcessHandle.current().pid(), child.readLine());
            }
            assertEquals(1, first.lastOrdinal());
        }
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
