package org.commitdb.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a suite did, counted. **Threads**: one.
public final class Tally {

    private final Map<String, Long> counts = new TreeMap<>();

    /// Counts `count` more of `what`.
    void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    /// How many of `what` there were.
    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// All of it, as in `1,204 commits, 31 merges`.
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> String.format("%,d %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }
}
