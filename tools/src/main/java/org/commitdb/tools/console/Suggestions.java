package org.commitdb.tools.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the names that a misspelt one may have meant.
public final class Suggestions {

    private static final int LONGEST_COMPARED = 100;
    private static final int MOST = 3;

    private Suggestions() {}

    /// The names that differ from `given` by few edits, the nearest first.
    public static List<String> of(String given, Collection<String> names) {
        if (given.length() > LONGEST_COMPARED) {
            return List.of();
        }
        String wanted = plain(given);
        int limit = wanted.length() < 3 ? 1 : Math.max(2, wanted.length() / 3);
        return names.stream()
                .filter(name -> distance(wanted, plain(name)) <= limit)
                .sorted(Comparator.comparingInt(name -> distance(wanted, plain(name))))
                .limit(MOST)
                .toList();
    }

    /// `; did you mean 'a' or 'b'?`, or nothing when no name is near.
    public static String question(String given, Collection<String> names) {
        List<String> near = of(given, names);
        return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
    }

    private static int distance(String wanted, String name) {
        boolean isBeginning = wanted.length() > 1 && name.startsWith(wanted);
        return isBeginning ? 0 : edits(wanted, name);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The least number of characters to insert, remove or replace (Levenshtein).
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
}
