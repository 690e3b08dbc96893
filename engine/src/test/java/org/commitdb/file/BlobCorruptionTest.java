package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.Execution;
import org.commitdb.file.storage.FaultStorage;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.file.storage.NewFile;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.BlobReader;
import org.commitdb.store.Finding;
import org.commitdb.store.Progress;
import org.commitdb.store.SalvageReport;
import org.commitdb.store.TestCommit;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged frames and frame tables: found by every level that promises to, told by every read, left
/// behind by salvage.
final class BlobCorruptionTest {

    private static final String LAYOUT = "uchar-1";
    private static final FileOptions OPTIONS = FileOptions.defaults();

    @TempDir private Path directory;
    private byte[] content;
    private final byte[] noise = bytes(600_000, 1, false);
    private final byte[] text = bytes(900_000, 2, true);

    private static byte[] bytes(int size, long seed, boolean compressible) {
        byte[] bytes = new byte[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (compressible && i % 50 != 0 ? i >> 9 : random.nextInt(256));
        }
        return bytes;
    }

    private static BlobId id(byte[] bytes) {
        return BlobId.ofContent(LAYOUT, bytes);
    }

    @BeforeEach
    void makeFile() throws IOException {
        SimDisk disk = new SimDisk();
        try (CommitFile file = CommitFile.create(disk.open(), OPTIONS, TestCommit::index)) {
            file.putBlob(id(noise), LAYOUT, noise);
            file.putBlob(id(text), LAYOUT, text);
            file.append(
                    List.of(
                            TestCommit.labelled(CommitId.NONE, "names both")
                                    .withBlobs(List.of(id(noise), id(text)))
                                    .encode()));
        }
        content = disk.content();
    }

    private static VerifyReport verify(byte[] bytes, VerifyLevel level) {
        return Maintenance.verify(
                new SimDisk(bytes).open(), TestCommit::index, level, Progress.NONE);
    }

    /// Where the stored bytes of the incompressible blob begin.
    private int startOfNoise() {
        for (int at = 0; at < content.length - 64; at += 1 << 16) {
            if (Arrays.equals(content, at, at + 64, noise, 0, 64)) {
                return at;
            }
        }
        throw new AssertionError("the blob is not in the file as it is");
    }

    @Test
    void compressibleBlobTakesLessRoom() throws IOException {
        try (CommitFile file =
                CommitFile.open(new SimDisk(content).open(), OPTIONS, TestCommit::index)) {
            assertEquals(600_000, file.blobInfo(id(noise)).orElseThrow().storedSize());
            long stored = file.blobInfo(id(text)).orElseThrow().storedSize();
            assertTrue(stored < 300_000, () -> stored + " bytes stored");
            assertArrayEquals(text, file.blob(id(text)).orElseThrow().bytes());
        }
    }

    @Test
    void flippedBitInAFrameIsToldByItsReadersOnly() throws IOException {
        content[startOfNoise() + 300_000] ^= 4;
        assertTrue(verify(content, VerifyLevel.CONTENT).isSound());
        List<Finding> findings = verify(content, VerifyLevel.BLOBS).findings();
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(Finding.Severity.DATA, findings.getFirst().severity());
        assertTrue(findings.getFirst().place().contains(id(noise).toString()));
        try (CommitFile file =
                        CommitFile.open(new SimDisk(content).open(), OPTIONS, TestCommit::index);
                BlobReader reader = file.openBlob(id(noise)).orElseThrow()) {
            byte[] target = new byte[noise.length];
            assertEquals(262_144, reader.read(0, target, 0, 262_144));
            CorruptException damage =
                    assertThrows(CorruptException.class, () -> reader.read(400_000, target, 0, 1));
            assertTrue(damage.getMessage().contains("frame 1"), damage.getMessage());
            assertEquals(1_000, reader.read(530_000, target, 0, 1_000));
            assertArrayEquals(text, file.blob(id(text)).orElseThrow().bytes());
            assertThrows(
                    CorruptException.class,
                    () ->
                            file.copyTo(
                                    NewFile.at(directory.resolve("copy.cdb")),
                                    OPTIONS,
                                    Progress.NONE));
        }
    }

    @Test
    void everyBitOfTheFrameTableCounts() {
        int table = startOfNoise() + noise.length;
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = content.clone();
            damaged[table + random.nextInt(528)] ^= (byte) (1 << random.nextInt(8));
            assertFalse(verify(damaged, VerifyLevel.BLOBS).isSound());
        }
    }

    @Test
    void randomDamageNeverGivesOtherBytes() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        int from = startOfNoise();
        for (int i = 0; i < 40; i++) {
            byte[] damaged = content.clone();
            int at = from + random.nextInt(damaged.length - from - 1_000);
            int length = 1 + random.nextInt(1_000);
            for (int k = 0; k < length; k++) {
                damaged[at + k] = (byte) random.nextInt(256);
            }
            try (CommitFile file =
                    CommitFile.open(new SimDisk(damaged).open(), OPTIONS, TestCommit::index)) {
                for (byte[] expected : List.of(noise, text)) {
                    try {
                        assertArrayEquals(expected, file.blob(id(expected)).orElseThrow().bytes());
                    } catch (CorruptException e) {
                        assertTrue(e.getMessage().contains("expected"), e.getMessage());
                    }
                }
            } catch (CorruptException e) {
                // The damage hit the log or the trees behind the blobs.
                assertNotEquals("", e.getMessage());
            }
        }
    }

    @Test
    void salvageRecoversTheSoundBlobsAndReportsTheOthers() throws IOException {
        content[startOfNoise() + 10] ^= 1;
        Path target = directory.resolve("salvaged.cdb");
        SalvageReport report =
                Maintenance.salvage(
                        new SimDisk(content).open(),
                        NewFile.at(target),
                        OPTIONS,
                        TestCommit::index,
                        Progress.NONE);
        assertEquals(1, report.blobs());
        assertEquals(1, report.commits());
        assertTrue(
                report.losses().stream()
                        .anyMatch(loss -> loss.place().contains(id(noise).toString())),
                () -> report.losses().toString());
        try (CommitFile file =
                CommitFile.open(FileStorage.open(target), OPTIONS, TestCommit::index)) {
            assertFalse(file.hasBlob(id(noise)));
            assertArrayEquals(text, file.blob(id(text)).orElseThrow().bytes());
        }
    }

    @Test
    void salvageFailsWhenTheNewFileHasNoRoomForABlob() throws IOException {
        long room = noise.length + 2L * FileLayout.MIN_LENGTH;
        SimNewFile target = new SimNewFile(Execution.MACHINE);
        target.storage()
                .failWhen(
                        FaultStorage.Failure.NO_SPACE,
                        event ->
                                event.call() == FaultStorage.Call.SET_LENGTH
                                        && event.position() > room);
        assertThrows(
                StorageException.class,
                () ->
                        Maintenance.salvage(
                                new SimDisk(content).open(),
                                target,
                                OPTIONS,
                                TestCommit::index,
                                Progress.NONE));
        assertEquals(-1, target.publishedAfter());
    }
}
