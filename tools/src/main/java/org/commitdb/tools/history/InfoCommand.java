package org.commitdb.tools.history;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.database.AttachmentNames;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb info`: what there is in a file.
@Command(
        name = "info",
        description =
                "Shows what a database has: commits, heads, definitions, attachments, the file.",
        footer = {"", "Examples:", "  cdb info model.cdb", "  cdb info --json model.cdb"})
final class InfoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    InfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            if (json) {
                new JsonLines(console).line(out -> write(out, database));
            } else {
                print(database);
            }
        }
        return 0;
    }

    private Map<String, String> facts(CommitDatabase database) {
        Definitions definitions = database.definitions();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("path", file.path().toString());
        facts.put("commits", String.valueOf(database.commitCount()));
        facts.put("heads", String.valueOf(database.headCommitIds().size()));
        facts.put("first", database.firstCommitId().map(CommitId::toString).orElse("none"));
        facts.put("last", database.lastCommitId().map(CommitId::toString).orElse("none"));
        facts.put("definitions", String.valueOf(definitions.all().size()));
        facts.put("digest", definitions.digest());
        return facts;
    }

    private void print(CommitDatabase database) {
        AttachmentNames names = new AttachmentNames(database.definitions());
        print("", facts(database));
        console.line("attachments");
        for (Attachment attachment : names.sorted()) {
            console.line("  " + names.name(attachment) + ": " + attachment.documentType());
        }
        console.line("file");
        print("  ", database.info());
    }

    private void print(String indent, Map<String, String> facts) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        facts.forEach((name, value) ->
                console.line(
                        indent
                                + name
                                + " ".repeat(width - name.length())
                                + PrintableText.of(value)));
    }

    private void write(JsonGenerator out, CommitDatabase database) throws IOException {
        AttachmentNames names = new AttachmentNames(database.definitions());
        out.writeStartObject();
        out.writeStringField("path", file.path().toString());
        out.writeNumberField("commits", database.commitCount());
        out.writeArrayFieldStart("heads");
        for (CommitId head : database.headCommitIds()) {
            out.writeString(head.toString());
        }
        out.writeEndArray();
        out.writeStringField(
                "first", database.firstCommitId().map(CommitId::toString).orElse(null));
        out.writeStringField("last", database.lastCommitId().map(CommitId::toString).orElse(null));
        out.writeNumberField("definitions", database.definitions().all().size());
        out.writeStringField("digest", database.definitions().digest());
        out.writeObjectFieldStart("attachments");
        for (Attachment attachment : names.sorted()) {
            out.writeStringField(names.name(attachment), attachment.documentType().toString());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("file");
        for (Map.Entry<String, String> fact : database.info().entrySet()) {
            out.writeStringField(fact.getKey(), fact.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
