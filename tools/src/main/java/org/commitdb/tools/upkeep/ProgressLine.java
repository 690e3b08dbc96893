package org.commitdb.tools.upkeep;

import java.util.Locale;
import org.commitdb.store.Progress;
import org.commitdb.tools.console.Console;

/// A line on a terminal that shows how far a task is, and goes away when it is closed. Elsewhere it
/// shows nothing.
///
/// **Threads**: one at a time.
public final class ProgressLine implements Progress, AutoCloseable {

    private static final int WIDTH = 30;
    private static final int PERCENT = 100;
    private static final String ERASE = "\r\u001B[K";

    private final Console console;
    private final String task;
    private int shown = -1;

    /// A line for a task, such as `verifying`.
    public ProgressLine(Console console, String task) {
        this.console = console;
        this.task = task;
    }

    @Override
    public void report(long doneBytes, long totalBytes) {
        int percent = totalBytes <= 0 ? PERCENT : (int) (doneBytes * (double) PERCENT / totalBytes);
        if (console.style().isColoured() && percent != shown) {
            shown = percent;
            console.err().print(ERASE + line(percent, totalBytes));
            console.err().flush();
        }
    }

    @Override
    public void close() {
        if (shown >= 0) {
            console.err().print(ERASE);
            console.err().flush();
        }
    }

    private String line(int percent, long totalBytes) {
        int filled = WIDTH * percent / PERCENT;
        String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
        double mebibytes = totalBytes / (double) (1 << 20);
        return String.format(
                Locale.ROOT, "%s [%s] %3d%% of %.1f MiB", task, bar, percent, mebibytes);
    }
}
