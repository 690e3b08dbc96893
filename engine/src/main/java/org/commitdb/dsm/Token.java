package org.commitdb.dsm;

/// A piece of text with its place.
///
/// @param text the characters; for a string or docstring what they mean, for a case without the
///   dot, for a UUID without the braces and in lower case
record Token(TokenKind kind, String text, Position position) {

    private static final int LONGEST_SHOWN = 40;

    boolean is(String punctuationOrWord) {
        return (kind == TokenKind.PUNCTUATION || kind == TokenKind.WORD)
                && text.equals(punctuationOrWord);
    }

    boolean is(TokenKind other) {
        return kind == other;
    }

    /// How a message names this token.
    String shown() {
        return switch (kind) {
            case END -> "end of text";
            case STRING -> "'\"" + shortened() + "\"'";
            case DOCSTRING -> "docstring";
            case CASE -> "'." + shortened() + "'";
            case UUID -> "'{" + text + "}'";
            case WORD, QUALIFIED, NUMBER, PUNCTUATION, STRAY -> "'" + shortened() + "'";
        };
    }

    private String shortened() {
        String line = text.replace('\n', ' ').replace('\r', ' ');
        return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
