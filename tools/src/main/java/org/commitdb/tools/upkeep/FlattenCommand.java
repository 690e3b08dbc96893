package org.commitdb.tools.upkeep;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.Administration;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cdb flatten`: one state as a database of its own.
@Command(
        name = "flatten",
        description = {
            "Writes one state as the single commit of a new database: every document, the definitions,"
                    + " and the blobs that the documents name. Prints the new commit's id, which is the"
                    + " same wherever this state is flattened. The database stays as it is."
        },
        footer = {
            "",
            "Examples:",
            "  cdb flatten model.cdb today.cdb              the head",
            "  cdb flatten --at 5c1d2e model.cdb then.cdb   an earlier state"
        })
final class FlattenCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The new file; refused when it exists.")
    private Path target;

    @Mixin private AtOption at;

    FlattenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommitId flat;
        try (CommitDatabase database = file.openForReading()) {
            CommitId commit = at.orHead(database, console);
            try (ProgressLine line = new ProgressLine(console, "flattening")) {
                flat = new Administration(database).flatten(commit, target, line);
            }
        }
        if (flat.isNone()) {
            console.message(
                    "the state has no document; the new database has the definitions alone");
        } else {
            console.line(flat.toString());
        }
        return 0;
    }
}
