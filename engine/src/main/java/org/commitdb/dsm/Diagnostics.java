package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong, in any order, up to a limit.
final class Diagnostics {

    private static final int LIMIT = 1000;
    private static final int LONGEST_PATH = 10;

    private record Entry(Position position, String message) {}

    private final Set<Entry> entries = new LinkedHashSet<>();

    void report(Position position, String message) {
        if (entries.size() < LIMIT) {
            entries.add(new Entry(position, message));
        }
    }

    /// The steps of a cycle, shortened in the middle when there are many.
    static String path(List<String> steps) {
        if (steps.size() <= LONGEST_PATH) {
            return String.join(", ", steps);
        }
        return String.join(", ", steps.subList(0, LONGEST_PATH - 1)) + ", …, " + steps.getLast();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// By part, line and column.
    List<Diagnostic> sorted() {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparing(Entry::position));
        return ordered.stream()
                .map(entry ->
                        new Diagnostic(
                                entry.position.source(),
                                entry.position.line(),
                                entry.position.column(),
                                entry.message))
                .toList();
    }
}
