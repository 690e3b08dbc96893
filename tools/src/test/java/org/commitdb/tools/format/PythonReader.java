package org.commitdb.tools.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs `fuzz/python/cdb_reader.py`.
///
/// Without Python 3 a test that needs it is skipped; with `-Dcommitdb.python=required` it fails.
final class PythonReader {

    private static final String PYTHON = "python3";
    private static final Path SCRIPT = Path.of("..", "fuzz", "python", "cdb_reader.py");

    /// What it wrote, and how it ended.
    record Run(int exitCode, String out, String err) {}

    private PythonReader() {}

    /// What the file holds, as JSON, with the states at these commits.
    static JsonNode json(Path file, String... states) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("json", file.toString()));
        arguments.addAll(List.of(states));
        Run run = run(arguments);
        assertEquals(0, run.exitCode(), run::toString);
        return EngineJson.JSON.readTree(run.out());
    }

    /// Verifies the file.
    static Run check(Path file) throws IOException, InterruptedException {
        return run(List.of("check", file.toString()));
    }

    private static Run run(List<String> arguments) throws IOException, InterruptedException {
        requirePython();
        List<String> command = new ArrayList<>(List.of(PYTHON, "-B", SCRIPT.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile("reader", ".out");
        Path err = Files.createTempFile("reader", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            return new Run(
                    process.waitFor(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static void requirePython() throws InterruptedException {
        boolean there = isThere();
        if ("required".equals(System.getProperty("commitdb.python"))) {
            assertEquals(true, there, "python3 is required and was not found");
        }
        assumeTrue(there, "python3 was not found: the reader in Python is not compared");
    }

    private static boolean isThere() throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(
                                    PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 8))")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
