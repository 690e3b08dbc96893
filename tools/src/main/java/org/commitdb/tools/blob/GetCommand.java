package org.commitdb.tools.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.commitdb.BlobInput;
import org.commitdb.CommitDatabase;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.upkeep.ProgressLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cdb blob get`: writes the bytes of a blob.
@Command(
        name = "get",
        description = {
            "Writes the bytes of a blob, or a range of them, to standard output or a new file.",
            "A range reads no more of the blob than the pieces of 256 KiB that it touches."
        },
        footer = {
            "",
            "Examples:",
            "  cdb blob get model.cdb 3f8a > photo.jpg",
            "  cdb blob get -o photo.jpg model.cdb 3f8a",
            "  cdb blob get --offset 1000000 --length 16 model.cdb 3f8a | xxd"
        })
final class GetCommand implements Callable<Integer> {

    private static final int PIECE = 1 << 18;

    private final Console console;

    @Spec private CommandSpec spec;

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "BLOB",
            description = "The blob: an id, or a prefix that no other blob's id has.")
    private String blob;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The new file to write; refused when it exists.")
    private @Nullable Path output;

    @Option(
            names = "--offset",
            paramLabel = "BYTES",
            defaultValue = "0",
            description = "Where to begin (default: ${DEFAULT-VALUE}).")
    private long offset;

    @Option(
            names = "--length",
            paramLabel = "BYTES",
            description = "How many bytes at most (default: all that follow).")
    private @Nullable Long length;

    GetCommand(Console console) {
        this.console = console;
    }

    /// Takes bytes of the result.
    private interface Sink {

        void write(byte[] bytes, int count) throws IOException;
    }

    @Override
    public Integer call() {
        Long wanted = length;
        if (offset < 0 || (wanted != null && wanted < 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--offset and --length are not negative");
        }
        try (CommitDatabase database = file.openForReading();
                BlobInput input = database.blobs().input(database.blobs().find(blob))) {
            long size = input.info().size();
            if (offset > size) {
                throw new RequestFailedException(
                        "the blob has " + size + " bytes; nothing is at " + offset);
            }
            input.seek(offset);
            long rest = size - offset;
            long count = wanted == null ? rest : Math.min(wanted, rest);
            Path target = output;
            if (target == null) {
                copy(input, count, (bytes, n) -> console.bytes(bytes, 0, n));
            } else {
                writeFile(input, count, target);
            }
        } catch (IOException e) {
            throw RequestFailedException.ofFile(String.valueOf(output), e);
        }
        return 0;
    }

    private void writeFile(BlobInput input, long count, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            boolean done = false;
            try {
                copy(input, count, (bytes, n) -> out.write(bytes, 0, n));
                done = true;
            } finally {
                if (!done) {
                    Files.deleteIfExists(target);
                }
            }
        }
    }

    private void copy(BlobInput input, long count, Sink sink) throws IOException {
        byte[] piece = new byte[PIECE];
        try (ProgressLine line = new ProgressLine(console, "reading")) {
            for (long done = 0; done < count; ) {
                int read = input.read(piece, 0, (int) Math.min(PIECE, count - done));
                if (read <= 0) {
                    return;
                }
                sink.write(piece, read);
                done += read;
                if (output != null) {
                    line.report(done, count);
                }
            }
        }
    }
}
