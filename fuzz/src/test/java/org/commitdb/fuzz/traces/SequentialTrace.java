package org.commitdb.fuzz.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The recorded edits of one author: transactions of patches, from an empty text to a final one.
///
/// **Units**: positions and counts are code points.
record SequentialTrace(List<List<Patch>> transactions, String end) {

    /// Deletes `deleted` code points at `position` and puts `inserted` there.
    record Patch(int position, int deleted, String inserted) {}

    /// The folder of recorded traces beside the repository, if it is there.
    static Optional<Path> find(String name) {
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

    static SequentialTrace read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode root = new ObjectMapper().readTree(in);
            if (!root.path("startContent").asText().isEmpty()) {
                throw new IOException(file + " does not start from an empty text");
            }
            List<List<Patch>> transactions = new ArrayList<>();
            for (JsonNode transaction : root.path("txns")) {
                transactions.add(patches(transaction));
            }
            return new SequentialTrace(transactions, root.path("endContent").asText());
        }
    }

    static List<Patch> patches(JsonNode transaction) {
        List<Patch> patches = new ArrayList<>();
        for (JsonNode patch : transaction.path("patches")) {
            patches.add(
                    new Patch(patch.get(0).asInt(), patch.get(1).asInt(), patch.get(2).asText()));
        }
        return patches;
    }
}
