package org.commitdb.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.commitdb.benchmarks.compare.Measurements;
import org.commitdb.benchmarks.compare.peer.HistoryKind;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;
import org.commitdb.benchmarks.compare.peer.Payload;

/// What CommitDB sets out to reach, and how far it gets.
final class Targets {

    /// One target.
    ///
    /// @param what the quantity
    /// @param target what it should be
    /// @param measured what it is, with the other side of a ratio
    /// @param value the ratio or figure that the target bounds
    /// @param met whether it is reached
    record Row(String what, String target, String measured, double value, boolean met) {}

    private final Measurements measurements;
    private final List<Row> rows = new ArrayList<>();

    private Targets(Measurements measurements) {
        this.measurements = measurements;
    }

    static List<Row> of(Measurements measurements) {
        Targets targets = new Targets(measurements);
        targets.keyValues();
        targets.histories();
        targets.growth();
        return targets.rows;
    }

    private void keyValues() {
        ratio("W1", "1 thread", KeyValueKind.PLAIN_FILE, 0.8, true);
        for (String peer : List.of("RocksDB", "SQLite", "Xodus", "LMDB", "H2 MVStore")) {
            ratio("W1", "1 thread", peer, 1.0, true);
        }
        OptionalDouble one = ours("W1", "1 thread", 0);
        OptionalDouble sixteen = ours("W1", "16 threads", 0);
        if (one.isPresent() && sixteen.isPresent()) {
            compare(
                    "W1 16 threads",
                    "1 thread",
                    6,
                    true,
                    sixteen.getAsDouble(),
                    one.getAsDouble(),
                    "commits/s");
        }
        ratio("W2", "transactions", "LMDB", 1.3, true);
        for (String peer : List.of("H2 MVStore", "RocksDB", "SQLite")) {
            ratio("W2", "transactions", peer, 1.0, true);
        }
        for (String threads : List.of("1 thread", "2 threads")) {
            ratio("W3", "cold, " + threads, "LMDB", 1.0, true);
            ratio("W3", "warm, " + threads, "LMDB", 3.0, true);
        }
        bound("W3", "every document, in order", 0.5, "µs/document");
        bound("W4", "clean", 5, "ms");
        OptionalDouble clean = ours("W4", "clean", 0);
        OptionalDouble killed = ours("W4", "after kill -9", 0);
        if (clean.isPresent() && killed.isPresent()) {
            compare(
                    "W4 after kill -9",
                    "clean",
                    3,
                    false,
                    killed.getAsDouble(),
                    clean.getAsDouble(),
                    "ms");
        }
        bound("W5", "after W2", 1.25, "× payload");
        // The commit is the record of the same bytes: only the document is written twice by others.
        measurements
                .median("W5", "after W2", "CommitDB, record = commit", 0)
                .ifPresent(value ->
                        row(
                                "W5 after W2, the commit being the record",
                                1.25,
                                false,
                                value,
                                BarChart.number(value)
                                        + " × the "
                                        + Payload.TRANSACTION_BYTES
                                        + " bytes of the others"));
    }

    private void histories() {
        ratio("W6", "commits", HistoryKind.AUTOMERGE, 5, true);
        ratio("W6", "commits", HistoryKind.JGIT, 100, true);
        ratio("W6", "open and read all", HistoryKind.AUTOMERGE, 0.1, false);
        ratio("W6", "read all at the middle", HistoryKind.AUTOMERGE, 0.2, false);
        ratio("W6", "merge", HistoryKind.AUTOMERGE, 1, false);
        ratio("W6", "size", HistoryKind.JGIT, 1, false);
        ratio("W6", "size", HistoryKind.AUTOMERGE, Double.POSITIVE_INFINITY, false);
        String trace = "automerge-paper: ";
        ours("W7", trace + "replay", 0)
                .ifPresent(rate ->
                        row(
                                "W7 " + trace + "replay",
                                100_000,
                                true,
                                rate,
                                BarChart.number(rate) + " commits/s"));
        bound("W7", trace + "open and read", 50, "ms");
        bound("W7", trace + "a past state", 100, "ms");
        bound("W7", trace + "file", 250, "bytes/commit");
        bound("W7", trace + "file, compacted", 250, "bytes/commit");
    }

    /// The cost at the greatest size over that at the least, which may grow as the logarithm does.
    private void growth() {
        for (String what :
                List.of("commit", "read one", "open and read one", "open and read all")) {
            long[] sizes =
                    measurements.all().stream()
                            .map(Measurements.Measurement::quantity)
                            .filter(q ->
                                    q.workload().equals("W8")
                                            && q.what().equals(what)
                                            && q.peer().equals(KeyValueKind.COMMITDB))
                            .mapToLong(Measurements.Quantity::size)
                            .sorted()
                            .toArray();
            if (sizes.length < 2) {
                continue;
            }
            long least = sizes[0];
            long most = sizes[sizes.length - 1];
            double growth =
                    ours("W8", what, most).orElseThrow() / ours("W8", what, least).orElseThrow();
            row(
                    "W8 " + what,
                    Math.log(most) / Math.log(least),
                    false,
                    growth,
                    String.format(
                            Locale.ROOT, "%.2f × from %,d to %,d commits", growth, least, most));
        }
    }

    private OptionalDouble ours(String workload, String what, long size) {
        return measurements.median(workload, what, KeyValueKind.COMMITDB, size);
    }

    private void ratio(String workload, String what, String peer, double bound, boolean atLeast) {
        OptionalDouble ours = ours(workload, what, 0);
        OptionalDouble theirs = measurements.median(workload, what, peer, 0);
        if (ours.isPresent() && theirs.isPresent()) {
            String unit =
                    measurements.all().stream()
                            .map(Measurements.Measurement::quantity)
                            .filter(q -> q.workload().equals(workload) && q.what().equals(what))
                            .findFirst()
                            .orElseThrow()
                            .unit();
            compare(
                    workload + " " + what,
                    peer,
                    bound,
                    atLeast,
                    ours.getAsDouble(),
                    theirs.getAsDouble(),
                    unit);
        }
    }

    private void compare(
            String what,
            String peer,
            double bound,
            boolean atLeast,
            double ours,
            double theirs,
            String unit) {
        double ratio = ours / theirs;
        String measured =
                "%s × %s (%s against %s %s)"
                        .formatted(
                                BarChart.number(ratio),
                                peer,
                                BarChart.number(ours),
                                BarChart.number(theirs),
                                unit);
        row(what, bound, atLeast, ratio, measured);
    }

    private void bound(String workload, String what, double bound, String unit) {
        ours(workload, what, 0)
                .ifPresent(value ->
                        row(
                                workload + " " + what,
                                bound,
                                false,
                                value,
                                BarChart.number(value) + " " + unit));
    }

    private void row(String what, double bound, boolean atLeast, double value, String measured) {
        String target =
                Double.isInfinite(bound)
                        ? "stated"
                        : (atLeast ? "≥ " : "≤ ") + BarChart.number(bound);
        rows.add(new Row(what, target, measured, value, atLeast ? value >= bound : value <= bound));
    }
}
