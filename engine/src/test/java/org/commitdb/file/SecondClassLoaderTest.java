package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two copies of this library in one JVM: the second must not touch a file that the first has open,
/// because closing any handle of it would drop the locks of the first.
final class SecondClassLoaderTest {

    @TempDir private Path directory;

    @Test
    void fileThatAnotherClassLoaderHasOpenIsRefused() throws Exception {
        Path path = directory.resolve("twice.cdb");
        URL classes = FileStorage.class.getProtectionDomain().getCodeSource().getLocation();
        try (CommitFile file =
                        CommitFile.create(
                                FileStorage.create(path),
                                FileOptions.defaults(),
                                TestCommit::index);
                URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> copy = loader.loadClass(FileStorage.class.getName());
            assertNotSame(FileStorage.class, copy);
            InvocationTargetException refused =
                    assertThrows(
                            InvocationTargetException.class,
                            () -> copy.getMethod("open", Path.class).invoke(null, path));
            assertEquals(
                    "org.commitdb.error.BusyException", refused.getCause().getClass().getName());
            assertTrue(refused.getCause().getMessage().contains("twice.cdb"));
            file.append(List.of(TestCommit.labelled(CommitId.NONE, "still here").encode()));
            assertEquals(1, file.lastOrdinal());
        }
    }
}
