package org.commitdb.tools.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.tools.console.RequestFailedException;
import picocli.CommandLine.Parameters;

/// The first argument of most commands: the database file.
public final class DatabaseFile {

    @Parameters(index = "0", paramLabel = "FILE", description = "The database file.")
    private Path file;

    /// The file at a path that was named otherwise.
    public static DatabaseFile at(Path path) {
        DatabaseFile named = new DatabaseFile();
        named.file = path;
        return named;
    }

    /// Opens the file for reading; nothing can be written through it.
    public CommitDatabase openForReading() {
        return open(DatabaseOptions.DEFAULT.withReadOnly(true));
    }

    /// Opens the file for reading and writing.
    public CommitDatabase openForWriting() {
        return open(DatabaseOptions.DEFAULT);
    }

    /// Where the file is.
    public Path path() {
        return file;
    }

    private CommitDatabase open(DatabaseOptions options) {
        requireFile();
        return CommitDatabase.open(file, options);
    }

    /// Checks that the file is there.
    ///
    /// **Errors**: [RequestFailedException] that says what to do.
    public void requireFile() {
        if (Files.notExists(file)) {
            throw new RequestFailedException(
                    file
                            + ": no such file; 'cdb dsm_util create_commit_database' makes a"
                            + " database");
        }
        if (Files.isDirectory(file)) {
            throw new RequestFailedException(file + ": a directory, not a database file");
        }
    }
}
