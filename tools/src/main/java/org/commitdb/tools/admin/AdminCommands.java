package org.commitdb.tools.admin;

import java.util.List;
import org.commitdb.tools.console.Console;
import picocli.CommandLine;

/// The commands of this package.
public final class AdminCommands {

    private AdminCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        CommandLine group = new CommandLine(new CommitAdminCommand());
        group.addSubcommand(new ReduceHeadsCommand(console));
        group.addSubcommand(new DropKeyFramesCommand());
        group.addSubcommand(new ResetCommand(console));
        group.addSubcommand(new DeleteHeadCommand(console));
        return List.of(group);
    }
}
