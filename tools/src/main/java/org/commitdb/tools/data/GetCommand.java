package org.commitdb.tools.data;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.KeyNames;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb get`: one document, or a place in it.
@Command(
        name = "get",
        description = "Prints the document that an attachment has for a key, or a place in it.",
        footer = {
            "",
            "Paths: .field  [index]  {map key as JSON}  <position uuid>  ? for what an optional, any"
                    + " or variant holds.",
            "",
            "Examples:",
            "  cdb get model.cdb Tuto::User.login 1c8fd3a1-…",
            "  cdb get model.cdb Tuto::User.login 1c8fd3a1-… .nickname --at first --json"
        })
final class GetCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "ATTACHMENT",
            description = "Such as Tuto::User.login; 'cdb info' lists them.")
    private String attachment;

    @Parameters(
            index = "2",
            paramLabel = "KEY",
            description = "A UUID, or [\"uuid\",\"concept\"]; 'cdb keys' lists them.")
    private String key;

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "PATH",
            description = "A place in the document; all of it when absent.")
    private String path = "";

    @Mixin private AtOption at;

    @Option(names = "--json", description = "Write value JSON.")
    private boolean json;

    GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            Attachment found = database.definitions().attachment(attachment);
            Key wanted = new KeyNames(database.definitions()).toFind(found, key);
            JsonValues values = new JsonValues(database.definitions());
            Path place = values.path(found.documentType(), path);
            CommitId commit = at.orHead(database, console);
            Value document =
                    database.state(commit)
                            .attachmentGetting()
                            .get(found, wanted)
                            .orElseThrow(() -> missing(found, wanted, commit));
            Value value = place.resolve(document);
            if (value == null) {
                throw new RequestFailedException(
                        "the document has no place '" + path + "' " + at(commit));
            }
            if (json) {
                new JsonLines(console).line(out -> values.write(out, value));
            } else {
                console.line(value.toString());
            }
        }
        return 0;
    }

    private static RequestFailedException missing(Attachment attachment, Key key, CommitId commit) {
        return new RequestFailedException(
                attachment + " has no document for " + key.instance() + " " + at(commit));
    }

    private static String at(CommitId commit) {
        return commit.isNone()
                ? "as there is no commit yet"
                : "at commit " + CommitNames.abbreviated(commit);
    }
}
