package org.commitdb.tools.data;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.Opcode;
import org.commitdb.state.CommitState;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.DocumentText;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.value.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb diff`: what two states differ in.
@Command(
        name = "diff",
        description = {
            "Shows the documents that differ between two commits and, for each, what makes A's into"
                    + " B's, place by place, with what was there before.",
            "Prints nothing when the states are equal."
        },
        footer = {
            "",
            "Examples:",
            "  cdb diff model.cdb first last",
            "  cdb diff model.cdb 5c1d2e 77ab01 --documents     which documents, and no more",
            "  cdb diff --json model.cdb 77ab01 5c1d2e | cdb apply model.cdb --parent 77ab01 -m Back"
        })
final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "A",
            description = "The commit to start from: an id, a prefix of one, first or last.")
    private String from;

    @Parameters(index = "2", paramLabel = "B", description = "The commit to arrive at.")
    private String to;

    @Option(names = "--documents", description = "Name the documents only.")
    private boolean documentsOnly;

    @Option(
            names = "--json",
            description =
                    "Write mutations, one JSON object a line, as 'cdb apply' takes them; with"
                            + " --documents, {\"attachment\": …, \"key\": …}.")
    private boolean json;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            CommitState start = database.state(database.findCommit(from));
            CommitState end = database.state(database.findCommit(to));
            MutationWriter writer = new MutationWriter(database.definitions());
            JsonValues values = new JsonValues(database.definitions());
            try (Stream<DocumentKey> documents = start.diffKeys(end)) {
                documents.forEach(document -> {
                    if (documentsOnly) {
                        name(document, writer);
                    } else if (json) {
                        write(DocumentChange.between(start, end, document), writer);
                    } else {
                        print(DocumentChange.between(start, end, document), values);
                    }
                });
            }
        }
        return 0;
    }

    private void name(DocumentKey document, MutationWriter writer) {
        if (json) {
            new JsonLines(console)
                    .line(out -> {
                        out.writeStartObject();
                        writer.writeDocument(out, document);
                        out.writeEndObject();
                    });
        } else {
            console.line(DocumentText.heading(document, console.style()));
        }
    }

    private void write(DocumentChange change, MutationWriter writer) {
        JsonLines lines = new JsonLines(console);
        for (Opcode opcode : change.opcodes()) {
            lines.line(out -> writer.write(out, change.document(), opcode));
        }
    }

    private void print(DocumentChange change, JsonValues values) {
        OpcodeText text = new OpcodeText(values, console.style());
        console.line(DocumentText.heading(change.document(), console.style()));
        for (Opcode opcode : change.opcodes()) {
            Optional<Value> former = change.former(opcode);
            console.line(
                    "  "
                            + text.of(opcode)
                            + former.map(value -> console.style().faint(" (was " + value + ")"))
                                    .orElse(""));
        }
    }
}
