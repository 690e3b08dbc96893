package org.commitdb.tools.upkeep;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cdb backup`: a copy that is complete or not there.
@Command(
        name = "backup",
        description =
                "Writes a copy of a database to a new file, which appears when it is complete and on"
                        + " the disk.",
        footer = {"", "Examples:", "  cdb backup model.cdb /backups/model-monday.cdb"})
final class BackupCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The new file; refused when it exists.")
    private Path target;

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading();
                ProgressLine line = new ProgressLine(console, "backing up")) {
            database.backup(target, line);
        }
        return 0;
    }
}
