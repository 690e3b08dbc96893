package org.commitdb.dsm;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.commitdb.type.Identifiers;

/// The tokens of one part, read front to back, with what every parser asks of them.
final class TokenStream {

    private static final Set<String> STARTS =
            Set.of(
                    "namespace",
                    "concept",
                    "club",
                    "membership",
                    "enum",
                    "struct",
                    "function_pool",
                    "attachment_function_pool");

    private final List<Token> tokens;
    private final Diagnostics diagnostics;
    private int index;
    private int depth;
    private int lastRefused = -1;

    TokenStream(List<Token> tokens, Diagnostics diagnostics) {
        this.tokens = tokens;
        this.diagnostics = diagnostics;
    }

    Token peek() {
        return tokens.get(index);
    }

    boolean followedBy(String text) {
        return index + 1 < tokens.size() && tokens.get(index + 1).is(text);
    }

    /// How many braces are open.
    int depth() {
        return depth;
    }

    boolean atEnd() {
        return peek().is(TokenKind.END);
    }

    Token take() {
        Token token = peek();
        if (!atEnd()) {
            index++;
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
        }
        return token;
    }

    /// Takes the next token if it is `text`.
    boolean takeIf(String text) {
        boolean found = peek().is(text);
        if (found) {
            take();
        }
        return found;
    }

    Token expect(String text) throws SyntaxException {
        if (!peek().is(text)) {
            throw unexpected("'" + text + "'");
        }
        return take();
    }

    Token expect(TokenKind kind, String what) throws SyntaxException {
        if (!peek().is(kind)) {
            throw unexpected(what);
        }
        return take();
    }

    /// Takes a name that is declared: simple, not reserved. A qualified one is reported and taken.
    SyntaxTree.Name expectDeclaredName() throws SyntaxException {
        Token token = peek();
        SyntaxTree.Name name = expectName();
        if (name.isQualified()) {
            diagnostics.report(
                    token.position(),
                    "The name '" + name.text() + "' must be a simple identifier.");
        }
        return name;
    }

    /// Takes a name that is used: simple or qualified.
    SyntaxTree.Name expectName() throws SyntaxException {
        Token token = peek();
        if (!token.is(TokenKind.WORD) && !token.is(TokenKind.QUALIFIED)) {
            throw unexpected("a name");
        }
        if (Identifiers.RESERVED_WORDS.contains(token.text())) {
            SyntaxException e = refuse("The name '" + token.text() + "' is reserved.");
            if (!isWordAhead()) {
                take();
            }
            throw e;
        }
        take();
        return new SyntaxTree.Name(token.text(), token.position());
    }

    /// Whether the reserved word that comes next seems to begin a declaration rather than to be
    /// meant as a name.
    private boolean isWordAhead() {
        TokenKind kind = tokens.get(index + 1).kind();
        return kind == TokenKind.WORD || kind == TokenKind.QUALIFIED;
    }

    SyntaxTree.Uuid expectUuid() throws SyntaxException {
        Token token = expect(TokenKind.UUID, "a uuid in braces");
        return new SyntaxTree.Uuid(java.util.UUID.fromString(token.text()), token.position());
    }

    SyntaxException unexpected(String expected) {
        return refuse("Unexpected " + peek().shown() + ", expected " + expected + ".");
    }

    /// Reports the next token, once, however many rules fail on it.
    SyntaxException refuse(String message) {
        if (lastRefused != index) {
            diagnostics.report(peek().position(), message);
            lastRefused = index;
        }
        return new SyntaxException();
    }

    /// Passes over what cannot be parsed: up to and with the next `;` at this depth of braces, or
    /// up to the `}` that ends it. A word that begins a declaration stands in no other place, so it
    /// ends the search too, at any depth.
    ///
    /// @return whether the search ended within the construct of this depth
    boolean recover(int wantedDepth) {
        while (!atEnd() && !startsDeclaration()) {
            if (depth == wantedDepth && peek().is("}")) {
                return true;
            }
            if (take().is(";") && depth == wantedDepth) {
                return true;
            }
        }
        return false;
    }

    /// Passes over everything up to a word that `wanted` accepts, where braces are at `newDepth`
    /// again.
    void skipTo(Predicate<Token> wanted, int newDepth) {
        while (!atEnd() && !wanted.test(peek())) {
            take();
        }
        depth = newDepth;
    }

    boolean startsDeclaration() {
        return peek().is(TokenKind.WORD)
                && (STARTS.contains(peek().text()) || (peek().is("attachment") && followedBy("<")));
    }
}
