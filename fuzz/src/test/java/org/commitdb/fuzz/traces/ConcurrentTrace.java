package org.commitdb.fuzz.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The recorded edits of several authors at once: a graph of transactions, and the text that every
/// correct merge reaches.
record ConcurrentTrace(List<Transaction> transactions, String end) {

    /// Patches on top of the text that the transactions at the indexes `parents` made.
    record Transaction(List<Integer> parents, List<SequentialTrace.Patch> patches) {}

    static ConcurrentTrace read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode root = new ObjectMapper().readTree(in);
            List<Transaction> transactions = new ArrayList<>();
            for (JsonNode transaction : root.path("txns")) {
                List<Integer> parents = new ArrayList<>();
                transaction.path("parents").forEach(parent -> parents.add(parent.asInt()));
                transactions.add(new Transaction(parents, SequentialTrace.patches(transaction)));
            }
            return new ConcurrentTrace(transactions, root.path("endContent").asText());
        }
    }
}
