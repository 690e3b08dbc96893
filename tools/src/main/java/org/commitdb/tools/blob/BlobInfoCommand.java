package org.commitdb.tools.blob;

import java.util.concurrent.Callable;
import org.commitdb.CommitDatabase;
import org.commitdb.store.BlobInfo;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.JsonLines;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.database.DatabaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb blob info`: what is known of one blob.
@Command(
        name = "info",
        description = "Shows id, layout and size of a blob, and how many bytes hold it.",
        footer = {"", "Examples:", "  cdb blob info model.cdb 3f8a"})
final class BlobInfoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "BLOB",
            description = "The blob: an id, or a prefix that no other blob's id has.")
    private String blob;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    BlobInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (CommitDatabase database = file.openForReading()) {
            BlobInfo info = database.blobInfo(database.blobs().find(blob)).orElseThrow();
            if (json) {
                new JsonLines(console).line(out -> BlobJson.write(out, info));
            } else {
                console.line("id      " + info.id());
                console.line("layout  " + PrintableText.of(info.layout()));
                console.line("size    " + info.size());
                console.line("stored  " + info.storedSize());
            }
        }
        return 0;
    }
}
