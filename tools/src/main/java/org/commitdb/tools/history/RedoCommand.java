package org.commitdb.tools.history;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cdb redo`: brings the effect of a commit back.
@Command(
        name = "redo",
        aliases = "enable",
        description = {
            "Brings the effect of COMMIT, which was undone, back; prints the id of the new commit."
        },
        footer = {
            "",
            "Examples:",
            "  cdb redo model.cdb 5c1d2e",
            "  cdb redo model.cdb 5c1d2e --parent 77ab01 --label 'As it was'",
            "  cdb enable model.cdb 5c1d2e          the same"
        })
final class RedoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private ToggleArguments arguments;

    RedoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return arguments.run(console, "Redo", CommitDatabase::enableCommit);
    }
}
