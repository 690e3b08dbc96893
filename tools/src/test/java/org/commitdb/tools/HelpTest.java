package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.Style;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Holds every command to what all of them promise: help that explains, and a place in the
/// reference.
final class HelpTest {

    private static final Path REFERENCE = repository().resolve("docs/reference/cli.md");

    /// The nearest folder above that has the `cdb` script.
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("cdb"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static List<CommandSpec> commands() {
        Console console =
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream(),
                        Style.PLAIN);
        List<CommandSpec> all = new ArrayList<>();
        collect(new CommitDb(console, Map.of()).spec(), all);
        return all;
    }

    private static void collect(CommandSpec command, List<CommandSpec> all) {
        all.add(command);
        command.subcommands().values().forEach(each -> collect(each.getCommandSpec(), all));
    }

    private static String[] arguments(CommandSpec command) {
        String path = command.qualifiedName(" ").substring("cdb".length()).strip();
        return path.isEmpty() ? new String[] {"--help"} : (path + " --help").split(" ");
    }

    @TestFactory
    Stream<DynamicTest> helpExplainsTheCommand() {
        return commands().stream()
                .map(command ->
                        DynamicTest.dynamicTest(
                                command.qualifiedName(" "), () -> checkHelp(command)));
    }

    private static void checkHelp(CommandSpec command) {
        String help = CommandRun.of((Object[]) arguments(command)).done();
        String name = command.qualifiedName(" ");
        assertTrue(help.startsWith("Usage: " + name + " "), help);
        assertTrue(help.contains("\nExamples:\n  " + name), help);
        assertTrue(help.contains("\nExit codes:\n"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
        assertTrue(command.usageMessage().description().length > 0, name);
        for (OptionSpec option : command.options()) {
            assertTrue(option.hidden() || option.description().length > 0, option::longestName);
        }
    }

    @TestFactory
    Stream<DynamicTest> theReferenceHasEveryCommandAndOption() throws IOException {
        String reference = Files.readString(REFERENCE);
        return commands().stream()
                .map(command ->
                        DynamicTest.dynamicTest(
                                command.qualifiedName(" "),
                                () -> checkReference(command, reference)));
    }

    private static void checkReference(CommandSpec command, String reference) {
        assertTrue(reference.contains("`" + command.qualifiedName(" ")), reference);
        for (OptionSpec option : command.options()) {
            String name = option.negatable() ? "--[no-]keep" : option.longestName();
            assertTrue(reference.contains(name), name);
        }
    }

    @TestFactory
    Stream<DynamicTest> theReferenceHasNoCommandThatDoesNotExist() throws IOException {
        List<String> names = commands().stream().map(each -> each.qualifiedName(" ")).toList();
        return Files.readString(REFERENCE)
                .lines()
                .filter(line -> line.matches("###? `cdb .*"))
                .map(line -> line.replaceAll("^#+ `(cdb( [a-z_]+)+).*", "$1"))
                .map(name ->
                        DynamicTest.dynamicTest(
                                name, () -> assertTrue(names.contains(name), name)));
    }
}
