package org.commitdb.tools.demo;

import java.util.List;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Style;

/// Tells the story: headings, plain words, the same thing in Java and on the command line, tables,
/// and claims that hold.
final class Narrator {

    private static final String INDENT = "   ";

    private final Console console;
    private final Style style;
    private int step;

    Narrator(Console console) {
        this.console = console;
        this.style = console.style();
    }

    Style style() {
        return style;
    }

    void title(String title, String... text) {
        console.line(style.bold(title));
        List.of(text).forEach(console::line);
    }

    void step(String heading) {
        step++;
        console.line();
        console.line(style.bold(step + ". " + heading));
    }

    void say(String... lines) {
        for (String line : lines) {
            console.line(INDENT + line);
        }
    }

    void java(String code) {
        console.line(INDENT + style.faint("Java  ") + style.cyan(code));
    }

    void commandLine(String command) {
        console.line(INDENT + style.faint("shell ") + style.cyan(command));
    }

    /// Columns as wide as their widest cell.
    void table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int i = 0; i < row.size(); i++) {
                line.append(INDENT)
                        .append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()));
            }
            console.line(line.toString().stripTrailing());
        }
    }

    /// Says that something holds, which it must.
    ///
    /// **Errors**: [RequestFailedException] when it does not.
    void claim(String claim, boolean holds) {
        if (!holds) {
            throw new RequestFailedException("the demo found this not to be so: " + claim);
        }
        console.line(INDENT + style.green("✓ ") + claim);
    }
}
