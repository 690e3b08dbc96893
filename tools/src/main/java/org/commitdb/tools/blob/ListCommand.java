package org.commitdb.tools.blob;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.blob.BlobId;
import org.commitdb.store.BlobInfo;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `cdb blob list`: the blobs of a database.
@Command(
        name = "list",
        description = "Lists the blobs by id: id, bytes, layout.",
        footer = {"", "Examples:", "  cdb blob list model.cdb", "  cdb blob list --json model.cdb"})
final class ListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Option(names = "--json", description = "Write one JSON object a line.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            database.blobIds().forEach(id -> print(database, id));
        }
        return 0;
    }

    private void print(CommitDatabase database, BlobId id) {
        database.blobInfo(id).ifPresent(this::print);
    }

    private void print(BlobInfo info) {
        if (json) {
            new JsonLines(console).line(out -> BlobJson.write(out, info));
        } else {
            console.line(info.id() + "  " + info.size() + "  " + PrintableText.of(info.layout()));
        }
    }
}
