package org.commitdb.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;

/// The checked-in seeds of a fuzz target, which are made by code, so that a change of the format
/// does not leave seeds behind that every reader refuses at the first byte.
///
/// Jazzer finds them by their place: `<package>/<Class>Inputs/<method>/` among the test resources.
/// Inputs that once failed lie beside them and are nobody's but their own.
public final class Corpus {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final int MOST = 20;
    private static final boolean WRITES = Boolean.getBoolean("commitdb.fuzz.seeds");

    private Corpus() {}

    /// Checks that the first few seeds of `method` of `target` are those that were checked in; with
    /// `-Dcommitdb.fuzz.seeds=true`, writes them.
    public static void check(Class<?> target, String method, SequencedMap<String, byte[]> seeds) {
        Path folder =
                RESOURCES
                        .resolve(target.getPackageName().replace('.', '/'))
                        .resolve(target.getSimpleName() + "Inputs")
                        .resolve(method);
        seeds.entrySet().stream()
                .limit(MOST)
                .forEach(seed ->
                        checkSeed(folder.resolve("seed-" + seed.getKey()), seed.getValue()));
    }

    private static void checkSeed(Path file, byte[] bytes) {
        try {
            if (WRITES) {
                Files.createDirectories(file.getParent());
                Files.write(file, bytes);
            }
            String advice = file + ": run again with -Dcommitdb.fuzz.seeds=true";
            assertTrue(Files.exists(file), advice);
            assertArrayEquals(bytes, Files.readAllBytes(file), advice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
