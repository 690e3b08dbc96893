package org.commitdb.tools.blob;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.store.BlobStatistics;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cdb blob collect`: removes the blobs that no commit names.
@Command(
        name = "collect",
        description = {
            "Removes the blobs that no commit names, and says how many there were. Their room is"
                    + " used again; 'cdb compact' gives it back to the disk."
        },
        footer = {"", "Examples:", "  cdb blob collect model.cdb"})
final class CollectCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    CollectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForWriting()) {
            BlobStatistics removed = database.collectBlobs();
            console.line("removed " + removed.count() + " blobs, " + removed.size() + " bytes");
        }
        return 0;
    }
}
