package org.commitdb.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commitdb.benchmarks.compare.peer.DocumentName;
import org.commitdb.benchmarks.compare.peer.Guarantee;
import org.commitdb.benchmarks.compare.peer.HistoryKind;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.KeyValuePeer;
import org.commitdb.benchmarks.compare.peer.ManyDocuments;
import org.commitdb.benchmarks.compare.peer.Payload;

/// W4: opens a store of many documents and reads one; after a clean close, and after the process
/// that wrote to it was killed.
///
/// The clock stops when the document is there; closing is not timed. The classes of the peer are
/// loaded before. Each opening after a kill gets its own copy of what the killed process left.
final class OpenTimes {

    /// How many durable transactions the killed process made.
    private static final int TRANSACTIONS_BEFORE_THE_KILL = 1_000;

    private OpenTimes() {}

    static void run(
            Scale scale,
            Map<KeyValueKind, Path> folders,
            DocumentName name,
            Measurements measurements)
            throws Exception {
        for (int round = 0; round <= 2 * scale.rounds(); round++) {
            for (Map.Entry<KeyValueKind, Path> entry : folders.entrySet()) {
                double millis = openAndRead(entry.getKey(), entry.getValue(), name);
                if (round > 0) {
                    measurements.add("W4", "clean", entry.getKey().name(), 0, "ms", millis);
                }
            }
        }
        for (Map.Entry<KeyValueKind, Path> entry : folders.entrySet()) {
            kill(entry.getKey(), entry.getValue());
        }
        for (int round = 0; round < Math.min(3, scale.rounds()); round++) {
            for (Map.Entry<KeyValueKind, Path> entry : folders.entrySet()) {
                Path copy = Folders.copy(entry.getValue());
                try {
                    double millis = openAndRead(entry.getKey(), copy, name);
                    String what = "after kill -9";
                    measurements.add("W4", what, entry.getKey().name(), 0, "ms", millis);
                } finally {
                    Folders.delete(copy);
                }
            }
        }
        histories(scale, measurements);
    }

    private static void histories(Scale scale, Measurements measurements) throws Exception {
        Path folder = Folders.create();
        try {
            ManyDocuments.buildJGit(folder, scale.documents());
            ManyDocuments.buildAutomerge(folder, scale.documents());
            for (int round = 0; round <= Math.min(3, scale.rounds()); round++) {
                long start = System.nanoTime();
                ManyDocuments.openJGit(folder);
                double jgit = (System.nanoTime() - start) / 1e6;
                start = System.nanoTime();
                ManyDocuments.openAutomerge(folder);
                double automerge = (System.nanoTime() - start) / 1e6;
                if (round > 0) {
                    measurements.add("W4", "clean", HistoryKind.JGIT, 0, "ms", jgit);
                    measurements.add("W4", "clean", HistoryKind.AUTOMERGE, 0, "ms", automerge);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    static double openAndRead(KeyValueKind kind, Path folder, DocumentName name) throws Exception {
        long start = System.nanoTime();
        try (KeyValuePeer peer = kind.opener().open(folder, Guarantee.DURABLE);
                KeyValuePeer.Reader reader = peer.reader()) {
            reader.read(name);
            return (System.nanoTime() - start) / 1e6;
        }
    }

    /// Has another process write to the store, and kills it.
    private static void kill(KeyValueKind kind, Path folder) throws Exception {
        List<String> command = new ArrayList<>(Children.java());
        command.addAll(List.of("write-and-wait", kind.name(), folder.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            if (process.getInputStream().read() < 0) {
                throw new IllegalStateException("the process that was to be killed failed");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// What the process does that is killed.
    static void writeAndWait(KeyValueKind kind, Path folder) throws Exception {
        KeyValuePeer peer = kind.opener().open(folder, Guarantee.DURABLE);
        for (int i = 0; i < TRANSACTIONS_BEFORE_THE_KILL; i++) {
            peer.write(Payload.of(-1 - i, 0));
        }
        System.out.write('!');
        System.out.flush();
        if (System.in.read() >= 0) {
            peer.close();
        }
    }
}
