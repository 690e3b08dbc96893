package org.commitdb.fuzz.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JVM of its own, with a heap of a given size.
final class ScaleProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ScaleProcess(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Starts the main method of a class with these arguments.
    static ScaleProcess start(String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new ScaleProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /// The next line that it prints, null when it has ended.
    @Nullable String readLine() throws IOException {
        return output.readLine();
    }

    /// Prints the rest of what it prints, and returns how it ended.
    int await() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            System.out.println(line);
        }
        return process.waitFor();
    }

    /// Kills it at once, as `kill -9` does.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
