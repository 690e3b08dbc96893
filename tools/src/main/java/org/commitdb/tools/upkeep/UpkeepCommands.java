package org.commitdb.tools.upkeep;

import java.util.List;
import org.commitdb.tools.console.Console;

/// The commands of this package.
public final class UpkeepCommands {

    private UpkeepCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        return List.of(
                new VerifyCommand(console),
                new BackupCommand(console),
                new CompactCommand(console),
                new FlattenCommand(console),
                new SalvageCommand(console),
                new RebuildCommand(console));
    }
}
