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
import java.util.zip.GZIPInputStream;
import org.commitdb.benchmarks.compare.peer.TextPeer;

/// A recorded editing session, in the format of the collection `editing-traces`.
///
/// @param transactions what was edited at once, in the order of the record
/// @param end the text that all of it ends in
record TraceFile(List<Transaction> transactions, String end) {

    /// Patches on what the transactions at the indexes `parents` made together. Where only one
    /// person edits, there are no parents: each follows the one before.
    record Transaction(List<Integer> parents, List<TextPeer.Patch> patches) {}

    /// The record of this name; empty when the recorded sessions are not on this machine.
    static Optional<TraceFile> find(String name) throws IOException {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/traces").resolve(name + ".json.gz");
            if (Files.exists(file)) {
                return Optional.of(read(file));
            }
        }
        return Optional.empty();
    }

    private static TraceFile read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode root = new ObjectMapper().readTree(in);
            List<Transaction> transactions = new ArrayList<>();
            String start = root.path("startContent").asText();
            if (!start.isEmpty()) {
                transactions.add(
                        new Transaction(List.of(), List.of(new TextPeer.Patch(0, 0, start))));
            }
            for (JsonNode transaction : root.path("txns")) {
                List<Integer> parents = new ArrayList<>();
                transaction.path("parents").forEach(parent -> parents.add(parent.asInt()));
                List<TextPeer.Patch> patches = new ArrayList<>();
                for (JsonNode patch : transaction.path("patches")) {
                    patches.add(
                            new TextPeer.Patch(
                                    patch.get(0).asInt(),
                                    patch.get(1).asInt(),
                                    patch.get(2).asText()));
                }
                transactions.add(new Transaction(parents, patches));
            }
            return new TraceFile(transactions, root.path("endContent").asText());
        }
    }
}
