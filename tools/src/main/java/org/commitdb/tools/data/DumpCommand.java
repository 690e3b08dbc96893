package org.commitdb.tools.data;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.state.CommitState;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.AttachmentNames;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.KeyNames;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb dump`: every document of a state.
@Command(
        name = "dump",
        description = "Prints every document of a database, or of one attachment.",
        footer = {
            "",
            "JSON: {\"commit\": id or null, \"attachments\": {name: [{\"key\": …, \"value\": …}, …], …}},",
            "one document a line; attachments by name, documents by the key's UUID.",
            "",
            "Examples:",
            "  cdb dump model.cdb",
            "  cdb dump --json model.cdb Tuto::User.login --at first"
        })
final class DumpCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ATTACHMENT",
            description = "Such as Tuto::User.login; all of them when absent.")
    private @Nullable String attachment;

    @Mixin private AtOption at;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    DumpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            AttachmentNames names = new AttachmentNames(database.definitions());
            List<Attachment> chosen =
                    attachment == null
                            ? names.sorted()
                            : List.of(database.definitions().attachment(attachment));
            CommitState state = database.state(at.orHead(database, console));
            if (json) {
                StateJson writer = new StateJson(database.definitions());
                new JsonLines(console).line(out -> writer.write(out, state, chosen));
            } else {
                chosen.forEach(each -> print(names.name(each), each, state));
            }
        }
        return 0;
    }

    private void print(String name, Attachment each, CommitState state) {
        try (Stream<Map.Entry<Key, Value>> entries = state.attachmentGetting().entries(each)) {
            Iterator<Map.Entry<Key, Value>> documents = entries.iterator();
            if (documents.hasNext()) {
                console.line(console.style().bold(name));
            }
            documents.forEachRemaining(document -> print(each, document));
        }
    }

    private void print(Attachment attachment, Map.Entry<Key, Value> document) {
        String key = KeyNames.text(attachment, document.getKey());
        console.line("  " + console.style().yellow(key) + "  " + document.getValue());
    }
}
