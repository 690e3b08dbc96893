package org.commitdb.path;

/// Strings in double quotes with the escapes of JSON.
///
/// **Source**: RFC 8259, section 7.
final class QuotedText {

    private QuotedText() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    static String unquote(String quoted) {
        if (quoted.length() < 2 || quoted.charAt(0) != '"') {
            throw malformed(quoted);
        }
        StringBuilder out = new StringBuilder();
        int at = 1;
        while (at < quoted.length() - 1) {
            char c = quoted.charAt(at++);
            if (c == '"' || c < ' ') {
                throw malformed(quoted);
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = quoted.charAt(at++);
            out.append(
                    switch (escape) {
                        case '"', '\\', '/' -> escape;
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'u' -> codeUnit(quoted, at);
                        default -> throw malformed(quoted);
                    });
            at += escape == 'u' ? 4 : 0;
        }
        if (at != quoted.length() - 1 || quoted.charAt(at) != '"') {
            throw malformed(quoted);
        }
        return out.toString();
    }

    private static char codeUnit(String quoted, int at) {
        if (at + 4 > quoted.length()) {
            throw malformed(quoted);
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(quoted.charAt(i), 16);
            if (digit < 0) {
                throw malformed(quoted);
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private static IllegalArgumentException malformed(String quoted) {
        return new IllegalArgumentException(quoted + " is no string in double quotes");
    }
}
