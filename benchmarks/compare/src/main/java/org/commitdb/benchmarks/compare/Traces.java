package org.commitdb.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.commitdb.benchmarks.compare.peer.TextKind;
import org.commitdb.benchmarks.compare.peer.TextPeer;

/// W7: real editing traces, one commit for each transaction.
///
/// Timed are the replay; opening and reading the final text; and the text at random past moments.
/// The final text is compared with the one that the trace says. Nothing is measured where the
/// traces are not there.
final class Traces implements Workload {

    private static final List<String> TRACES = List.of("automerge-paper", "sveltecomponent");
    private static final int MOMENTS = 50;

    /// The transactions of a trace and the text that they end in.
    private record Trace(List<List<TextPeer.Patch>> transactions, String end) {}

    @Override
    public void run(Scale scale, Measurements measurements) throws Exception {
        for (String name : TRACES) {
            Optional<Path> file = find(name + ".json.gz");
            if (file.isEmpty()) {
                continue;
            }
            Trace trace = read(file.get());
            for (int round = 0; round <= Math.min(2, scale.rounds()); round++) {
                for (TextKind kind : TextKind.all()) {
                    Measurements into = round > 0 ? measurements : new Measurements();
                    turn(kind, name, trace, scale.traceCommits(), into);
                }
            }
        }
    }

    private static void turn(TextKind kind, String name, Trace trace, int limit, Measurements into)
            throws Exception {
        int commits = Math.min(limit, trace.transactions.size());
        Path folder = Folders.create();
        try {
            List<Object> moments = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(11);
            int step = Math.max(1, commits / MOMENTS);
            int next = random.nextInt(step);
            Object last;
            try (TextPeer peer = kind.opener().open(folder)) {
                long start = System.nanoTime();
                for (int i = 0; i < commits; i++) {
                    peer.commit(trace.transactions.get(i));
                    if (i == next) {
                        moments.add(peer.revision());
                        next += 1 + random.nextInt(2 * step);
                    }
                }
                last = peer.revision();
                double rate = commits / ((System.nanoTime() - start) / 1e9);
                into.add("W7", name + ": replay", kind.name(), 0, "commits/s", rate);
                peer.save();
            }
            double bytes = (double) Folders.size(folder) / commits;
            into.add("W7", name + ": file", kind.name(), 0, "bytes/commit", bytes);
            long start = System.nanoTime();
            try (TextPeer peer = kind.opener().open(folder)) {
                String text = peer.text(last);
                double millis = (System.nanoTime() - start) / 1e6;
                into.add("W7", name + ": open and read", kind.name(), 0, "ms", millis);
                if (commits == trace.transactions.size() && !text.equals(trace.end)) {
                    throw new IllegalStateException(kind.name() + " read another text: " + name);
                }
                for (int i = moments.size(); i > 0; i--) {
                    Object moment = moments.remove(random.nextInt(i));
                    start = System.nanoTime();
                    peer.text(moment);
                    millis = (System.nanoTime() - start) / 1e6;
                    into.add("W7", name + ": a past state", kind.name(), 0, "ms", millis);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static Optional<Path> find(String name) {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path trace = folder.resolve("shared/data/traces").resolve(name);
            if (Files.exists(trace)) {
                return Optional.of(trace);
            }
        }
        return Optional.empty();
    }

    private static Trace read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode root = new ObjectMapper().readTree(in);
            List<List<TextPeer.Patch>> transactions = new ArrayList<>();
            if (!root.path("startContent").asText().isEmpty()) {
                transactions.add(
                        List.of(new TextPeer.Patch(0, 0, root.path("startContent").asText())));
            }
            for (JsonNode transaction : root.path("txns")) {
                List<TextPeer.Patch> patches = new ArrayList<>();
                for (JsonNode patch : transaction.path("patches")) {
                    patches.add(
                            new TextPeer.Patch(
                                    patch.get(0).asInt(),
                                    patch.get(1).asInt(),
                                    patch.get(2).asText()));
                }
                transactions.add(patches);
            }
            return new Trace(transactions, root.path("endContent").asText());
        }
    }
}
