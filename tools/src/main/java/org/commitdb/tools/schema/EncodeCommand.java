package org.commitdb.tools.schema;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.dsm.DsmModel;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.json.DefinitionsJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb dsm_util encode`: DSM to JSON.
@Command(
        name = "encode",
        description = "Writes a model as .dsm.json, the definitions with their runtime ids.",
        footer = {
            "",
            "Examples:",
            "  cdb dsm_util encode model.dsm -o model.dsm.json",
            "  cdb dsm_util encode --indent model.dsm"
        })
final class EncodeCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "A .dsm file, or a folder of them.")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write; standard output when absent.")
    private @Nullable Path output;

    @Option(names = "--indent", description = "Write two spaces a level, not all on one line.")
    private boolean indent;

    EncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DsmModel read = ModelSource.read(model, console);
        String text =
                indent ? DefinitionsJson.encodeIndented(read) + "\n" : DefinitionsJson.encode(read);
        new ModelTarget(console, output).write(text);
        return 0;
    }
}
