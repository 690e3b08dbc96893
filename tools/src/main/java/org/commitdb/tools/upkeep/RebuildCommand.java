package org.commitdb.tools.upkeep;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cdb rebuild`: builds the indexes of a file anew.
@Command(
        name = "rebuild",
        description =
                "Builds the indexes of a file anew from its log, also when they are so damaged that it"
                        + " cannot be opened. Changes nothing when the log is damaged.",
        footer = {"", "Examples:", "  cdb rebuild model.cdb"})
final class RebuildCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    RebuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        file.requireFile();
        try (ProgressLine line = new ProgressLine(console, "rebuilding")) {
            CommitDatabase.rebuildIndexes(file.path(), line);
        }
        return 0;
    }
}
