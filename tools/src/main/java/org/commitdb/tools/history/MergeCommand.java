package org.commitdb.tools.history;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `cdb merge`: joins two streams.
@Command(
        name = "merge",
        description = {
            "Merges the stream of THEIRS into that of OURS and prints the merge's id.",
            "Nothing conflicts: what only one stream changed survives, and on a place that both"
                    + " changed THEIRS wins."
        },
        footer = {
            "",
            "Examples:",
            "  cdb merge model.cdb 5c1d2e 77ab01",
            "  cdb merge model.cdb $(cdb heads model.cdb)    of two heads, the newer wins"
        })
final class MergeCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "OURS",
            description = "The commit to merge into: an id, a prefix of one, first or last.")
    private String ours;

    @Parameters(index = "2", paramLabel = "THEIRS", description = "The commit to merge in.")
    private String theirs;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForWriting()) {
            CommitId merge =
                    database.mergeCommit(database.findCommit(ours), database.findCommit(theirs));
            console.line(merge.toString());
        }
        return 0;
    }
}
