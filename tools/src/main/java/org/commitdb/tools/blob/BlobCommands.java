package org.commitdb.tools.blob;

import java.util.List;
import org.commitdb.tools.console.Console;
import picocli.CommandLine;

/// The commands of this package.
public final class BlobCommands {

    private BlobCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        CommandLine group = new CommandLine(new BlobCommand());
        group.addSubcommand(new AddCommand(console));
        group.addSubcommand(new GetCommand(console));
        group.addSubcommand(new ListCommand(console));
        group.addSubcommand(new BlobInfoCommand(console));
        group.addSubcommand(new StatCommand(console));
        group.addSubcommand(new CollectCommand(console));
        return List.of(group);
    }
}
