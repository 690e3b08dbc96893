package org.commitdb.tools.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.DsmPrinter;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.json.DefinitionsJson;
import org.commitdb.tools.json.JsonException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb dsm_util decode`: JSON to DSM.
@Command(
        name = "decode",
        description = "Writes the DSM text of a model in .dsm.json.",
        footer = {
            "",
            "Examples:",
            "  cdb dsm_util decode model.dsm.json -o model.dsm",
            "  cdb dsm_util decode --runtime-ids --no-documentation model.dsm.json"
        })
final class DecodeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE.dsm.json", description = "The file to read.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; standard output when absent.")
    private @Nullable Path output;

    @Option(
            names = "--runtime-ids",
            description = "Write each definition's runtime id in a comment.")
    private boolean runtimeIds;

    @Option(names = "--no-documentation", description = "Leave docstrings out.")
    private boolean noDocumentation;

    @Option(
            names = "--keep-runtime-ids",
            description = "Accept runtime ids that are not what the content hashes to.")
    private boolean keepRuntimeIds;

    DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DsmPrinter printer =
                DsmPrinter.standard()
                        .withDocumentation(!noDocumentation)
                        .withRuntimeIds(runtimeIds);
        new ModelTarget(console, output).write(printer.print(read()));
        return 0;
    }

    private DsmModel read() {
        try {
            return DefinitionsJson.decode(
                    Files.readString(file),
                    keepRuntimeIds
                            ? DefinitionsJson.RuntimeIds.IGNORED
                            : DefinitionsJson.RuntimeIds.VERIFIED);
        } catch (IOException e) {
            throw RequestFailedException.ofFile(file.toString(), e);
        } catch (JsonException e) {
            throw new RequestFailedException(file + ": " + e.getMessage(), e);
        }
    }
}
