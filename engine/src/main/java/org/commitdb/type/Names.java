package org.commitdb.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.commitdb.error.UnknownIdException;

/// Looks things of one sort up by text, and says what there is when the text names none or several.
final class Names<T> {

    private static final int CANDIDATES = 8;
    private static final int LONGEST_COMPARED = 200;

    private final String sort;
    private final Map<String, Set<T>> byName = new LinkedHashMap<>();
    private final Map<String, Set<T>> byAlias = new LinkedHashMap<>();

    /// An empty table of things that messages call `sort`.
    Names(String sort) {
        this.sort = sort;
    }

    void add(String name, T thing) {
        byName.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(thing);
    }

    /// Adds a second name, which counts only where no thing has it as its first.
    void addAlias(String alias, T thing) {
        byAlias.computeIfAbsent(alias, key -> new LinkedHashSet<>()).add(thing);
    }

    /// The one thing that `name` names. **Errors**: [UnknownIdException] that names candidates.
    T get(String name) {
        Set<T> found =
                byName.getOrDefault(name, byAlias.getOrDefault(name, Collections.emptySet()));
        if (found.size() == 1) {
            return found.iterator().next();
        }
        String message =
                found.isEmpty()
                        ? "There is no " + sort + " '" + name + "'" + instead(name)
                        : "The "
                                + sort
                                + " '"
                                + name
                                + "' is ambiguous; name one of these by its runtime id: "
                                + describe(found)
                                + ".";
        throw new UnknownIdException(message, sort, name);
    }

    private String describe(Set<T> found) {
        return found.stream()
                .map(thing ->
                        thing instanceof Definition definition
                                ? definition
                                        + " of "
                                        + definition.name().namespace()
                                        + " ("
                                        + definition.runtimeId()
                                        + ")"
                                : String.valueOf(thing))
                .collect(Collectors.joining(", "));
    }

    private String instead(String name) {
        if (byName.isEmpty()) {
            return ": none is defined.";
        }
        List<String> close = close(name);
        if (!close.isEmpty()) {
            return "; did you mean " + quoted(close) + "?";
        }
        List<String> some = byName.keySet().stream().limit(CANDIDATES).toList();
        String more =
                byName.size() > some.size()
                        ? " and " + (byName.size() - some.size()) + " more"
                        : "";
        return "; there is " + quoted(some) + more + ".";
    }

    private List<String> close(String name) {
        if (name.length() > LONGEST_COMPARED) {
            return List.of();
        }
        Map<String, Integer> distances = new LinkedHashMap<>();
        for (String known : byName.keySet()) {
            int distance = distance(name, known);
            if (distance <= Math.max(2, name.length() / 4)) {
                distances.put(known, distance);
            }
        }
        List<String> close = new ArrayList<>(distances.keySet());
        close.sort(Comparator.comparing(distances::get));
        return close.size() > CANDIDATES ? close.subList(0, CANDIDATES) : close;
    }

    private static int distance(String wanted, String known) {
        String left = wanted.toLowerCase(Locale.ROOT);
        String right = known.toLowerCase(Locale.ROOT);
        if (right.endsWith("." + left) || right.endsWith("::" + left)) {
            return 1;
        }
        return known.length() > LONGEST_COMPARED ? Integer.MAX_VALUE : edits(left, right);
    }

    private static int edits(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced =
                        previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
