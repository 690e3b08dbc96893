package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// `cdb` as a process of its own, which goes on until it is told to stop.
public final class CommandProcess implements AutoCloseable {

    private static final int WAIT_SECONDS = 120;

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();

    private CommandProcess(Process process) {
        this.process = process;
        Thread.ofPlatform()
                .daemon()
                .start(() -> pump(process.inputReader(StandardCharsets.UTF_8), out));
        Thread.ofPlatform()
                .daemon()
                .start(() -> pump(process.errorReader(StandardCharsets.UTF_8), err));
    }

    /// Starts `cdb` with these arguments.
    public static CommandProcess start(Object... arguments) throws IOException {
        String[] quick = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"};
        return start(quick, arguments);
    }

    /// Starts `cdb` with these arguments, in a virtual machine with these options.
    public static CommandProcess start(String[] options, Object[] arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", TutorialTest.classPath(), CommitDbCommand.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new CommandProcess(builder.start());
    }

    private static void pump(BufferedReader reader, BlockingQueue<String> lines) {
        try (reader) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("cannot be read: " + e);
        }
    }

    /// Waits for a line of messages with this part, and gives it.
    public String awaitMessage(String part) throws InterruptedException {
        return await(err, part);
    }

    /// Waits for a line of the result with this part, and gives it.
    public String awaitResult(String part) throws InterruptedException {
        return await(out, part);
    }

    private String await(BlockingQueue<String> lines, String part) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String line;
        while ((line = lines.poll(WAIT_SECONDS, TimeUnit.SECONDS)) != null) {
            seen.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("no '" + part + "' in " + seen + ", " + out + ", " + err);
    }

    /// Sends SIGTERM. (To end the process itself would also close the streams to it.)
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Sends SIGINT, as Ctrl+C does.
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /// Sends SIGKILL.
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /// Waits so many milliseconds at most; whether it has ended.
    public boolean awaitExit(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /// Waits for the end, and gives the exit code.
    public int awaitExit() throws InterruptedException {
        assertTrue(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), "it goes on: " + err);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
