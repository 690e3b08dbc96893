package org.commitdb.tools.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cdb compact`: makes a file as small as it can be.
@Command(
        name = "compact",
        description =
                "Makes a file as small as it can be. Everything goes to a new file, which takes its"
                        + " place when it is complete; nobody may have the file open.",
        footer = {"", "Examples:", "  cdb compact model.cdb"})
final class CompactCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    CompactCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        file.requireFile();
        long before = size();
        try (ProgressLine line = new ProgressLine(console, "compacting")) {
            CommitDatabase.compact(file.path(), line);
        }
        console.line(before + " bytes before, " + size() + " now");
        return 0;
    }

    private long size() {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw RequestFailedException.ofFile(file.path().toString(), e);
        }
    }
}
