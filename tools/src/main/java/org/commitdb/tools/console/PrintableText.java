package org.commitdb.tools.console;

/// Makes text of unknown origin safe to print: control characters, which could command a terminal
/// or break a line, become escapes.
public final class PrintableText {

    private PrintableText() {}

    /// The text on one line, with `\n` and the like for control characters and for characters that
    /// turn the direction of writing.
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /// The first line of the text as [#of] gives it, with `…` when there is more.
    public static String firstLineOf(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? of(text) : of(text.substring(0, end).strip()) + " …";
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isHarmless(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format("\\u%04x", c));
                }
            }
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT -> c == 0x200D; // joins emoji, turns nothing
            default -> true;
        };
    }
}
