package org.commitdb.benchmarks.compare.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commitdb.benchmarks.compare.Measurements;
import org.commitdb.benchmarks.compare.Measurements.Measurement;
import org.commitdb.benchmarks.compare.Measurements.Quantity;
import org.commitdb.benchmarks.compare.peer.HistoryKind;
import org.commitdb.benchmarks.compare.peer.KeyValueKind;

/// Writes `benchmarks.md`, its pictures and `results.json`.
///
/// `LINES DOCS FOLDER [--quick] [JMH-JSON...]`: the lines that were measured in `FOLDER`, for the
/// folder of documents `DOCS`.
public final class Report {

    private static final Map<String, String> TITLES = titles();

    private final Measurements measurements;
    private final Path pictures;
    private final StringBuilder page = new StringBuilder();

    private Report(Measurements measurements, Path pictures) {
        this.measurements = measurements;
        this.pictures = pictures;
    }

    /// Writes the report.
    public static void main(String[] args) throws IOException {
        Measurements measurements = Measurements.read(Path.of(args[0]));
        Path docs = Path.of(args[1]);
        Path pictures = docs.resolve("benchmarks");
        Files.createDirectories(pictures);
        try (Stream<Path> old = Files.list(pictures)) {
            for (Path picture : old.filter(path -> path.toString().endsWith(".svg")).toList()) {
                Files.delete(picture);
            }
        }
        Map<String, String> conditions =
                Conditions.now(Path.of(args[2]), Set.of(args).contains("--quick"));
        List<Targets.Row> targets = Targets.of(measurements);
        JmhResults jmh =
                JmhResults.read(
                        Stream.of(args)
                                .skip(3)
                                .filter(arg -> !arg.startsWith("--"))
                                .map(Path::of)
                                .toList());
        Files.writeString(
                pictures.resolve("results.json"), Json.of(conditions, measurements, targets, jmh));
        Report report = new Report(measurements, pictures);
        report.write(conditions, targets, jmh);
        Files.writeString(docs.resolve("benchmarks.md"), report.page);
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("W1", "Durable commits: a record of 300 bytes and a document of 120 in each");
        titles.put("W2", "100,000 transactions with the weakest durability");
        titles.put("W3", "Random reads of 200,000 documents of 120 bytes");
        titles.put("W4", "Opening a file of 200,000 documents and reading one");
        titles.put("W5", "Size of the file after W2, as a multiple of the payload");
        titles.put("W6", "10,000 commits of one field each, in 100 documents of 20 fields");
        titles.put("W7", "Editing traces, one commit for each transaction");
        return titles;
    }

    private void write(Map<String, String> conditions, List<Targets.Row> targets, JmhResults jmh)
            throws IOException {
        line("# Benchmarks");
        line("");
        line("Written by `benchmarks/run`; the same figures for machines are in");
        line(
                "[`results.json`](benchmarks/results.json). What each workload does and what is timed");
        line("stands in its class in `benchmarks/compare`; what each JMH benchmark asks, in its");
        line("class in `benchmarks`. Peers took turns within one run, so ratios mean more than");
        line("figures. Tables give medians, then the least and the greatest sample.");
        line("");
        line("| | |");
        line("|---|---|");
        conditions.forEach((name, value) -> line("| " + name + " | " + value + " |"));
        targets(targets);
        reasons();
        durability();
        for (Map.Entry<String, String> entry : TITLES.entrySet()) {
            workload(entry.getKey(), entry.getValue());
        }
        growth();
        micro(jmh);
    }

    private void targets(List<Targets.Row> targets) {
        long met = targets.stream().filter(Targets.Row::met).count();
        line("");
        line("## Targets");
        line("");
        line("%d of %d are reached.".formatted(met, targets.size()));
        line("");
        line("| what | target | measured | |");
        line("|---|---|---|---|");
        for (Targets.Row row : targets) {
            line(
                    "| %s | %s | %s | %s |"
                            .formatted(
                                    row.what(),
                                    row.target(),
                                    row.measured(),
                                    row.met() ? "reached" : "**missed**"));
        }
    }

    /// What people found out about misses, which no run can.
    private void reasons() throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("/why.md")) {
            line("");
            page.append(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
        }
    }

    private void durability() {
        line("");
        line("## What each peer was asked to survive");
        line("");
        line("Syncs for each transaction of W1, as counted by `strace`.");
        line("");
        line("| peer | durable (W1) | syncs | weakest (W2 to W5) | syncs |");
        line("|---|---|---|---|---|");
        for (KeyValueKind kind : KeyValueKind.all()) {
            line(
                    "| %s | %s | %s | %s | %s |"
                            .formatted(
                                    kind.name(),
                                    kind.durable(),
                                    syncs("durable", kind.name()),
                                    kind.weak(),
                                    syncs("weak", kind.name())));
        }
        line("");
        line("In W6 and W7 commits are kept so: ");
        for (HistoryKind kind : HistoryKind.all()) {
            line("- " + kind.name() + ": " + kind.keeping());
        }
        line("");
        line(
                "\"CommitDB\" writes two documents in each commit of W1 to W5, and so the same bytes as");
        line("the others, with a history beside them. \"CommitDB, record = commit\" writes the");
        line("document alone: the encoded commit is the record of 300 bytes, and its id the key.");
    }

    private String syncs(String guarantee, String peer) {
        var syncs = measurements.median("syncs", guarantee, peer, 0);
        return syncs.isPresent()
                ? String.format(Locale.ROOT, "%.2f", syncs.getAsDouble())
                : "not counted";
    }

    private void workload(String workload, String title) throws IOException {
        List<String> whats =
                measurements.all().stream()
                        .map(Measurement::quantity)
                        .filter(quantity -> quantity.workload().equals(workload))
                        .map(Quantity::what)
                        .distinct()
                        .toList();
        if (whats.isEmpty()) {
            return;
        }
        line("");
        line("## " + workload + ": " + title);
        for (String what : whats) {
            List<Measurement> rows =
                    measurements.all().stream()
                            .filter(one ->
                                    one.quantity().workload().equals(workload)
                                            && one.quantity().what().equals(what))
                            .toList();
            String unit = rows.getFirst().quantity().unit();
            if (rows.size() > 1) {
                picture(workload, what, unit, rows);
            }
            line("");
            line("| %s, %s | median | least | greatest | samples |".formatted(what, unit));
            line("|---|---|---|---|---|");
            for (Measurement row : rows) {
                line(
                        "| %s | %s | %s | %s | %d |"
                                .formatted(
                                        row.quantity().peer(),
                                        BarChart.number(row.median()),
                                        BarChart.number(row.least()),
                                        BarChart.number(row.greatest()),
                                        row.samples().size()));
            }
        }
    }

    private void picture(String workload, String what, String unit, List<Measurement> rows)
            throws IOException {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (Measurement row : rows) {
            String peer = row.quantity().peer();
            bars.add(
                    new BarChart.Bar(
                            peer,
                            row.median(),
                            row.least(),
                            row.greatest(),
                            peer.startsWith(KeyValueKind.COMMITDB)));
        }
        String better = unit.endsWith("/s") ? ", more is better" : ", less is better";
        String svg = BarChart.of(workload + ": " + what, unit + better, bars);
        picture(workload + "-" + what, svg);
    }

    private void growth() throws IOException {
        Map<String, Map<String, TreeMap<Long, Double>>> curves = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        for (Measurement one : measurements.all()) {
            Quantity quantity = one.quantity();
            if (quantity.workload().equals("W8")) {
                units.put(quantity.what(), quantity.unit());
                curves.computeIfAbsent(quantity.what(), what -> new LinkedHashMap<>())
                        .computeIfAbsent(quantity.peer(), peer -> new TreeMap<>())
                        .put(quantity.size(), one.median());
            }
        }
        if (curves.isEmpty()) {
            return;
        }
        line("");
        line("## W8: Growth");
        for (var entry : curves.entrySet()) {
            String unit = Objects.requireNonNull(units.get(entry.getKey()));
            List<CurveChart.Curve> drawn = new ArrayList<>();
            entry.getValue()
                    .forEach((peer, points) ->
                            drawn.add(
                                    new CurveChart.Curve(
                                            peer, points, peer.equals(KeyValueKind.COMMITDB))));
            picture("W8-" + entry.getKey(), CurveChart.of("W8: " + entry.getKey(), unit, drawn));
            line("");
            line("| %s, %s | at commits | median |".formatted(entry.getKey(), unit));
            line("|---|---|---|");
            entry.getValue()
                    .forEach((peer, points) ->
                            points.forEach((size, cost) ->
                                    line(
                                            String.format(
                                                    Locale.ROOT,
                                                    "| %s | %,d | %s |",
                                                    peer,
                                                    size,
                                                    BarChart.number(cost)))));
        }
    }

    private void micro(JmhResults jmh) {
        if (jmh.rows().isEmpty()) {
            return;
        }
        line("");
        line("## JMH");
        line("");
        line("| benchmark | score | ± | unit | bytes allocated per operation |");
        line("|---|---|---|---|---|");
        for (JmhResults.Row row : jmh.rows()) {
            line(
                    "| %s | %s | %s | %s | %s |"
                            .formatted(
                                    row.benchmark(),
                                    BarChart.number(row.score()),
                                    Double.isNaN(row.error()) ? "" : BarChart.number(row.error()),
                                    row.unit(),
                                    Double.isNaN(row.bytesPerOperation())
                                            ? ""
                                            : BarChart.number(row.bytesPerOperation())));
        }
    }

    private void picture(String name, String svg) throws IOException {
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
        Files.writeString(pictures.resolve(file), svg);
        line("");
        line("![%s](benchmarks/%s)".formatted(name, file));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
