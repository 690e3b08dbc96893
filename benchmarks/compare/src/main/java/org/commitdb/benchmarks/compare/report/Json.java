package org.commitdb.benchmarks.compare.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.commitdb.benchmarks.compare.Measurements;

/// The machine-readable result.
final class Json {

    private Json() {}

    static String of(
            Map<String, String> conditions,
            Measurements measurements,
            List<Targets.Row> targets,
            JmhResults jmh)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        conditions.forEach(root.putObject("conditions")::put);
        ArrayNode all = root.putArray("measurements");
        for (Measurements.Measurement one : measurements.all()) {
            Measurements.Quantity quantity = one.quantity();
            ObjectNode node = all.addObject();
            node.put("workload", quantity.workload());
            node.put("what", quantity.what());
            node.put("peer", quantity.peer());
            node.put("size", quantity.size());
            node.put("unit", quantity.unit());
            node.put("median", one.median());
            node.put("least", one.least());
            node.put("greatest", one.greatest());
            node.put("samples", one.samples().size());
        }
        ArrayNode rows = root.putArray("targets");
        for (Targets.Row row : targets) {
            rows.addObject()
                    .put("what", row.what())
                    .put("target", row.target())
                    .put("measured", row.measured())
                    .put("value", row.value())
                    .put("met", row.met());
        }
        ArrayNode micro = root.putArray("jmh");
        for (JmhResults.Row row : jmh.rows()) {
            micro.addObject()
                    .put("benchmark", row.benchmark())
                    .put("score", row.score())
                    .put("error", row.error())
                    .put("unit", row.unit())
                    .put("bytesPerOperation", row.bytesPerOperation());
        }
        return mapper.writeValueAsString(root) + "\n";
    }
}
