package org.commitdb.tools.blob;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.store.BlobStatistics;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb blob stat`: facts about all blobs together.
@Command(
        name = "stat",
        description = "Shows how many blobs there are, their bytes, and how many bytes hold them.",
        footer = {"", "Examples:", "  cdb blob stat model.cdb"})
final class StatCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    StatCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            BlobStatistics statistics = database.blobs().statistics();
            if (json) {
                new JsonLines(console).line(out -> BlobJson.write(out, statistics));
            } else {
                console.line("blobs   " + statistics.count());
                console.line("size    " + statistics.size());
                console.line("stored  " + statistics.storedSize());
            }
        }
        return 0;
    }
}
