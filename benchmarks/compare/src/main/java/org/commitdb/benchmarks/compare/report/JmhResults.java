package org.commitdb.benchmarks.compare.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What JMH wrote with `-rf json -prof gc`.
///
/// @param rows one for each benchmark and its parameters
record JmhResults(List<Row> rows) {

    /// One benchmark. The error is half of the interval of 99.9 %, not a number where there were
    /// too few turns.
    record Row(
            String benchmark, double score, double error, String unit, double bytesPerOperation) {}

    static JmhResults read(List<Path> files) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                for (JsonNode node : new ObjectMapper().readTree(file.toFile())) {
                    rows.add(row(node));
                }
            }
        }
        return new JmhResults(rows);
    }

    private static Row row(JsonNode node) {
        String name = node.path("benchmark").asText().replace("org.commitdb.benchmarks.", "");
        StringBuilder parameters = new StringBuilder();
        node.path("params")
                .properties()
                .forEach(entry ->
                        parameters
                                .append(parameters.isEmpty() ? " (" : ", ")
                                .append(entry.getKey())
                                .append(' ')
                                .append(entry.getValue().asText()));
        int threads = node.path("threads").asInt(1);
        JsonNode metric = node.path("primaryMetric");
        return new Row(
                name
                        + (parameters.isEmpty() ? "" : parameters + ")")
                        + (threads > 1 ? ", " + threads + " threads" : ""),
                metric.path("score").asDouble(),
                metric.path("scoreError").asDouble(Double.NaN),
                metric.path("scoreUnit").asText(),
                node.path("secondaryMetrics")
                        .path("gc.alloc.rate.norm")
                        .path("score")
                        .asDouble(Double.NaN));
    }
}
