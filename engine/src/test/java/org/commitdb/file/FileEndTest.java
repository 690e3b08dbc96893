package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.CrashPoints;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FaultStorage.Call;
import org.commitdb.file.storage.FaultStorage.Failure;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Progress;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever closes a file last cuts it where its data ends.
final class FileEndTest {

    private static final FileOptions OPTIONS = FileOptions.defaults();
    private static final int COMMITS = 40;

    private final SimDisk disk = new SimDisk();

    @TempDir private Path directory;

    private static void append(CommitFile file, int count) {
        for (int i = 0; i < count; i++) {
            long last = file.lastOrdinal();
            CommitId parent = last == 0 ? CommitId.NONE : file.idOf(last);
            TestCommit commit = TestCommit.labelled(parent, last + ":" + "x".repeat(20_000));
            file.append(List.of(commit.encode()));
        }
    }

    private static CommitFile open(Storage storage) {
        return CommitFile.open(storage, OPTIONS, TestCommit::index);
    }

    private void write() {
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        try (CommitFile file = open(disk.open())) {
            append(file, COMMITS);
        }
    }

    private static long highWater(Storage storage) throws IOException {
        Header header = Preamble.readHeader(storage, true);
        Meta newer = Preamble.readSlots(storage, new SaltedCrc(header.fileSalt())).newer();
        assertTrue(newer != null && newer.clean());
        return newer.highWater();
    }

    private long length() throws IOException {
        return disk.content().length;
    }

    private void assertEndsWhereItsDataEnds() throws IOException {
        try (Storage storage = disk.open()) {
            assertEquals(highWater(storage), storage.size());
        }
        assertSound(disk);
    }

    private static void assertSound(SimDisk disk) {
        assertEquals(
                List.of(),
                Maintenance.verify(disk.open(), TestCommit::index, VerifyLevel.BLOBS, Progress.NONE)
                        .findings());
    }

    @Test
    void closedFileEndsWhereItsDataEnds() throws IOException {
        write();
        assertEndsWhereItsDataEnds();
        try (CommitFile file = open(disk.open())) {
            append(file, COMMITS);
        }
        assertEndsWhereItsDataEnds();
    }

    @Test
    void fileOnARealDiskIsCut() throws IOException {
        Path path = directory.resolve("f.cdb");
        try (CommitFile file =
                CommitFile.create(FileStorage.create(path), OPTIONS, TestCommit::index)) {
            append(file, COMMITS);
        }
        try (Storage storage = FileStorage.openReadOnly(path)) {
            assertEquals(highWater(storage), storage.size());
        }
        try (CommitFile file = open(FileStorage.open(path))) {
            assertEquals(COMMITS, file.lastOrdinal());
            append(file, 1);
        }
    }

    @Test
    void readerInAnotherProcessKeepsTheFileAsLongAsItIs() throws IOException {
        write();
        CommitFile writer = open(disk.open());
        append(writer, COMMITS);
        long length = length();
        CommitFile reader = CommitFile.open(disk.open(), OPTIONS.forReading(), TestCommit::index);
        writer.close();
        long closed = length();
        assertTrue(closed >= length, "the last checkpoint may need more room");
        assertEquals(2 * COMMITS, reader.lastOrdinal());
        reader.close();
        assertEquals(closed, length(), "a reader cuts nothing");
        open(disk.open()).close();
        assertEndsWhereItsDataEnds();
    }

    @Test
    void onlyTheLastWriterCuts() throws IOException {
        write();
        CommitFile first = open(disk.open());
        CommitFile second = open(disk.open());
        append(first, COMMITS);
        long length = length();
        first.close();
        assertTrue(length() >= length);
        append(second, 1);
        second.close();
        assertEndsWhereItsDataEnds();
    }

    @Test
    void fileWhoseLastCheckpointFailsStaysAsLongAsItIs() throws IOException {
        write();
        FaultStorage storage = new FaultStorage(disk.open());
        CommitFile file = open(storage);
        append(file, COMMITS);
        long length = length();
        storage.failWhen(
                Failure.NO_SPACE,
                event -> event.call() == Call.WRITE && event.position() < FileLayout.STATUS);
        file.close();
        assertTrue(length() >= length);
        open(disk.open()).close();
        assertEndsWhereItsDataEnds();
    }

    @Test
    void fileThatCannotBeCutIsClosed() throws IOException {
        write();
        for (Failure failure : List.of(Failure.IO_ERROR, Failure.LATE_ERROR, Failure.CRASH)) {
            FaultStorage storage = new FaultStorage(disk.open());
            CommitFile file = open(storage);
            append(file, 1);
            long length = length();
            storage.failWhen(
                    failure, event -> event.call() == Call.SET_LENGTH && event.position() < length);
            file.close();
            assertSound(disk);
        }
        open(disk.open()).close();
        assertEndsWhereItsDataEnds();
    }

    @Test
    void powerCutAroundTheCutLosesNothing() throws IOException {
        write();
        int written;
        try (CommitFile file = open(disk.open())) {
            append(file, COMMITS);
            written = disk.historySize();
        }
        assertEndsWhereItsDataEnds();
        CrashPoints crashes = disk.crashes();
        while (crashes.advance()) {
            for (int seed = 0; crashes.position() >= written && seed < 6; seed++) {
                SimDisk left = crashes.image(seed);
                assertSound(left);
                try (CommitFile file = open(left.open())) {
                    assertEquals(2 * COMMITS, file.lastOrdinal());
                    append(file, COMMITS);
                }
                assertSound(left);
                try (CommitFile file = open(left.crash(seed).open())) {
                    assertEquals(3 * COMMITS, file.lastOrdinal());
                }
            }
        }
    }
}
