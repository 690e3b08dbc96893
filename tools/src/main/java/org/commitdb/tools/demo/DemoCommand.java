package org.commitdb.tools.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `cdb demo`: runs the story in a folder of its own or in one that the user names.
@Command(
        name = "demo",
        description = {
            "Shows the main job on a sample model, step by step: commit, branch, merge, travel in"
                    + " time.",
            "Everything happens in a real database, and every claim is checked."
        },
        footer = {
            "",
            "Examples:",
            "  cdb demo               in a new folder for temporary files",
            "  cdb demo /tmp/press    in this folder, which is made if need be",
            "  cdb demo --no-keep     remove the files at the end"
        })
public final class DemoCommand implements Callable<Integer> {

    static final String MODEL_NAME = "publishing.dsm";
    static final String DATABASE_NAME = "publishing.cdb";

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where the files go; a new temporary folder when absent.")
    private @Nullable Path directory;

    @Option(
            names = "--keep",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Keep the files for further tries (the default), or remove them.")
    private boolean keep;

    /// The command, on this console.
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Path folder =
                    directory == null
                            ? Files.createTempDirectory("cdb-demo-")
                            : Files.createDirectories(directory);
            Path model = folder.resolve(MODEL_NAME);
            Path database = folder.resolve(DATABASE_NAME);
            requireAbsent(model);
            requireAbsent(database);
            writeModel(model);
            new Story(new Narrator(console), model, database).tell(keep);
            if (!keep) {
                Files.deleteIfExists(model);
                Files.deleteIfExists(database);
                if (directory == null) {
                    Files.delete(folder);
                }
            }
            return 0;
        } catch (IOException e) {
            throw RequestFailedException.ofFile(
                    directory == null ? "the temporary folder" : directory.toString(), e);
        }
    }

    private static void requireAbsent(Path file) {
        if (Files.exists(file)) {
            throw new RequestFailedException(
                    file + ": the file exists; remove it or name another folder");
        }
    }

    private static void writeModel(Path target) throws IOException {
        try (InputStream model = DemoCommand.class.getResourceAsStream(MODEL_NAME)) {
            if (model == null) {
                throw new IllegalStateException("the program lacks its resource " + MODEL_NAME);
            }
            Files.copy(model, target);
        }
    }
}
