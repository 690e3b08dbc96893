package org.commitdb.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.BusyException;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.store.Durability;
import org.commitdb.store.TestCommit;

/// A JVM of its own that works on a file until it is killed.
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Starts [#main] with these arguments.
    static ChildProcess start(String... arguments) throws IOException {
        return startMain(ChildProcess.class, arguments);
    }

    /// Starts the `main` of a class of this class path with these arguments.
    public static ChildProcess startMain(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// The next line that it prints, null when it has ended.
    public String readLine() throws IOException {
        return output.readLine();
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    /// Stops it where it is, as `kill -STOP` does, or lets it go on.
    void stop(boolean stopped) throws IOException, InterruptedException {
        new ProcessBuilder("kill", stopped ? "-STOP" : "-CONT", Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /// Kills it at once, as `kill -9` does; what it printed before can still be read.
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /// Waits until it is gone.
    public void await() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Opens the file `args[0]`, prints "ready" and the number of commits; then appends commits and
    /// prints the id of each that is acknowledged, with a checkpoint now and then, until it is
    /// killed. With "hold" as second argument it only waits, with "alone" it does so and lets
    /// nobody else open the file. Prints "busy" and who holds the file when it cannot open it.
    public static void main(String[] args) throws IOException {
        List<Durability> levels =
                List.of(Durability.FULL, Durability.LAZY, Durability.GROUP, Durability.BULK);
        int level = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(levels.get(level))
                        .withCheckpointAfter(40, 1 << 20);
        CommitFile file;
        try {
            Path path = Path.of(args[0]);
            FileOptions impatient = options.withLockTimeout(Duration.ofMillis(1));
            file =
                    switch (args[1]) {
                        case "alone" ->
                                CommitFile.openAlone(
                                        FileStorage.open(path), impatient, TestCommit::index);
                        case "hold" ->
                                CommitFile.open(
                                        FileStorage.open(path), impatient, TestCommit::index);
                        default ->
                                CommitFile.open(
                                        FileStorage.open(path),
                                        options.withLockTimeout(Duration.ofSeconds(60)),
                                        TestCommit::index);
                    };
        } catch (BusyException e) {
            System.out.println("busy " + e.heldBy());
            return;
        }
        System.out.println("ready " + file.lastOrdinal());
        if (args[1].equals("hold") || args[1].equals("alone")) {
            // Until the parent kills this process or closes the pipe.
            if (System.in.read() < 0) {
                file.close();
            }
            return;
        }
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[1]));
        CommitId parent = file.lastOrdinal() == 0 ? CommitId.NONE : file.idOf(file.lastOrdinal());
        while (true) {
            byte[] opcodes = new byte[random.nextInt(2_000)];
            TestCommit commit =
                    TestCommit.of(
                            parent,
                            random.nextLong() >>> 1,
                            RandomHistory.document(random.nextInt(9)),
                            opcodes);
            file.append(List.of(commit.encode()));
            parent = commit.id();
            System.out.println(parent);
        }
    }
}
