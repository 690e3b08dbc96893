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

    private Map<String, Object> facts(CommitDatabase database) {
        Definitions definitions = database.definitions();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", file.path().toString());
        facts.put("commits", database.commitCount());
        facts.put("heads", database.headCommitIds().size());
        facts.put("first", database.firstCommitId().map(CommitId::toString).orElse("none"));
        facts.put("last", database.lastCommitId().map(CommitId::toString).orElse("none"));
        facts.put("concepts", definitions.concepts().size());
        facts.put("clubs", definitions.clubs().size());
        facts.put("enumerations", definitions.enumerations().size());
        facts.put("structures", definitions.structures().size());
        facts.put("definitions digest", definitions.digest());
        return facts;
    }

    private void print(CommitDatabase database) {
        Map<String, Object> facts = facts(database);
        facts.putAll(database.info());
        AttachmentNames names = new AttachmentNames(database.definitions());
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        facts.forEach((name, value) -> console.line(padded(name, width) + value));
        console.line("attachments");
        for (Attachment attachment : names.sorted()) {
            console.line("  " + names.name(attachment) + ": " + attachment.documentType());
        }
    }

    private void write(JsonGenerator out, CommitDatabase database) throws IOException {
        AttachmentNames names = new AttachmentNames(database.definitions());
        out.writeStartObject();
        for (Map.Entry<String, Object> fact : facts(database).entrySet()) {
            out.writeObjectField(fact.getKey().replace(' ', '_'), fact.getValue());
        }
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

    private static String padded(String name, int width) {
        return name + " ".repeat(width - name.length());
    }
}
