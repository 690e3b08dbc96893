package org.commitdb.dsm;

import java.util.stream.Collectors;
import org.commitdb.type.Literal;

/// The text of default literals and docstrings.
final class LiteralText {

    private LiteralText() {}

    /// ` = literal`, or nothing when there is no default.
    static String assignment(Literal literal) {
        return literal instanceof Literal.None ? "" : " = " + literal(literal);
    }

    /// A docstring that the strictest reader accepts: quotes and backslashes are escaped, and a
    /// quote at the end is spelled by its code, because the first three quotes in a row end the
    /// text.
    static String docstring(String text) {
        boolean endsInQuote = text.endsWith("\"");
        String body = endsInQuote ? text.substring(0, text.length() - 1) : text;
        return "\"\"\"" + escaped(body, true) + (endsInQuote ? "\\u0022" : "") + "\"\"\"";
    }

    private static String literal(Literal literal) {
        return switch (literal) {
            case Literal.None none ->
                    throw new IllegalArgumentException("no literal in a list is missing");
            case Literal.Scalar scalar ->
                    switch (scalar.domain()) {
                        case BOOLEAN, INTEGER, FLOAT, DOUBLE -> scalar.text();
                        case STRING -> "\"" + escaped(scalar.text(), false) + "\"";
                        case UUID -> "{" + scalar.text() + "}";
                        case ENUMERATION_CASE -> "." + scalar.text();
                    };
            case Literal.Members list ->
                    list.members().stream()
                            .map(LiteralText::literal)
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String escaped(String text, boolean linesStay) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append(linesStay ? "\n" : "\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                default -> {
                    if (c < ' ' || c == '\u007f') {
                        escaped.append(String.format("\\u%04x", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
