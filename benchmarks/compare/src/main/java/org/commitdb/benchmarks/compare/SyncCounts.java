package org.commitdb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.Payload;

/// How many syncs a transaction of W1 really makes, as `strace` counts them.
///
/// Only those count that lie between two folders being made: one before the first transaction, one
/// after the last. Nothing is measured where there is no `strace`.
final class SyncCounts implements Workload {

    private static final Pattern SYNC =
            Pattern.compile("\\b(fsync|fdatasync|msync|sync_file_range|syncfs)\\(");
    private static final String MARK = "mkdir(";
    private static final int TRANSACTIONS = 200;

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
            return;
        }
        for (KeyValueKind kind : KeyValueKind.all()) {
            for (Guarantee guarantee : Guarantee.values()) {
                if (guarantee == Guarantee.WEAK && scale.rounds() == 1) {
                    continue;
                }
                measurements.add(
                        "syncs",
                        guarantee == Guarantee.DURABLE ? "durable" : "weak",
                        kind.name(),
                        0,
                        "syncs/commit",
                        (double) syncs(kind, guarantee) / TRANSACTIONS);
            }
        }
    }

    private static long syncs(KeyValueKind kind, Guarantee guarantee)
            throws IOException, InterruptedException {
        Path folder = Folders.create();
        Path trace = folder.resolve("trace");
        Path store = Files.createDirectory(folder.resolve("store"));
        List<String> command = new ArrayList<>(List.of("/usr/bin/strace", "-f", "-o"));
        command.add(trace.toString());
        command.add("--seccomp-bpf");
        command.addAll(List.of("-e", "trace=mkdir,fsync,fdatasync,msync,sync_file_range,syncfs"));
        command.addAll(Children.java());
        command.addAll(List.of("write", kind.name(), guarantee.name(), store.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(kind.name() + " failed under strace");
        }
        long marks = 0;
        long syncs = 0;
        for (String line : Files.readAllLines(trace)) {
            marks += line.contains(MARK) && line.contains("/mark-") ? 1 : 0;
            syncs += marks == 1 && SYNC.matcher(line).find() ? 1 : 0;
        }
        Folders.delete(folder);
        return syncs;
    }

    /// What the process does whose syncs are counted.
    static void write(KeyValueKind kind, Guarantee guarantee, Path folder) throws Exception {
        try (KeyValuePeer peer = kind.opener().open(folder, guarantee)) {
            Files.createDirectory(folder.resolveSibling("mark-before"));
            for (int i = 0; i < TRANSACTIONS; i++) {
                peer.write(Payload.of(i, 0));
            }
            Files.createDirectory(folder.resolveSibling("mark-after"));
        }
    }
}
