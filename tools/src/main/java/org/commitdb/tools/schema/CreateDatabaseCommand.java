package org.commitdb.tools.schema;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.dsm.DsmModel;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `cdb dsm_util create_commit_database`: a new database with a model.
@Command(
        name = "create_commit_database",
        description = {
            "Creates a database with the definitions of a model.",
            "When the model has errors, prints all of them and creates nothing."
        },
        footer = {"", "Examples:", "  cdb dsm_util create_commit_database model.dsm model.cdb"})
final class CreateDatabaseCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A .dsm file, or a folder of them.")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The database file to create; it must not exist.")
    private Path file;

    CreateDatabaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw new RequestFailedException(file + ": the file exists; nothing was changed");
        }
        DsmModel read = ModelSource.read(model, console);
        CommitDatabase.create(file, read).close();
        return 0;
    }
}
