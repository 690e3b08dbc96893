package org.commitdb.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What was measured, sample by sample.
///
/// **Threads**: one.
public final class Measurements {

    /// One quantity.
    ///
    /// @param workload W1 to W8, or another section
    /// @param what the quantity, in words
    /// @param peer who did it
    /// @param size how much there was, 0 where that is the workload's own
    /// @param unit of the samples; those that end in `/s` are better when greater, others when less
    public record Quantity(String workload, String what, String peer, long size, String unit) {}

    /// A quantity with its samples.
    ///
    /// @param quantity what was measured
    /// @param samples in the order in which they were taken
    public record Measurement(Quantity quantity, List<Double> samples) {

        /// The middle sample.
        public double median() {
            double[] sorted = sorted();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1
                    ? sorted[middle]
                    : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        /// The least sample.
        public double least() {
            return sorted()[0];
        }

        /// The greatest sample.
        public double greatest() {
            return sorted()[samples.size() - 1];
        }

        private double[] sorted() {
            double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private final Map<Quantity, Measurement> all = new LinkedHashMap<>();

    /// Adds a sample.
    void add(String workload, String what, String peer, long size, String unit, double sample) {
        Quantity quantity = new Quantity(workload, what, peer, size, unit);
        all.computeIfAbsent(quantity, q -> new Measurement(q, new ArrayList<>()))
                .samples
                .add(sample);
    }

    /// Everything, in the order of first samples.
    public Collection<Measurement> all() {
        return all.values();
    }

    /// The median of the quantity, if it was measured.
    public OptionalDouble median(String workload, String what, String peer, long size) {
        return all.values().stream()
                .filter(one ->
                        one.quantity.workload.equals(workload)
                                && one.quantity.what.equals(what)
                                && one.quantity.peer.equals(peer)
                                && one.quantity.size == size)
                .mapToDouble(Measurement::median)
                .findFirst();
    }

    /// What [Compare] wrote.
    public static Measurements read(Path file) throws IOException {
        Measurements measurements = new Measurements();
        measurements.addLines(Files.readAllLines(file));
        return measurements;
    }

    /// One line for each quantity, fields between tabs.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Measurement one : all.values()) {
            Quantity q = one.quantity;
            StringBuilder line = new StringBuilder();
            line.append(String.join("\t", q.workload, q.what, q.peer, "" + q.size, q.unit));
            one.samples.forEach(sample -> line.append('\t').append(sample));
            lines.add(line.toString());
        }
        return lines;
    }

    /// Adds what [#lines] gave.
    void addLines(List<String> lines) {
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            for (int i = 5; i < fields.length; i++) {
                add(
                        fields[0],
                        fields[1],
                        fields[2],
                        Long.parseLong(fields[3]),
                        fields[4],
                        Double.parseDouble(fields[i]));
            }
        }
    }
}
