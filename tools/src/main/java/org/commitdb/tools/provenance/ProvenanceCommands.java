package org.commitdb.tools.provenance;

import java.util.List;
import org.commitdb.tools.console.Console;

/// The commands of this package.
public final class ProvenanceCommands {

    private ProvenanceCommands() {}

    /// The commands, on this console, in the order in which help shows them.
    public static List<Object> on(Console console) {
        return List.of(
                new HistoryCommand(console),
                new TraceCommand(console),
                new WhyCommand(console),
                new ReportCommand(console));
    }
}
