package org.commitdb.fuzz.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Stages in turn, round after round, until the time is over; the first round of each is done
/// whatever it takes.
///
/// **Threads**: one.
final class Torture {

    private static final Duration MOST_PER_ROUND = Duration.ofMinutes(15);

    /// Tests count up from the seed that they get: rounds lie further apart.
    private static final long SEEDS_PER_ROUND = 1_000_000;

    /// How the JVM of a round is started, where nothing else is said.
    static final List<String> USUAL_JVM =
            List.of(
                    "-ea",
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "--add-opens",
                    "java.base/java.lang=ALL-UNNAMED");

    /// What a stage has done so far.
    static final class Account {
        private int rounds;
        private int failures;
        private long count;
        private long nanos;

        int rounds() {
            return rounds;
        }

        int failures() {
            return failures;
        }

        long count() {
            return count;
        }
    }

    private final long seed;
    private final int percent;
    private final Path folder;
    private final List<String> jvm;
    private final Map<Stage, Account> accounts = new EnumMap<>(Stage.class);
    private final List<String> failures = new ArrayList<>();

    /// Rounds of `percent` of their usual size, the first from `seed`, in JVMs with these options;
    /// the output of each goes to `folder` while it runs.
    Torture(long seed, int percent, Path folder, List<String> jvm) {
        this.seed = seed;
        this.percent = percent;
        this.folder = folder;
        this.jvm = List.copyOf(jvm);
    }

    /// Runs rounds of `stages` for `time`, at most so many of each, and at least one.
    void run(List<Stage> stages, Duration time, int mostRounds)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (int round = 0; round < mostRounds; round++) {
            for (Stage stage : stages) {
                if (round > 0 && System.nanoTime() >= end) {
                    return;
                }
                round(stage, seed + SEEDS_PER_ROUND * round);
            }
        }
    }

    /// What a stage has done.
    Account account(Stage stage) {
        return accounts.computeIfAbsent(stage, each -> new Account());
    }

    /// How to repeat what failed.
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void round(Stage stage, long roundSeed) throws IOException, InterruptedException {
        Path log = folder.resolve(stage.word() + "-" + roundSeed + ".log");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command(stage, roundSeed))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended;
        try {
            ended = process.waitFor(MOST_PER_ROUND.toSeconds(), TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        boolean passed = ended && process.waitFor() == 0;
        Account account = account(stage);
        account.rounds++;
        account.count += stage.count(output);
        account.nanos += System.nanoTime() - start;
        System.out.printf(
                "%-10s seed %d: %s, %,d %s so far%n",
                stage.word(), roundSeed, passed ? "passed" : "FAILED", account.count, stage.unit());
        if (passed) {
            Files.delete(log);
        } else {
            account.failures++;
            failures.add(
                    "fuzz/run torture --stage " + stage.word() + " --rounds 1 --seed " + roundSeed);
            System.out.println(output);
            System.out.println(ended ? "" : "it did not end within " + MOST_PER_ROUND);
        }
    }

    private List<String> command(Stage stage, long roundSeed) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(stage.options(roundSeed, percent));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StageProcess.class.getName());
        command.add(stage.test());
        return command;
    }

    /// The table of what was done.
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        "%-10s %7s %8s %9s  %s%n", "stage", "rounds", "failed", "seconds", "done"));
        accounts.forEach((stage, account) ->
                table.append(
                        String.format(
                                "%-10s %7d %8d %9d  %,d %s%n",
                                stage.word(),
                                account.rounds,
                                account.failures,
                                TimeUnit.NANOSECONDS.toSeconds(account.nanos),
                                account.count,
                                stage.unit())));
        return table.toString();
    }
}
