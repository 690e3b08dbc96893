package org.commitdb.tools.provenance;

import java.util.List;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.TracedOpcode;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.NamedDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb trace`: every opcode that reached a document.
@Command(
        name = "trace",
        description = {
            "Lists every mutation of one document up to a commit, in the order of replay, with what"
                    + " became of it and to which commit that is due."
        },
        footer = {
            "",
            "Outcomes: applied; relocated (put at the end: its successor is unknown); without effect:",
            "missing document, unresolved path, wrong kind, absent entry, masked slot; disabled (its commit",
            "is undone), unreached (the merge that brought it is undone).",
            "",
            "Examples:",
            "  cdb trace model.cdb Tuto::User.login 1c8fd3a1-…",
            "  cdb trace model.cdb Tuto::User.login 1c8fd3a1-… --at 5c1d2e --json"
        })
final class TraceCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private NamedDocument document;
    @Mixin private AtOption at;

    @Option(names = "--json", description = "Write one JSON object a line.")
    private boolean json;

    TraceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = document.file().openForReading()) {
            DocumentKey wanted = document.in(database.definitions());
            CommitId end = at.orHead(database, console);
            List<TracedOpcode> trace = database.state(end).trace(wanted.attachment(), wanted.key());
            if (trace.isEmpty()) {
                throw Untouched.upTo(end, wanted);
            }
            if (json) {
                write(trace, new TraceJson(database.definitions()));
            } else {
                print(trace, new TraceText(database, console.style()));
            }
        }
        return 0;
    }

    private void write(List<TracedOpcode> trace, TraceJson writer) {
        JsonLines lines = new JsonLines(console);
        trace.forEach(traced -> lines.line(out -> writer.write(out, traced)));
    }

    private void print(List<TracedOpcode> trace, TraceText text) {
        CommitId last = CommitId.NONE;
        for (TracedOpcode traced : trace) {
            if (!traced.commit().equals(last)) {
                last = traced.commit();
                console.line(text.commit(last));
            }
            console.line("  " + text.line(traced));
        }
    }
}
