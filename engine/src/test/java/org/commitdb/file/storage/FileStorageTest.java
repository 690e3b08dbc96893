package org.commitdb.file.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.error.BusyException;
import org.commitdb.error.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStorageTest extends StorageContract {

    @TempDir private Path directory;

    @Override
    Storage newStorage() {
        return FileStorage.create(directory.resolve("contract.cdb"));
    }

    @Test
    void createLeavesTheContentOfAnExistingFile() throws IOException {
        Path path = directory.resolve("old.txt");
        Files.writeString(path, "precious");
        FileStorage.create(path).close();
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void openNamesTheMissingFile() {
        Path path = directory.resolve("missing.cdb");
        StorageException failure =
                assertThrows(StorageException.class, () -> FileStorage.open(path));
        assertTrue(
                failure.getMessage().contains("missing.cdb: there is no such file"),
                failure.getMessage());
        assertTrue(Files.notExists(path));
    }

    @Test
    void createNamesTheMissingDirectory() {
        Path path = directory.resolve("nowhere/new.cdb");
        StorageException failure =
                assertThrows(StorageException.class, () -> FileStorage.create(path));
        assertTrue(failure.getMessage().contains("directory does not exist"), failure.getMessage());
    }

    @Test
    void openRefusesDirectory() {
        assertThrows(StorageException.class, () -> FileStorage.open(directory));
    }

    @Test
    void secondOpenInThisProcessIsRefusedBeforeAnyHandleIsOpened() throws IOException {
        Path path = directory.resolve("twice.cdb");
        try (FileStorage first = FileStorage.create(path)) {
            assertTrue(first.tryLock(1L << 62, 1, false).isPresent());
            BusyException failure = assertThrows(BusyException.class, () -> FileStorage.open(path));
            assertTrue(failure.getMessage().contains("twice.cdb"), failure.getMessage());
            assertEquals("this process", failure.heldBy());
            Path link = Files.createLink(directory.resolve("alias.cdb"), path);
            assertThrows(BusyException.class, () -> FileStorage.openReadOnly(link));
        }
        FileStorage.open(path).close();
    }

    @Test
    void readOnlyStorageRefusesEveryChange() throws IOException {
        Path path = directory.resolve("read.cdb");
        Files.writeString(path, "abc");
        try (FileStorage storage = FileStorage.openReadOnly(path)) {
            byte[] back = new byte[3];
            storage.read(0, back, 0, 3);
            assertArrayEquals(new byte[] {'a', 'b', 'c'}, back);
            assertThrows(IOException.class, () -> storage.write(0, ByteBuffer.wrap(back)));
            assertThrows(IOException.class, () -> storage.setLength(10));
            assertThrows(IOException.class, () -> storage.force(true));
        }
        assertEquals("abc", Files.readString(path));
    }

    @Test
    void mappingBeyondTheEndDoesNotExtendTheFile() throws IOException {
        Path path = directory.resolve("map.cdb");
        try (FileStorage storage = FileStorage.create(path)) {
            storage.setLength(4096);
            assertThrows(IOException.class, () -> storage.map(0, 8192));
            assertEquals(4096, storage.size());
        }
    }
}
