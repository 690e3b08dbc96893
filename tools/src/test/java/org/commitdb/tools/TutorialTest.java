package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Does what the tutorial says, as its reader would: saves its files, types its commands into a
/// shell, and compares what is printed. Ids and dates differ from run to run and count as equal.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "types into a POSIX shell")
final class TutorialTest {

    private static final Path TUTORIAL = HelpTest.repository().resolve("docs/tutorial.md");

    @TempDir private Path folder;

    @Test
    void everyCommandAndTheProgramPrintWhatTheTutorialSays() throws Exception {
        int commands = 0;
        for (Block block : blocks()) {
            if (block.kind().equals("console")) {
                for (Command command : block.commands()) {
                    assertEquals(command.expected(), plain(run(command.text())), command.text());
                    commands++;
                }
            } else if (!block.file().isEmpty()) {
                Files.writeString(folder.resolve(block.file()), block.text());
            }
        }
        assertTrue(commands > 15, () -> "found too few commands in " + TUTORIAL);
    }

    /// A fenced block: what stands after the fence, and between.
    private record Block(String kind, String file, String text) {

        List<Command> commands() {
            List<Command> commands = new ArrayList<>();
            for (String part : text.split("(?m)^\\$ ")) {
                if (!part.isEmpty()) {
                    int end = part.indexOf('\n');
                    commands.add(
                            new Command(part.substring(0, end), plain(part.substring(end + 1))));
                }
            }
            return commands;
        }
    }

    private record Command(String text, String expected) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        String[] parts = Files.readString(TUTORIAL).split("(?m)^```");
        for (int i = 1; i < parts.length; i += 2) {
            int end = parts[i].indexOf('\n');
            String[] words = parts[i].substring(0, end).split(" ");
            blocks.add(
                    new Block(
                            words[0],
                            words.length > 1 ? words[1] : "",
                            parts[i].substring(end + 1)));
        }
        return blocks;
    }

    private static String plain(String text) {
        return text.replaceAll("\\b[0-9a-f]{64}\\b", "ID")
                .replaceAll("\\b[0-9a-f]{12} into [0-9a-f]{12}\\b", "ID into ID")
                .replaceAll("\\b[0-9a-f]{12}  ", "ID  ")
                .replaceAll("\\b(merge|merged by) [0-9a-f]{12}\\b", "$1 ID")
                .replaceAll("\\b20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "DATE");
    }

    /// What the command prints in a shell to which `cdb`, `java` and `commitdb.jar` mean this
    /// build.
    private String run(String command) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script =
                "cdb() { \"$JAVA\" -XX:TieredStopAtLevel=1 -cp \"$CLASSES\" "
                        + CommitDbCommand.class.getName()
                        + " \"$@\"; }\n"
                        + "java() { \"$JAVA\" \"$@\"; }\n"
                        + command.replace("-cp commitdb.jar", "-cp \"$CLASSES\"");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA", java);
        environment.put("CLASSES", classPath());
        environment.remove("JAVA_TOOL_OPTIONS");
        Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }

    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
