package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.Style;

/// One run of the command line in this process, and what came of it.
public record CommandRun(int exitCode, String out, String err) {

    /// Runs `cdb` with these arguments and nothing to read.
    public static CommandRun of(Object... arguments) {
        return withInput("", arguments);
    }

    /// Runs `cdb` with these arguments on this standard input.
    public static CommandRun withInput(String input, Object... arguments) {
        return with(Map.of(), input, arguments);
    }

    /// Runs `cdb` with these arguments in this environment.
    public static CommandRun with(
            Map<String, String> environment, String input, Object... arguments) {
        return with(environment, input, false, arguments);
    }

    private static CommandRun with(
            Map<String, String> environment, String input, boolean terminal, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        out,
                        err,
                        Style.PLAIN,
                        terminal);
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = new CommitDb(console, environment).run(texts);
        return new CommandRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /// Runs `cdb` with these arguments, with somebody at a terminal who types `input`.
    public static CommandRun atTerminal(String input, Object... arguments) {
        return with(Map.of(), input, true, arguments);
    }

    /// Checks that it was done, without a message, and gives the result.
    public String done() {
        assertEquals(0, exitCode, this::toString);
        assertEquals("", err, this::toString);
        return out;
    }

    /// The lines of [#done].
    public List<String> lines() {
        return done().lines().toList();
    }

    /// The only line of [#done].
    public String line() {
        List<String> lines = lines();
        assertEquals(1, lines.size(), this::toString);
        return lines.getFirst();
    }

    /// Checks that the request failed, without a result or a trace, and that the message has these
    /// parts.
    public void failed(String... parts) {
        assertEquals("", out, this::toString);
        check(1, parts);
    }

    /// Checks that the usage was wrong, and that the message has these parts.
    public void wrongUsage(String... parts) {
        assertEquals("", out, this::toString);
        check(2, parts);
        assertTrue(err.contains("--help"), this::toString);
    }

    private void check(int expectedExitCode, String... parts) {
        assertEquals(expectedExitCode, exitCode, this::toString);
        assertTrue(err.startsWith("cdb: "), this::toString);
        assertTrue(!err.contains("\tat ") && !err.contains("xception"), this::toString);
        for (String part : parts) {
            assertTrue(err.contains(part), () -> "no '" + part + "' in " + this);
        }
    }
}
