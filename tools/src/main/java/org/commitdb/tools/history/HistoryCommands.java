package org.commitdb.tools.history;

import java.util.List;
import org.commitdb.tools.console.Console;

/// The commands of this package.
public final class HistoryCommands {

    private HistoryCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        return List.of(
                new InfoCommand(console),
                new HeadsCommand(console),
                new LogCommand(console),
                new MergeCommand(console),
                new UndoCommand(console),
                new RedoCommand(console));
    }
}
