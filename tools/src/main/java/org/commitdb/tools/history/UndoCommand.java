package org.commitdb.tools.history;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cdb undo`: takes the effect of a commit out.
@Command(
        name = "undo",
        aliases = "disable",
        description = {
            "Takes the effect of COMMIT out of what extends the new commit, whose id is printed.",
            "History only grows: the commit stays where it is, and 'cdb redo' brings its effect back. Of a merge,"
                    + " the stream that it brought is taken out; of an undo, what it undid is back."
        },
        footer = {
            "",
            "Examples:",
            "  cdb undo model.cdb 5c1d2e",
            "  cdb undo model.cdb 5c1d2e --parent 77ab01 --label 'Not in this stream'",
            "  cdb disable model.cdb 5c1d2e          the same"
        })
final class UndoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private ToggleArguments arguments;

    UndoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return arguments.run(console, "Undo", CommitDatabase::disableCommit);
    }
}
