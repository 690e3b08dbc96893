package org.commitdb.tools.merge;

import java.util.List;
import org.commitdb.tools.console.Console;

/// The commands of this package.
public final class MergeCommands {

    private MergeCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        return List.of(new ConflictsCommand(console), new ReconcileCommand(console));
    }
}
