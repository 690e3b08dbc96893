package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// Files that are no database of this version are named for what they are, and left alone.
final class FileKindTest {

    private static final FileOptions OPTIONS = FileOptions.defaults();

    private static byte[] ascii(String text, int length) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), length);
    }

    private static byte[] database() throws Exception {
        SimDisk disk = new SimDisk();
        CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
        return disk.content();
    }

    /// Checks that opening and creating are refused with this word, and that nothing was written.
    private static void assertRefused(byte[] content, String word) throws Exception {
        SimDisk disk = new SimDisk(content);
        IncompatibleException opening =
                assertThrows(
                        IncompatibleException.class,
                        () -> CommitFile.open(disk.open(), OPTIONS, TestCommit::index));
        assertTrue(opening.getMessage().contains(word), opening.getMessage());
        assertTrue(opening.getMessage().contains("simulated.cdb"), opening.getMessage());
        IncompatibleException creating =
                assertThrows(
                        IncompatibleException.class,
                        () -> CommitFile.create(disk.open(), OPTIONS, TestCommit::index));
        assertTrue(creating.getMessage().contains("exists"), creating.getMessage());
        assertArrayEquals(content, disk.content());
        assertEquals(0, disk.historySize());
    }

    @Test
    void sqliteDatabaseIsNamed() throws Exception {
        assertRefused(ascii("SQLite format 3\0\u0010\0", 8192), "SQLite");
    }

    @Test
    void textIsNamed() throws Exception {
        assertRefused(
                "Dear reader,\n\tnone of this is a database. \u00e9\n"
                        .getBytes(StandardCharsets.UTF_8),
                "text");
        assertRefused("x".getBytes(StandardCharsets.UTF_8), "text");
    }

    @Test
    void constantDatabaseIsNamed() throws Exception {
        ByteBuffer cdb = ByteBuffer.allocate(2048 + 100 + 256 * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 256; i++) {
            cdb.putInt(2048 + 100 + i * 16).putInt(2);
        }
        assertRefused(cdb.array(), "constant database");
    }

    @Test
    void fileMangledByTextModeIsNamed() throws Exception {
        byte[] stripped = database();
        stripped[0] &= 0x7f;
        assertRefused(stripped, "text mode");
        byte[] newlines = database();
        newlines[4] = '\n';
        assertRefused(newlines, "text mode");
    }

    @Test
    void otherBytesAreUnknown() throws Exception {
        byte[] garbage = new byte[300_000];
        new SplittableRandom(1).nextBytes(garbage);
        assertRefused(garbage, "some other kind");
        assertRefused(new byte[300_000], "some other kind");
    }

    @Test
    void databaseIsNotCreatedOverAnother() throws Exception {
        byte[] database = database();
        SimDisk disk = new SimDisk(database);
        IncompatibleException failure =
                assertThrows(
                        IncompatibleException.class,
                        () -> CommitFile.create(disk.open(), OPTIONS, TestCommit::index));
        assertTrue(failure.getMessage().contains("open it"), failure.getMessage());
        assertArrayEquals(database, disk.content());
    }

    @Test
    void emptyAndInterruptedFilesCanBeCreatedButNotOpened() throws Exception {
        byte[] interrupted = database();
        Arrays.fill(interrupted, 0, 8, (byte) 0);
        for (byte[] content :
                new byte[][] {new byte[0], new byte[5], new byte[4096], interrupted}) {
            SimDisk disk = new SimDisk(content);
            IncompatibleException failure =
                    assertThrows(
                            IncompatibleException.class,
                            () -> CommitFile.open(disk.open(), OPTIONS, TestCommit::index));
            assertTrue(failure.getMessage().contains("create the database"), failure.getMessage());
            assertArrayEquals(content, disk.content());
            CommitFile.create(disk.open(), OPTIONS, TestCommit::index).close();
            CommitFile.open(disk.open(), OPTIONS, TestCommit::index).close();
        }
    }

    private static byte[] withHeader(int offset, int value) throws Exception {
        byte[] database = database();
        database[offset] = (byte) value;
        ByteBuffer header = ByteBuffer.wrap(database).order(ByteOrder.LITTLE_ENDIAN);
        int crc = new SaltedCrc(header.getLong(64)).of(0, database, 0, Header.CRC_OFFSET);
        header.putInt(Header.CRC_OFFSET, crc);
        return database;
    }

    private static void assertOpenRefused(byte[] content, FileOptions options, String word)
            throws Exception {
        SimDisk disk = new SimDisk(content);
        IncompatibleException failure =
                assertThrows(
                        IncompatibleException.class,
                        () -> CommitFile.open(disk.open(), options, TestCommit::index));
        assertTrue(failure.getMessage().contains(word), failure.getMessage());
        assertArrayEquals(content, disk.content());
    }

    @Test
    void futureVersionIsNamed() throws Exception {
        assertOpenRefused(withHeader(Header.MAJOR_OFFSET, 2), OPTIONS, "format version 2");
        byte[] unreadable = database();
        unreadable[Header.MAJOR_OFFSET] = 9;
        assertOpenRefused(unreadable, OPTIONS, "format version 9");
    }

    @Test
    void unknownIncompatibleFeatureIsRefused() throws Exception {
        byte[] database = withHeader(Header.INCOMPAT_OFFSET + 1, 0x40);
        assertOpenRefused(database, OPTIONS, "features 4000");
        assertOpenRefused(database, OPTIONS.forReading(), "features 4000");
    }

    @Test
    void unknownReadOnlyFeatureForbidsWritingOnly() throws Exception {
        byte[] database = withHeader(Header.INCOMPAT_OFFSET + 8, 1);
        assertOpenRefused(database, OPTIONS, "open it read-only");
        CommitFile.open(new SimDisk(database).open(), OPTIONS.forReading(), TestCommit::index)
                .close();
    }

    @Test
    void unknownCompatibleFeatureAndMinorVersionDoNotMatter() throws Exception {
        CommitFile.open(
                        new SimDisk(withHeader(Header.INCOMPAT_OFFSET + 16, 7)).open(),
                        OPTIONS,
                        TestCommit::index)
                .close();
        CommitFile.open(
                        new SimDisk(withHeader(Header.MAJOR_OFFSET + 2, 7)).open(),
                        OPTIONS,
                        TestCommit::index)
                .close();
    }

    @Test
    void damagedHeaderIsReported() throws Exception {
        byte[] database = database();
        database[50] ^= 1;
        SimDisk disk = new SimDisk(database);
        assertThrows(
                CorruptException.class,
                () -> CommitFile.open(disk.open(), OPTIONS, TestCommit::index));
        assertArrayEquals(database, disk.content());
    }

    @Test
    void pageSizeIsKeptFromCreation() throws Exception {
        SimDisk disk = new SimDisk();
        CommitFile.create(disk.open(), OPTIONS.withPageSize(16384), TestCommit::index).close();
        try (CommitFile file = CommitFile.open(disk.open(), OPTIONS, TestCommit::index)) {
            assertEquals("16384", file.info().facts().get("page size"));
        }
        for (int size : new int[] {0, 1024, 5000, 1 << 17}) {
            assertThrows(IllegalArgumentException.class, () -> OPTIONS.withPageSize(size));
        }
    }
}
