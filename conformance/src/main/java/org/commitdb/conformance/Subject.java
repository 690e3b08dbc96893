package org.commitdb.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.Instances;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.DocumentModel;
import org.commitdb.state.RichModel;

/// What is tested: databases in a directory, of one model.
///
/// @param directory where files are made, and removed again
/// @param model what documents are
/// @param networkFileSystem whether to go on where the database would refuse to write because the
///   directory lies on a network file system
public record Subject(Path directory, DocumentModel model, boolean networkFileSystem) {

    /// Refuses a directory that is not one.
    public Subject {
        Objects.requireNonNull(model, "model");
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory + " is not a directory");
        }
    }

    /// `options`, for this directory.
    DatabaseOptions on(DatabaseOptions options) {
        return options.withNetworkFileSystem(networkFileSystem);
    }

    /// Opens the store of a database below what checks commits, with a checkpoint after so many
    /// entries.
    CommitFile store(Path file, int entriesPerCheckpoint) {
        FileOptions options =
                FileOptions.defaults()
                        .withCheckpointAfter(entriesPerCheckpoint, 1 << 16)
                        .withNetworkFileSystem(networkFileSystem);
        return Instances.open(file, options, new CanonicalIndexer());
    }

    /// Makes a database that has the definitions of the model, and the blobs that generated
    /// documents may name.
    void create(Path file) {
        CommitDatabase.create(file, model.definitions(), on(DatabaseOptions.DEFAULT)).close();
        try (CommitFile store = store(file, 1000)) {
            RichModel.putBlobs(store);
        }
    }

    /// Runs `work` in a folder of its own, which is removed afterwards.
    void inFolder(FolderWork work) throws Exception {
        Path folder = Files.createTempDirectory(directory, "commitdb-conformance");
        try {
            work.run(folder);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> inner = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inner) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Work in a folder.
    interface FolderWork {

        /// Does it.
        void run(Path folder) throws Exception;
    }
}
