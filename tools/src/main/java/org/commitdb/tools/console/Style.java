package org.commitdb.tools.console;

import picocli.CommandLine.Help.Ansi;

/// Stresses parts of text by colour, or leaves them plain.
public enum Style {
    /// No escape sequence ever.
    PLAIN,
    /// ANSI escape sequences.
    COLOURED;

    /// Coloured on a terminal that has colours, plain elsewhere and where `NO_COLOR` is set.
    public static Style detect() {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return Ansi.AUTO.enabled() && !dumb ? COLOURED : PLAIN;
    }

    /// Whether text is coloured.
    public boolean isColoured() {
        return this == COLOURED;
    }

    /// For headings.
    public String bold(String text) {
        return wrap("1", text);
    }

    /// For what matters less.
    public String faint(String text) {
        return wrap("2", text);
    }

    /// For what went wrong.
    public String red(String text) {
        return wrap("31", text);
    }

    /// For what holds, or was just made.
    public String green(String text) {
        return wrap("32", text);
    }

    /// For ids.
    public String yellow(String text) {
        return wrap("33", text);
    }

    /// For what the user may type.
    public String cyan(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return isColoured() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
