package org.commitdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables and test vectors of `file-format-spec.md`, for tests that compare them with the code.
public final class Specification {

    private static final String NAME = "file-format-spec.md";
    private static final Pattern NUMBER = Pattern.compile("(0x[0-9A-Fa-f]+|[0-9]+)( KiB)?");

    private final List<String> lines;

    private Specification(List<String> lines) {
        this.lines = lines;
    }

    /// The page, found in the folder of the test or one above.
    public static Specification read() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && Files.notExists(folder.resolve(NAME))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no " + NAME + " in or above the working folder");
        }
        try {
            return new Specification(Files.readAllLines(folder.resolve(NAME)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first table below the heading that has `cell` in a row: its rows, without the names of
    /// the columns.
    public List<List<String>> table(String heading, String cell) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : section(heading)) {
            if (line.startsWith("|")) {
                rows.add(cells(line));
            } else {
                if (rows.stream().anyMatch(row -> row.contains(cell))) {
                    return rows.subList(2, rows.size());
                }
                rows.clear();
            }
        }
        throw new AssertionError("no table with '" + cell + "' below '" + heading + "'");
    }

    /// The row of [#table] that has `cell`.
    public List<String> row(String heading, String cell) {
        return table(heading, cell).stream()
                .filter(row -> row.contains(cell))
                .findFirst()
                .orElseThrow();
    }

    /// The code blocks below a heading, without line ends.
    public List<String> blocks(String heading) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = null;
        for (String line : section(heading)) {
            if (!line.startsWith("```")) {
                if (open != null) {
                    open.append(line);
                }
            } else if (open == null) {
                open = new StringBuilder();
            } else {
                blocks.add(open.toString());
                open = null;
            }
        }
        return blocks;
    }

    /// Everything below a heading in one string.
    public String text(String heading) {
        return String.join("\n", section(heading));
    }

    private List<String> section(String heading) {
        List<String> section = new ArrayList<>();
        boolean inside = false;
        int level = 0;
        for (String line : lines) {
            if (line.startsWith("#")) {
                int depth = line.indexOf(' ');
                if (inside && depth <= level) {
                    break;
                }
                if (line.substring(depth + 1).equals(heading)) {
                    inside = true;
                    level = depth;
                }
            }
            if (inside) {
                section.add(line);
            }
        }
        if (!inside) {
            throw new AssertionError("no heading '" + heading + "' in " + NAME);
        }
        section.add("");
        return section;
    }

    private static List<String> cells(String line) {
        String[] cells = line.substring(1).split("(?<!\\\\)\\|", -1);
        return Arrays.stream(cells).limit(cells.length - 1).map(String::strip).toList();
    }

    /// The number that a cell begins with, in bytes where it says KiB.
    public static long number(String cell) {
        Matcher number = NUMBER.matcher(cell);
        if (!number.lookingAt()) {
            throw new AssertionError("no number in the cell '" + cell + "'");
        }
        long value = Long.decode(number.group(1));
        return number.group(2) == null ? value : value << 10;
    }

    /// The codes that a cell lists, in hex, such as `02 03 04 05`.
    public static List<Integer> codes(String cell) {
        return Arrays.stream(cell.split(" ")).map(HexFormat::fromHexDigits).toList();
    }

    /// A table of offset, size and field, whose rows follow each other without gaps.
    public static final class Layout {

        private final List<List<String>> rows;
        private final int size;

        /// Checks that the fields fill everything up to where the last one ends.
        public Layout(List<List<String>> rows) {
            this.rows = rows;
            long at = 0;
            for (List<String> row : rows) {
                if (number(row.get(0)) != at) {
                    throw new AssertionError("at " + at + " expected a field, found " + row);
                }
                boolean open = row.get(1).equals("…");
                at += open ? 0 : number(row.get(1));
            }
            this.size = Math.toIntExact(at);
        }

        /// Where the last field ends, and one of unknown size begins.
        public int size() {
            return size;
        }

        /// Where the field lies whose description begins with `field`.
        public int offset(String field) {
            return Math.toIntExact(number(find(field).get(0)));
        }

        /// How long it is.
        public int sizeOf(String field) {
            return Math.toIntExact(number(find(field).get(1)));
        }

        /// How it is described.
        public String text(String field) {
            return find(field).get(2);
        }

        private List<String> find(String field) {
            List<List<String>> found =
                    rows.stream().filter(row -> row.get(2).startsWith(field)).toList();
            if (found.size() != 1) {
                throw new AssertionError(found.size() + " fields '" + field + "' in " + rows);
            }
            return found.getFirst();
        }

        /// The number in that field of `bytes`, little-endian.
        public long read(byte[] bytes, String field) {
            long number = 0;
            int at = offset(field);
            for (int i = sizeOf(field) - 1; i >= 0; i--) {
                number = number << Byte.SIZE | (bytes[at + i] & 0xff);
            }
            return number;
        }
    }
}
