package org.commitdb.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command: what it prints, and what it exits with.
final class ConformanceCommandTest {

    @TempDir private Path directory;

    private final StringWriter text = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = ConformanceCommand.commandLine();
        command.setOut(new PrintWriter(text));
        command.setErr(new PrintWriter(text));
        return command.execute(arguments);
    }

    private void assertPrinted(String expected) {
        assertTrue(text.toString().contains(expected), text::toString);
    }

    @Test
    void oneRoundOfOneSuitePassesAndNamesItsSeed() throws IOException {
        Path model = directory.resolve("model.dsm");
        Files.copy(ConformanceCommandTest.class.getResourceAsStream("library.dsm"), model);
        String where = directory.toString();
        assertEquals(
                0,
                run(
                        where,
                        "--model",
                        model.toString(),
                        "--suite",
                        "states",
                        "--rounds",
                        "1",
                        "--seed",
                        "42"));
        assertPrinted("seed 42, directory " + where + ", the model " + model);
        assertPrinted("STATES      passed");
        assertPrinted("1 of 1 suites passed");
    }

    @Test
    void helpNamesSuitesExitCodesAndExamples() {
        assertEquals(0, run("--help"));
        for (Suite suite : Suite.values()) {
            assertPrinted("  " + suite.toString().toLowerCase(Locale.ROOT) + " ");
        }
        assertPrinted("Exit codes:");
        assertPrinted("Examples:");
    }

    @Test
    void wrongUsageIsTold() throws IOException {
        assertEquals(2, run());
        assertEquals(2, run(directory.resolve("missing").toString()));
        assertPrinted("missing is not a directory");
        String where = directory.toString();
        assertEquals(2, run(where, "--suite", "unknown"));
        assertEquals(2, run(where, "--rounds", "0"));
        assertPrinted("--rounds is at least 1, not 0");
        assertEquals(2, run(where, "--rounds", "1", "--minutes", "1"));
        assertEquals(2, run(where, "--model", directory.resolve("none.dsm").toString()));
        Path model = directory.resolve("bad.dsm");
        Files.writeString(model, "concept ;");
        assertEquals(2, run(where, "--model", model.toString()));
        assertPrinted("bad.dsm");
    }
}
