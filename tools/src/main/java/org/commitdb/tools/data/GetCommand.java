package org.commitdb.tools.data;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.AtOption;
import org.commitdb.tools.database.CommitNames;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.NamedDocument;
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

    @Mixin private NamedDocument document;

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
        try (CommitDatabase database = document.file().openForReading()) {
            DocumentKey wanted = document.in(database.definitions());
            JsonValues values = new JsonValues(database.definitions());
            Path place = values.path(wanted.attachment().documentType(), path);
            CommitId commit = at.orHead(database, console);
            Value whole =
                    database.state(commit)
                            .attachmentGetting()
                            .get(wanted.attachment(), wanted.key())
                            .orElseThrow(() -> missing(wanted, commit));
            Value value = place.resolve(whole);
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

    private static RequestFailedException missing(DocumentKey document, CommitId commit) {
        return new RequestFailedException(
                document.attachment()
                        + " has no document for "
                        + document.key().instance()
                        + " "
                        + at(commit));
    }

    private static String at(CommitId commit) {
        return commit.isNone()
                ? "as there is no commit yet"
                : "at commit " + CommitNames.abbreviated(commit);
    }
}
