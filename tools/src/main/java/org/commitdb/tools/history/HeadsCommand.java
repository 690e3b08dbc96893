package org.commitdb.tools.history;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb heads`: the ids of the commits that nothing continues.
@Command(
        name = "heads",
        description =
                "Prints the ids of the heads, the commits that nothing continues: oldest first, one a"
                        + " line.",
        footer = {
            "",
            "Examples:",
            "  cdb heads model.cdb",
            "  cdb merge model.cdb $(cdb heads model.cdb)    merge two heads"
        })
final class HeadsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Option(names = "--json", description = "Write the headers, one JSON object a line.")
    private boolean json;

    HeadsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            CommitText text = new CommitText(database, console.style());
            JsonLines lines = new JsonLines(console);
            for (CommitId head : database.headCommitIds()) {
                if (json) {
                    lines.line(out -> text.write(out, database.commitHeader(head)));
                } else {
                    console.line(head.toString());
                }
            }
        }
        return 0;
    }
}
