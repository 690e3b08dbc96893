package org.commitdb.tools.data;

import java.util.List;
import org.commitdb.tools.console.Console;

/// The commands of this package.
public final class DataCommands {

    private DataCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        return List.of(
                new ShowCommand(console),
                new KeysCommand(console),
                new GetCommand(console),
                new DumpCommand(console),
                new DiffCommand(console),
                new ApplyCommand(console));
    }
}
