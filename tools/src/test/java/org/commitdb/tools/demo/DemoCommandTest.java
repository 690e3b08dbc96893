package org.commitdb.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.commitdb.tools.CommandRun;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCommandTest {

    @TempDir private Path folder;

    @Test
    void theDemoRunsAndLeavesADatabaseToTry() {
        List<String> lines = CommandRun.of("demo", folder.resolve("press")).lines();
        assertTrue(lines.size() >= 60 && lines.size() <= 85, () -> lines.size() + " lines");
        Path file = folder.resolve("press").resolve(DemoCommand.DATABASE_NAME);
        assertEquals(4, CommandRun.of("log", file).lines().size());
        assertEquals(
                "'A Calm Sea'",
                CommandRun.of("get", file, Book.ATTACHMENT, Book.INSTANCE, ".title").line());
    }

    @Test
    void everyCommandThatTheDemoTellsToTryWorks() {
        Path press = folder.resolve("press");
        List<String> lines = CommandRun.of("demo", press).lines();
        List<String> commands =
                lines.subList(lines.indexOf("8. Your turn"), lines.size()).stream()
                        .filter(line -> line.strip().startsWith("shell cdb "))
                        .map(line -> line.strip().substring("shell cdb ".length()))
                        .toList();
        assertTrue(commands.size() >= 4, commands::toString);
        for (String command : commands) {
            String output = "";
            for (String part : command.split(" \\| cdb ")) {
                Object[] arguments =
                        Stream.of(part.split(" ")).map(word -> argument(press, word)).toArray();
                output = CommandRun.withInput(output, arguments).done();
            }
            assertFalse(output.isEmpty(), command);
        }
    }

    private static Object argument(Path press, String word) {
        return word.startsWith("publishing.") ? press.resolve(word) : word;
    }

    @Test
    void anExistingDatabaseIsNotTouched() throws IOException {
        Path file = Files.writeString(folder.resolve(DemoCommand.DATABASE_NAME), "mine");
        CommandRun.of("demo", folder).failed("publishing.cdb: the file exists");
        assertEquals("mine", Files.readString(file));
        assertFalse(Files.exists(folder.resolve(DemoCommand.MODEL_NAME)));
    }

    @Test
    void noKeepRemovesTheFiles() throws IOException {
        CommandRun.of("demo", folder, "--no-keep").done();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun.of("demo", file).failed(file.toString());
    }

    @Test
    void aClaimThatDoesNotHoldEndsTheDemo() {
        Narrator narrator = new Narrator(console(new ByteArrayOutputStream(), Style.PLAIN));
        assertThrows(RequestFailedException.class, () -> narrator.claim("water is dry", false));
    }

    @Test
    void ticksAreColouredOnATerminal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = console(out, Style.COLOURED);
        new Narrator(console).claim("water is wet", true);
        console.out().flush();
        assertEquals(
                "   \u001B[32m✓ \u001B[0mwater is wet\n", out.toString(StandardCharsets.UTF_8));
    }

    private static Console console(ByteArrayOutputStream out, Style style) {
        return new Console(
                new ByteArrayInputStream(new byte[0]), out, new ByteArrayOutputStream(), style);
    }
}
