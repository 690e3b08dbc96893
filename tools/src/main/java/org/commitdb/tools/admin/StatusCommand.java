package org.commitdb.tools.admin;

import java.util.Map;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.console.RequestFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin status`: how a server is.
@Command(
        name = "status",
        description =
                "Asks a server how it is, and prints its counters, a name and a value a line.",
        footer = {
            "",
            "Examples:",
            "  cdb commit_admin status --host 127.0.0.1",
            "  cdb commit_admin --socket-path model.socket status"
        })
final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = group.open(spec, false)) {
            Map<String, String> status = database.serverStatus();
            if (status.isEmpty()) {
                throw new RequestFailedException(
                        "a file has no server to ask: name one with --host or --socket-path, or see"
                                + " 'cdb info'");
            }
            status.forEach((name, value) ->
                    console.line(PrintableText.of(name) + ": " + PrintableText.of(value)));
        }
        return 0;
    }
}
