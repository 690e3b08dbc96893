package org.commitdb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;

/// Runs the workloads, each in a JVM of its own, and gathers what they measure in a file of lines,
/// which [org.commitdb.benchmarks.compare.report.Report] turns into a page.
///
/// `run FILE [--quick] [WORKLOAD...]`: all workloads, or those.
public final class Compare {

    private Compare() {}

    /// Runs what the arguments say.
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "run" -> run(Path.of(args[1]), Set.of(args));
            case "workload" ->
                    workload(args[1], Set.of(args).contains("--quick"), Path.of(args[2]));
            case "write-and-wait" ->
                    OpenTimes.writeAndWait(KeyValueKind.named(args[1]), Path.of(args[2]));
            case "write" ->
                    SyncCounts.write(
                            KeyValueKind.named(args[1]),
                            Guarantee.valueOf(args[2]),
                            Path.of(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void run(Path results, Set<String> args) throws Exception {
        Set<String> wanted = new TreeSet<>(args);
        List<String> names = Workload.all().stream().map(Workload.Named::name).toList();
        wanted.retainAll(names);
        Measurements measurements = new Measurements();
        if (!wanted.isEmpty() && Files.exists(results)) {
            List<String> old = Files.readAllLines(results);
            measurements.addLines(
                    old.stream().filter(line -> !wanted.contains(workloadOf(line))).toList());
        }
        for (String name : wanted.isEmpty() ? names : new ArrayList<>(wanted)) {
            long start = System.nanoTime();
            Path part = Files.createTempFile("measurements", ".tsv");
            List<String> command = new ArrayList<>(Children.java());
            command.addAll(List.of("workload", name, part.toString()));
            if (args.contains("--quick")) {
                command.add("--quick");
            }
            System.out.printf("%-6s", name);
            System.out.flush();
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("the workload " + name + " failed");
            }
            measurements.addLines(Files.readAllLines(part));
            Files.delete(part);
            Files.write(results, measurements.lines());
            System.out.printf(" %4d s%n", (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /// The workload that measured a line: some measure for another one too.
    private static String workloadOf(String line) {
        return switch (line.substring(0, line.indexOf('\t'))) {
            case "W5" -> "W2";
            case "W4" -> "W3";
            case String name -> name;
        };
    }

    private static void workload(String name, boolean quick, Path results) throws Exception {
        Measurements measurements = new Measurements();
        for (Workload.Named named : Workload.all()) {
            if (named.name().equals(name)) {
                named.workload().run(quick ? Scale.QUICK : Scale.FULL, measurements);
            }
        }
        Files.write(results, measurements.lines());
        // Some peers leave threads behind that are no daemons.
        System.exit(0);
    }
}
