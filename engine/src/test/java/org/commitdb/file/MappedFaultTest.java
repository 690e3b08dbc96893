package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of a real, mapped file that the operating system cannot supply: the access fails inside
/// the JVM, and must come out as an exception.
final class MappedFaultTest {

    private static final int READS_UNTIL_COMPILED = 100_000;

    @TempDir private Path directory;

    /// Cuts the file as another program would.
    private static void cut(Path path, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private Path write(SampleFile sample) throws IOException {
        return Files.write(directory.resolve("sample.cdb"), sample.content());
    }

    /// Asks for everything; returns how many answers were refused because of the disk.
    private static int refused(CommitFile file, ModelStore model) {
        int refused = 0;
        for (long ordinal = 1; ordinal <= model.size(); ordinal++) {
            try {
                assertArrayEquals(model.commit(ordinal).encode(), file.commit(ordinal));
                assertEquals(ordinal, file.ordinalOf(model.idOf(ordinal)));
            } catch (StorageException e) {
                assertTrue(e.getMessage().contains("sample.cdb"), e.getMessage());
                refused++;
            } catch (CorruptException e) {
                // Where the cut page still shows zeroes up to its end.
                refused++;
            }
        }
        return refused;
    }

    @Test
    void pageThatCannotBeSuppliedIsAStorageFailure() throws IOException {
        SampleFile sample = SampleFile.make(1, 300, 150);
        Path path = write(sample);
        try (CommitFile file =
                CommitFile.open(
                        FileStorage.openReadOnly(path),
                        FileOptions.defaults().forReading(),
                        TestCommit::index)) {
            assertEquals(0, refused(file, sample.model()));
            cut(path, FileLayout.FIRST_EXTENT.offset());
            assertEquals(sample.model().size(), refused(file, sample.model()));
            assertThrows(StorageException.class, file::lastOrdinal);
        }
    }

    /// The JVM tells of a fault in compiled code some time after the access.
    @Test
    void compiledReadsFailLikewise() throws IOException {
        SampleFile sample = SampleFile.make(3, 300, 150);
        Path path = write(sample);
        int size = sample.model().size();
        try (CommitFile file =
                CommitFile.open(
                        FileStorage.openReadOnly(path),
                        FileOptions.defaults().forReading(),
                        TestCommit::index)) {
            for (int read = 0; read < READS_UNTIL_COMPILED; read++) {
                file.commit(1 + read % size);
            }
            cut(path, FileLayout.FIRST_EXTENT.offset());
            for (int read = 0; read < READS_UNTIL_COMPILED / 10; read++) {
                long ordinal = 1 + read % size;
                assertThrows(StorageException.class, () -> file.commit(ordinal));
            }
        }
    }

    @Test
    void fileThatIsCutWhileItIsOpenFailsReadsAndNotTheProcess() throws IOException {
        SampleFile sample = SampleFile.make(2, 300, 150);
        int total = 0;
        for (int piece = 1; piece < 8; piece++) {
            Path path = write(sample);
            CommitFile file =
                    CommitFile.open(
                            FileStorage.open(path), SampleFile.options(1 << 16), TestCommit::index);
            cut(path, sample.content().length / 8L * piece / 4096 * 4096);
            total += refused(file, sample.model());
            try {
                file.append(List.of(TestCommit.labelled(CommitId.NONE, "more").encode()));
                file.checkpoint();
            } catch (CommitDatabaseException e) {
                assertTrue(e.getMessage().contains("sample.cdb"), e.getMessage());
            }
            try {
                file.close();
            } catch (StorageException | OutcomeUnknownException e) {
                assertTrue(e.getMessage().contains("sample.cdb"), e.getMessage());
            }
        }
        assertTrue(total > sample.model().size());
    }
}
