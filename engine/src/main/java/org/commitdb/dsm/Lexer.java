package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commitdb.type.Identifiers;

/// Cuts one part into tokens.
///
/// A docstring runs to the first `"""` after its start. A text that is not closed is reported and
/// ends with the part. **Cost**: O(length).
final class Lexer {

    private static final Pattern UUID =
            Pattern.compile("\\{([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\}");
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
    private static final String QUOTES = "\"\"\"";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String text;
    private final int part;
    private final String source;
    private final Diagnostics diagnostics;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int column = 1;

    Lexer(DsmSource source, int part, Diagnostics diagnostics) {
        this.text = source.text();
        this.part = part;
        this.source = source.name();
        this.diagnostics = diagnostics;
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            at = 1;
        }
    }

    /// The tokens, the last of which is the only [TokenKind#END].
    List<Token> tokens() {
        skipBlanks();
        while (at < text.length()) {
            next();
            skipBlanks();
        }
        tokens.add(new Token(TokenKind.END, "", position()));
        return tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Identifiers.isLetter(c)) {
            word();
        } else if (c == '"') {
            quoted();
        } else if (c == '.' && Identifiers.isLetter(charAt(at + 1))) {
            int end = endOfWord(at + 1);
            add(TokenKind.CASE, text.substring(at + 1, end), end);
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            number();
        } else if (c == '{') {
            Matcher matcher = UUID.matcher(text).region(at, Math.min(text.length(), at + 38));
            if (matcher.lookingAt()) {
                add(TokenKind.UUID, matcher.group(1).toLowerCase(Locale.ROOT), matcher.end());
            } else {
                add(TokenKind.PUNCTUATION, "{", at + 1);
            }
        } else if ("}()<>,;=".indexOf(c) >= 0) {
            add(TokenKind.PUNCTUATION, String.valueOf(c), at + 1);
        } else {
            stray();
        }
    }

    private void word() {
        int end = endOfWord(at);
        boolean qualified = text.startsWith("::", end) && Identifiers.isLetter(charAt(end + 2));
        if (qualified) {
            end = endOfWord(end + 2);
        }
        add(qualified ? TokenKind.QUALIFIED : TokenKind.WORD, text.substring(at, end), end);
    }

    private void number() {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            add(TokenKind.NUMBER, matcher.group(), matcher.end());
        } else {
            stray();
        }
    }

    private void stray() {
        int end = text.startsWith("::", at) ? at + 2 : text.offsetByCodePoints(at, 1);
        add(TokenKind.STRAY, text.substring(at, end), end);
    }

    private void quoted() {
        if (text.startsWith(QUOTES, at)) {
            int begin = at + QUOTES.length();
            int end = text.indexOf(QUOTES, begin);
            if (end < 0) {
                diagnostics.report(position(), "The docstring is not closed.");
                end = text.length();
            }
            String body = new Escapes(diagnostics, position(), true).decode(text, begin, end);
            add(TokenKind.DOCSTRING, body, Math.min(text.length(), end + QUOTES.length()));
            return;
        }
        int end = endOfString(at + 1);
        if (end == text.length()) {
            diagnostics.report(position(), "The string is not closed.");
        }
        String body = new Escapes(diagnostics, position(), false).decode(text, at + 1, end);
        add(TokenKind.STRING, body, Math.min(text.length(), end + 1));
    }

    /// The index of the quote that ends a string, or of the end of the text.
    private int endOfString(int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, text.length());
    }

    private int endOfWord(int begin) {
        int end = begin;
        while (end < text.length() && Identifiers.isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                advance(at + 1);
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                advance(end < 0 ? text.length() : end);
            } else {
                return;
            }
        }
    }

    private void add(TokenKind kind, String meaning, int end) {
        tokens.add(new Token(kind, meaning, position()));
        advance(end);
    }

    private void advance(int end) {
        while (at < end) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
    }

    private Position position() {
        return new Position(part, source, line, column);
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }
}
