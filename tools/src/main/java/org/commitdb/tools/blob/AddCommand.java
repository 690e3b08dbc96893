package org.commitdb.tools.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.BlobOutput;
import org.commitdb.CommitDatabase;
import org.commitdb.blob.BlobLayout;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.upkeep.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cdb blob add`: stores a file as a blob.
@Command(
        name = "add",
        description = "Stores a file, or what standard input has, as a blob, and prints its id.",
        footer = {
            "",
            "Examples:",
            "  cdb blob add model.cdb photo.jpg",
            "  cdb blob add --layout float-3 model.cdb vertices.bin",
            "  tar c folder | cdb blob add model.cdb -"
        })
final class AddCommand implements Callable<Integer> {

    private static final int PIECE = 1 << 18;

    private final Console console;

    @Spec private CommandSpec spec;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "SOURCE",
            description = "The file to store; - for standard input.")
    private String source;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "uchar-1",
            description = "What its bytes are, such as float-3 (default: ${DEFAULT-VALUE}).")
    private String layout;

    AddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        BlobLayout wanted = parsedLayout();
        if (source.equals("-")) {
            store(wanted, console.in(), 0);
            return 0;
        }
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            throw new RequestFailedException(source + ": a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            store(wanted, in, Files.size(path));
        } catch (IOException e) {
            throw RequestFailedException.ofFile(source, e);
        }
        return 0;
    }

    private BlobLayout parsedLayout() {
        try {
            return BlobLayout.parse(layout);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Stores what `in` has; `size` is how much that will be, 0 when it is not known.
    private void store(BlobLayout wanted, InputStream in, long size) {
        try (CommitDatabase database = file.openForWriting();
                BlobOutput output = database.blobs().output(wanted);
                ProgressLine line = new ProgressLine(console, "storing")) {
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                output.write(piece, 0, count);
                if (size > 0) {
                    line.report(Math.min(output.size(), size), size);
                }
            }
            requireWhole(wanted, output.size());
            console.line(output.store().toString());
        } catch (IOException e) {
            throw RequestFailedException.ofFile(source, e);
        }
    }

    private void requireWhole(BlobLayout wanted, long size) {
        try {
            wanted.count(size);
        } catch (IllegalArgumentException e) {
            throw new RequestFailedException(source + ": " + e.getMessage(), e);
        }
    }
}
