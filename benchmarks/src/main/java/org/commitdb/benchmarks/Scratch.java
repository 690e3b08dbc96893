package org.commitdb.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.store.Durability;

/// A folder for the files of one benchmark.
public final class Scratch implements AutoCloseable {

    private final Path folder;

    /// Makes the folder, in the working directory: temporary folders are often in memory.
    public Scratch() {
        try {
            folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The database file in it.
    public Path file() {
        return folder.resolve("notes.cdb");
    }

    /// Creates the database file.
    public CommitDatabase create(Durability durability) {
        return CommitDatabase.create(
                file(), Notes.definitions(), DatabaseOptions.DEFAULT.withDurability(durability));
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> all = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : all) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
