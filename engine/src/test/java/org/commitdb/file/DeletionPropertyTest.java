package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// Random deletions and returns, with checkpoints, rebuilds and reopenings at random, compared with
/// the naive store.
final class DeletionPropertyTest {

    @Property(tries = 120)
    void answersLikeTheNaiveStore(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int checkpointEntries) {
        SplittableRandom random = new SplittableRandom(seed);
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(random.nextBoolean() ? Durability.FULL : Durability.LAZY)
                        .withCheckpointAfter(checkpointEntries, 1 << 16);
        SimDisk disk = new SimDisk();
        RandomDeletions script = new RandomDeletions(seed);
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        try {
            for (int step = 0; step < 90; step++) {
                switch (random.nextInt(30)) {
                    case 0 -> file.checkpoint();
                    case 1 -> file.rebuildIndexes();
                    case 2 -> {
                        file.close();
                        assertSound(disk);
                        file = CommitFile.open(disk.open(), options, TestCommit::index);
                    }
                    case 3 -> {
                        VerifyReport live = file.verify(VerifyLevel.BLOBS, Progress.NONE);
                        assertEquals(List.of(), live.findings());
                    }
                    default -> script.step(file);
                }
                if (random.nextInt(6) == 0) {
                    RandomDeletions.assertSame(script.oracle(), file);
                }
            }
            RandomDeletions.assertSame(script.oracle(), file);
            file.close();
            assertSound(disk);
            file = CommitFile.open(disk.open(), options.forReading(), TestCommit::index);
            RandomDeletions.assertSame(script.oracle(), file);
        } finally {
            file.close();
        }
    }

    @Property(tries = 40)
    void everyProcessAnswersLikeTheNaiveStore(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FileOptions options = FileOptions.defaults().withCheckpointAfter(1 << 20, 1 << 30);
        SimDisk disk = new SimDisk();
        RandomDeletions script = new RandomDeletions(seed);
        List<CommitFile> files = new ArrayList<>();
        files.add(CommitFile.create(disk.open(), options, TestCommit::index));
        try {
            for (int step = 0; step < 80; step++) {
                CommitFile file = files.get(random.nextInt(files.size()));
                int dice = random.nextInt(20);
                if (dice == 0) {
                    file.checkpoint();
                } else if (dice == 1 && files.size() < 4) {
                    files.add(CommitFile.open(disk.open(), options, TestCommit::index));
                } else if (dice == 2 && files.size() > 1) {
                    files.remove(file);
                    file.close();
                } else {
                    script.step(file);
                }
                if (random.nextInt(8) == 0) {
                    files.forEach(each -> RandomDeletions.assertSame(script.oracle(), each));
                }
            }
            files.forEach(each -> RandomDeletions.assertSame(script.oracle(), each));
        } finally {
            files.forEach(CommitFile::close);
        }
        assertSound(disk);
    }

    private static void assertSound(SimDisk disk) {
        VerifyReport report =
                Maintenance.verify(
                        disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE);
        assertEquals(List.of(), report.findings());
    }

    @Property(tries = 20)
    void copiesHaveNoDeletedCommit(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("deletions");
        try {
            Path path = directory.resolve("source.cdb");
            RandomDeletions script = new RandomDeletions(seed);
            FileOptions options = SampleFile.options(30).withDurability(Durability.LAZY);
            Path backup = directory.resolve("backup.cdb");
            Path salvaged = directory.resolve("salvaged.cdb");
            try (CommitFile file =
                    CommitFile.create(FileStorage.create(path), options, TestCommit::index)) {
                for (int step = 0; step < 80; step++) {
                    script.step(file);
                }
                file.copyTo(NewFile.at(backup), options, Progress.NONE);
            }
            SalvageReport report =
                    Maintenance.salvage(
                            FileStorage.openReadOnly(path),
                            NewFile.at(salvaged),
                            options,
                            TestCommit::index,
                            Progress.NONE);
            assertEquals(List.of(), report.losses());
            assertEquals(script.oracle().commitCount(), report.commits());
            Maintenance.compact(
                    FileStorage.open(path),
                    NewFile.inPlaceOf(path),
                    options,
                    TestCommit::index,
                    Progress.NONE);
            for (Path copy : List.of(backup, salvaged, path)) {
                assertCopy(script.oracle(), copy);
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void assertCopy(RecordStore expected, Path copy) {
        VerifyReport report =
                Maintenance.verify(
                        FileStorage.openReadOnly(copy),
                        TestCommit::index,
                        VerifyLevel.BLOBS,
                        Progress.NONE);
        assertEquals(List.of(), report.findings());
        try (CommitFile file =
                CommitFile.open(
                        FileStorage.openReadOnly(copy),
                        FileOptions.defaults().forReading(),
                        TestCommit::index)) {
            RandomDeletions.assertSameGraph(expected, file);
            assertEquals(file.lastOrdinal(), file.commitCount());
        }
    }
}
