package org.commitdb.tools.schema;

import java.util.List;
import org.commitdb.tools.console.Console;
import picocli.CommandLine;

/// The commands of this package.
public final class SchemaCommands {

    private SchemaCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        CommandLine group = new CommandLine(new DsmUtilCommand());
        group.addSubcommand(new CheckCommand(console));
        group.addSubcommand(new CreateDatabaseCommand(console));
        group.addSubcommand(new EncodeCommand(console));
        group.addSubcommand(new DecodeCommand(console));
        return List.of(group);
    }
}
