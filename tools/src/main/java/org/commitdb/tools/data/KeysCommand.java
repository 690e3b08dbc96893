package org.commitdb.tools.data;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.KeyNames;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb keys`: for which keys an attachment has documents.
@Command(
        name = "keys",
        description = {
            "Lists the keys for which an attachment has a document, one a line: the UUID, or"
                    + " [\"uuid\",\"concept\"] where the concept is not the attachment's own."
        },
        footer = {
            "",
            "Examples:",
            "  cdb keys model.cdb Tuto::User.login",
            "  cdb keys model.cdb Tuto::User.login --at first"
        })
final class KeysCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "ATTACHMENT",
            description = "Such as Tuto::User.login; 'cdb info' lists them.")
    private String attachment;

    @Mixin private AtOption at;

    @Option(
            names = "--json",
            description = "Write [\"uuid\",\"concept's runtime id\"], one a line.")
    private boolean json;

    KeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            Attachment found = database.definitions().attachment(attachment);
            JsonValues values = new JsonValues(database.definitions());
            JsonLines lines = new JsonLines(console);
            try (Stream<Key> keys =
                    database.state(at.orHead(database, console)).attachmentGetting().keys(found)) {
                keys.forEach(key -> {
                    if (json) {
                        lines.line(out -> values.write(out, key));
                    } else {
                        console.line(KeyNames.text(found, key));
                    }
                });
            }
        }
        return 0;
    }
}
