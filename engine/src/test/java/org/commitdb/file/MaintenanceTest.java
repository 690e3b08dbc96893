package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Durability;
import org.commitdb.store.Finding;
import org.commitdb.store.ModelStore;
import org.commitdb.store.Progress;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backup, compaction and rebuilding of whole files.
final class MaintenanceTest {

    @TempDir private Path directory;

    private static CommitFile open(Path path) {
        return CommitFile.open(
                FileStorage.open(path), SampleFile.options(1 << 16), TestCommit::index);
    }

    private static VerifyReport verify(Path path) {
        return Maintenance.verify(
                FileStorage.openReadOnly(path),
                TestCommit::index,
                VerifyLevel.BLOBS,
                Progress.NONE);
    }

    private Path write(SampleFile sample) throws IOException {
        Path path = directory.resolve("sample.cdb");
        Files.write(path, sample.content());
        return path;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void compact(Path path) {
        Maintenance.compact(
                FileStorage.open(path),
                NewFile.inPlaceOf(path),
                FileOptions.defaults().withLockTimeout(java.time.Duration.ZERO),
                TestCommit::index,
                Progress.NONE);
    }

    @Test
    void backupHoldsTheSame() throws IOException {
        SampleFile sample = SampleFile.make(1, 300, 100);
        Path path = write(sample);
        Path target = directory.resolve("backup.cdb");
        try (CommitFile file = open(path)) {
            file.copyTo(NewFile.at(target), FileOptions.defaults(), Progress.NONE);
        }
        assertEquals(List.of(target, path), files());
        assertEquals(List.of(), verify(target).findings());
        try (CommitFile copy = open(target)) {
            StoreChecks.assertSame(sample.model(), copy);
        }
        Header before = header(path);
        Header after = header(target);
        assertNotEquals(before.uuid(), after.uuid());
        assertNotEquals(before.fileSalt(), after.fileSalt());
        assertEquals(before.uuid(), after.parentUuid());
    }

    private static Header header(Path path) throws IOException {
        try (Storage storage = FileStorage.openReadOnly(path)) {
            return Preamble.readHeader(storage, true);
        }
    }

    @Test
    void backupRefusesAnExistingTarget() throws IOException {
        Path path = write(SampleFile.make(2, 10, 100));
        Path target = directory.resolve("precious.txt");
        Files.writeString(target, "precious");
        StorageException refused = assertThrows(StorageException.class, () -> NewFile.at(target));
        assertTrue(refused.getMessage().contains("exists already"));
        NewFile late = NewFile.at(directory.resolve("late.cdb"));
        Files.writeString(directory.resolve("late.cdb"), "precious, too");
        try (CommitFile file = open(path)) {
            assertThrows(
                    StorageException.class,
                    () -> file.copyTo(late, FileOptions.defaults(), Progress.NONE));
        }
        assertEquals("precious", Files.readString(target));
        assertEquals("precious, too", Files.readString(directory.resolve("late.cdb")));
        assertEquals(3, files().size());
    }

    @Test
    void backupsUnderLoadAreStatesThatExisted() throws Exception {
        Path path = directory.resolve("busy.cdb");
        FileOptions options = SampleFile.options(500).withDurability(Durability.LAZY);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ModelStore model = new ModelStore();
        try (CommitFile file =
                CommitFile.create(FileStorage.create(path), options, TestCommit::index)) {
            Thread writer =
                    new Thread(() -> {
                        try {
                            SplittableRandom random = new SplittableRandom(3);
                            RandomHistory history = new RandomHistory(random, 50, 300);
                            while (!stop.get()) {
                                SampleFile.step(file, model, history, random);
                            }
                        } catch (RuntimeException | Error e) {
                            failure.set(e);
                        }
                    });
            writer.start();
            for (int i = 0; i < 6; i++) {
                long least = file.lastOrdinal();
                while (file.lastOrdinal() < least + 200) {
                    Thread.onSpinWait();
                }
                Path target = directory.resolve("backup" + i + ".cdb");
                file.copyTo(NewFile.at(target), FileOptions.defaults(), Progress.NONE);
                VerifyReport live = file.verify(VerifyLevel.BLOBS, Progress.NONE);
                assertEquals(List.of(), live.findings());
            }
            stop.set(true);
            writer.join();
        }
        assertEquals(null, failure.get());
        long before = 0;
        for (int i = 0; i < 6; i++) {
            Path target = directory.resolve("backup" + i + ".cdb");
            assertEquals(List.of(), verify(target).findings());
            try (CommitFile copy = open(target)) {
                assertTrue(copy.lastOrdinal() > before);
                before = copy.lastOrdinal();
                ModelStore prefix = new ModelStore();
                for (long ordinal = 1; ordinal <= before; ordinal++) {
                    prefix.add(model.commit(ordinal));
                    assertArrayEquals(model.commit(ordinal).encode(), copy.commit(ordinal));
                }
                assertArrayEquals(prefix.heads(), copy.heads());
                int definitions = copy.definitions().size();
                for (int j = 0; j < definitions; j++) {
                    assertArrayEquals(model.definitions().get(j), copy.definitions().get(j));
                }
            }
        }
    }

    @Test
    void compactionLeavesNoDeadPages() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        RandomHistory history = new RandomHistory(random, 2000, 200);
        ModelStore model = new ModelStore();
        Path path = directory.resolve("worn.cdb");
        Path fresh = directory.resolve("fresh.cdb");
        FileOptions lazy = SampleFile.options(1 << 20).withDurability(Durability.LAZY);
        try (CommitFile worn =
                CommitFile.create(FileStorage.create(path), lazy, TestCommit::index)) {
            for (int round = 0; round < 40; round++) {
                List<TestCommit> bulk = history.bulk(model, 200);
                worn.append(bulk.stream().map(TestCommit::encode).toList());
                bulk.forEach(model::add);
                worn.checkpoint();
                if (round % 10 == 9) {
                    worn.rebuildIndexes();
                }
            }
        }
        try (CommitFile file =
                CommitFile.create(FileStorage.create(fresh), lazy, TestCommit::index)) {
            for (long ordinal = 1; ordinal <= model.size(); ordinal++) {
                file.append(List.of(model.commit(ordinal).encode()));
            }
        }
        long worn = Files.size(path);
        compact(path);
        long compacted = Files.size(path);
        long written = Files.size(fresh);
        System.out.printf(
                "compaction: %d bytes became %d, freshly written %d%n", worn, compacted, written);
        assertTrue(compacted < worn);
        assertTrue(compacted <= written * 1.1, compacted + " against " + written);
        assertEquals(List.of(fresh, path), files());
        assertEquals(List.of(), verify(path).findings());
        try (CommitFile file = open(path)) {
            StoreChecks.assertSampleSame(model, file, random, 500);
            assertArrayEquals(model.heads(), file.heads());
            file.append(List.of(TestCommit.labelled(CommitId.NONE, "goes on").encode()));
        }
        assertEquals(List.of(), verify(path).findings());
    }

    @Test
    void compactionOfAnOpenFileIsRefused() throws IOException {
        Path path = write(SampleFile.make(5, 20, 100));
        byte[] before = Files.readAllBytes(path);
        try (CommitFile file = open(path)) {
            assertThrows(BusyException.class, () -> compact(path));
            assertTrue(file.lastOrdinal() > 0);
        }
        assertEquals(before.length, Files.size(path));
    }

    @Test
    void whoWaitedForAReplacedFileIsTold() throws IOException {
        Path path = write(SampleFile.make(6, 20, 100));
        FileStorage stale = FileStorage.openReadOnly(path);
        Path other = directory.resolve("other.cdb");
        Files.write(other, Files.readAllBytes(path));
        Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThrows(
                BusyException.class,
                () ->
                        CommitFile.open(
                                stale, FileOptions.defaults().forReading(), TestCommit::index));
        open(path).close();
    }

    /// A new file on the heap that fails at a chosen call.
    private static final class FailingFile implements NewFile {

        private final FaultStorage storage = new FaultStorage(new HeapStorage("copy.cdb"));
        private boolean published;

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public void publish() {
            published = true;
        }

        @Override
        public void close() {
            // Nothing is kept.
        }
    }

    @Test
    void failureAtAnyStepOfACopyLeavesTheFileAsItIsAndPublishesNothing() throws IOException {
        SampleFile sample = SampleFile.make(7, 120, 50);
        FailingFile whole = new FailingFile();
        try (CommitFile file =
                CommitFile.open(
                        SampleFile.storage(sample.content()),
                        SampleFile.options(100).forReading(),
                        TestCommit::index)) {
            file.copyTo(whole, FileOptions.defaults(), Progress.NONE);
            int calls = whole.storage.count();
            int failed = 0;
            for (int step = 1; step <= calls; step++) {
                int number = step;
                FailingFile target = new FailingFile();
                target.storage.failWhen(
                        FaultStorage.Failure.CRASH, event -> event.totalNumber() == number);
                try {
                    file.copyTo(target, FileOptions.defaults(), Progress.NONE);
                } catch (CommitDatabaseException e) {
                    failed++;
                    assertFalse(target.published, "step " + step);
                    continue;
                }
                assertTrue(target.published, "step " + step);
            }
            assertTrue(failed > calls * 9 / 10, failed + " of " + calls);
            StoreChecks.assertSame(sample.model(), file);
        }
    }

    @Test
    void compactionThatFailsLeavesTheFileAlone() throws IOException {
        SampleFile sample = SampleFile.make(8, 60, 50);
        Path path = write(sample);
        FailingFile target = new FailingFile();
        target.storage.failWhen(
                FaultStorage.Failure.NO_SPACE,
                event -> event.call() == FaultStorage.Call.WRITE && event.number() > 5);
        assertThrows(
                CommitDatabaseException.class,
                () ->
                        Maintenance.compact(
                                FileStorage.open(path),
                                target,
                                FileOptions.defaults(),
                                TestCommit::index,
                                Progress.NONE));
        try (CommitFile file = open(path)) {
            StoreChecks.assertSame(sample.model(), file);
        }
        assertThrows(
                IllegalStateException.class,
                () ->
                        Maintenance.compact(
                                FileStorage.open(path),
                                NewFile.inPlaceOf(path),
                                FileOptions.defaults(),
                                TestCommit::index,
                                (done, total) -> {
                                    throw new IllegalStateException("enough");
                                }));
        assertEquals(List.of(path), files());
    }

    @Test
    void rebuildRepairsDamagedTrees() throws IOException {
        SampleFile sample = SampleFile.make(9, 200, 60);
        byte[] damaged = sample.content().clone();
        SplittableRandom random = new SplittableRandom(9);
        for (var stretch : sample.liveStretches().entrySet()) {
            if (stretch.getValue() - stretch.getKey() == 4096) {
                damaged[stretch.getKey().intValue() + random.nextInt(4096)] ^= 1;
            }
        }
        Path path = directory.resolve("damaged.cdb");
        Files.write(path, damaged);
        VerifyReport report = verify(path);
        assertTrue(report.findings().size() > 3);
        assertTrue(
                report.findings().stream()
                        .allMatch(finding -> finding.severity() == Finding.Severity.INDEX));
        rebuild(path);
        assertEquals(List.of(), verify(path).findings());
        try (CommitFile file = open(path)) {
            StoreChecks.assertSame(sample.model(), file);
        }
    }

    private static void rebuild(Path path) {
        Maintenance.rebuildIndexes(
                FileStorage.open(path),
                SampleFile.options(1 << 10),
                TestCommit::index,
                Progress.NONE);
    }

    @Test
    void rebuildRefusesADamagedLogAndChangesNothing() throws IOException {
        SampleFile sample = SampleFile.make(10, 100, 60);
        byte[] damaged = sample.content().clone();
        damaged[(int) FileLayout.FIRST_EXTENT.firstRecord() + 1000] ^= 1;
        Path path = directory.resolve("damaged.cdb");
        Files.write(path, damaged);
        assertThrows(CorruptException.class, () -> rebuild(path));
        assertArrayEquals(damaged, Files.readAllBytes(path));
    }

    private SalvageReport salvage(byte[] bytes, Path target) {
        return Maintenance.salvage(
                SampleFile.storage(bytes),
                NewFile.at(target),
                FileOptions.defaults(),
                TestCommit::index,
                Progress.NONE);
    }

    @Test
    void salvageOfASoundFileLosesNothing() throws IOException {
        SampleFile sample = SampleFile.make(11, 250, 80);
        Path target = directory.resolve("salvaged.cdb");
        SalvageReport report = salvage(sample.content(), target);
        assertEquals(List.of(), report.losses());
        assertEquals(0, report.orphans());
        assertEquals(sample.model().size(), report.commits());
        try (CommitFile file = open(target)) {
            assertEquals(sample.model().size(), file.lastOrdinal());
            for (long ordinal = 1; ordinal <= sample.model().size(); ordinal++) {
                StoreChecks.assertSameCommit(sample.model(), file, ordinal);
            }
            assertArrayEquals(sample.model().heads(), file.heads());
        }
        assertEquals(List.of(), verify(target).findings());
    }

    @Test
    void salvageWorksWithoutHeaderSlotsAndTrees() throws IOException {
        SampleFile sample = SampleFile.make(12, 250, 80);
        byte[] damaged = sample.content().clone();
        Arrays.fill(damaged, 0, FileLayout.BLOCK_DISTANCE, (byte) 0);
        for (var stretch : sample.liveStretches().entrySet()) {
            if (stretch.getValue() - stretch.getKey() == 4096) {
                Arrays.fill(
                        damaged,
                        stretch.getKey().intValue(),
                        stretch.getValue().intValue(),
                        (byte) 0x5a);
            }
        }
        Path target = directory.resolve("salvaged.cdb");
        SalvageReport report = salvage(damaged, target);
        assertEquals(sample.model().size(), report.commits());
        assertEquals(List.of(), verify(target).findings());
    }

    @Test
    void salvageFindsWhatIsLeftBehindALostBeginning() throws IOException {
        SampleFile sample = SampleFile.make(13, 400, 80);
        byte[] damaged = sample.content().clone();
        Arrays.fill(damaged, 0, (int) FileLayout.MIN_LENGTH, (byte) 0);
        Path target = directory.resolve("salvaged.cdb");
        SalvageReport report = salvage(damaged, target);
        assertTrue(report.commits() + report.orphans() > 0, report::toString);
        assertTrue(!report.losses().isEmpty());
        assertEquals(List.of(), verify(target).findings());
    }

    @Test
    void salvageRecoversEverythingThatWasNotTouched() throws IOException {
        long recovered = 0;
        long lost = 0;
        for (long seed = 20; seed < 40; seed++) {
            SampleFile sample = SampleFile.make(seed, 150, 80);
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = sample.content().clone();
            ModelStore left = new ModelStore();
            boolean[] hit = new boolean[damaged.length];
            for (int i = 0; i < 3; i++) {
                int at = (int) FileLayout.FIRST_EXTENT.firstRecord() + random.nextInt(60_000);
                int length = 1 + random.nextInt(600);
                for (int j = at; j < at + length; j++) {
                    damaged[j] ^= 0x55;
                    hit[j] = true;
                }
            }
            for (long ordinal = 1; ordinal <= sample.model().size(); ordinal++) {
                TestCommit commit = sample.model().commit(ordinal);
                boolean ancestry =
                        (commit.parent().isNone() || left.ordinalOf(commit.parent()) != 0)
                                && (commit.target().isNone()
                                        || left.ordinalOf(commit.target()) != 0);
                if (ancestry && !isHit(hit, sample.content(), commit.encode())) {
                    left.add(commit);
                }
            }
            Path target = directory.resolve("salvaged" + seed + ".cdb");
            SalvageReport report = salvage(damaged, target);
            assertEquals(left.size(), report.commits(), "seed " + seed);
            assertEquals(
                    left.size() < sample.model().size(),
                    report.losses().stream()
                            .anyMatch(loss -> loss.expected().startsWith("the log record")),
                    () -> "seed and " + report.losses());
            recovered += left.size();
            lost += sample.model().size() - left.size();
            try (CommitFile file = open(target)) {
                for (long ordinal = 1; ordinal <= left.size(); ordinal++) {
                    long found = file.ordinalOf(left.idOf(ordinal));
                    assertArrayEquals(left.commit(ordinal).encode(), file.commit(found));
                }
            }
        }
        System.out.printf("salvage: %d commits recovered, %d lost%n", recovered, lost);
        assertTrue(lost > 0 && recovered > lost / 10);
    }

    /// Whether damage touched the record that holds these bytes.
    private static boolean isHit(boolean[] hit, byte[] content, byte[] payload) {
        int start = (int) FileLayout.FIRST_EXTENT.firstRecord();
        for (int at = start; at <= content.length - payload.length; at += 8) {
            if (Arrays.equals(content, at, at + payload.length, payload, 0, payload.length)) {
                int end = at + (payload.length + 7) / 8 * 8;
                for (int i = at - 40; i < end; i++) {
                    if (hit[i]) {
                        return true;
                    }
                }
                return false;
            }
        }
        throw new AssertionError("a commit is not in the file");
    }

    @Test
    void salvageRefusesForeignFiles() throws IOException {
        byte[] random = new byte[200_000];
        new SplittableRandom(13).nextBytes(random);
        Path target = directory.resolve("salvaged.cdb");
        assertThrows(IncompatibleException.class, () -> salvage(random, target));
        assertThrows(IncompatibleException.class, () -> salvage(new byte[0], target));
        assertEquals(List.of(), files());
    }
}
