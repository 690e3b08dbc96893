package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CommitDbCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            CommitDbCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void helpGoesToStandardOutput() {
        assertEquals(0, commandLine.execute("--help"));
        assertTrue(out.toString().contains("Usage: cdb"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void versionNamesTheProgram() {
        assertEquals(0, commandLine.execute("--version"));
        assertTrue(out.toString().startsWith("cdb "), out::toString);
    }

    @Test
    void noCommandIsWrongUsage() {
        assertEquals(2, commandLine.execute());
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("a command is needed"), err::toString);
    }

    @Test
    void unknownCommandIsWrongUsage() {
        assertEquals(2, commandLine.execute("frobnicate"));
        assertTrue(err.toString().contains("frobnicate"), err::toString);
    }
}
