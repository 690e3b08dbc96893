package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.type.Identifiers;
import org.commitdb.type.Type;

/// Parses types and default literals, both of bounded nesting.
final class TypeParser {

    /// A mat and a map take two levels of lists.
    private static final int MAXIMUM_LITERAL_DEPTH = 2 * Type.MAXIMUM_DEPTH;

    private final TokenStream tokens;

    TypeParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    TypeSyntax type() throws SyntaxException {
        return type(1);
    }

    LiteralSyntax literal() throws SyntaxException {
        return literal(1);
    }

    private TypeSyntax type(int depth) throws SyntaxException {
        if (depth > Type.MAXIMUM_DEPTH) {
            throw tokens.refuse("The type nests deeper than " + Type.MAXIMUM_DEPTH + " levels.");
        }
        Token token = tokens.peek();
        if ((!token.is(TokenKind.WORD) && !token.is(TokenKind.QUALIFIED))
                || Identifiers.RESERVED_WORDS.contains(token.text())) {
            throw tokens.unexpected("a type");
        }
        if (token.is(TokenKind.WORD) && tokens.followedBy("<")) {
            return generic(token, depth);
        }
        return new TypeSyntax.Reference(tokens.expectName());
    }

    private TypeSyntax generic(Token word, int depth) throws SyntaxException {
        return switch (word.text()) {
            case "key" -> {
                open();
                SyntaxTree.Name target = tokens.expectName();
                tokens.expect(">");
                yield new TypeSyntax.Key(target, word.position());
            }
            case "vec" -> {
                open();
                SyntaxTree.Name element = tokens.expectName();
                Token size = size();
                tokens.expect(">");
                yield new TypeSyntax.Vec(element, size, word.position());
            }
            case "mat" -> {
                open();
                SyntaxTree.Name element = tokens.expectName();
                Token columns = size();
                Token rows = size();
                tokens.expect(">");
                yield new TypeSyntax.Mat(element, columns, rows, word.position());
            }
            default -> generic(genericWord(word), word.position(), depth);
        };
    }

    private TypeSyntax generic(TypeSyntax.GenericWord word, Position position, int depth)
            throws SyntaxException {
        open();
        List<TypeSyntax> arguments = new ArrayList<>();
        arguments.add(type(depth + 1));
        switch (word) {
            case OPTIONAL, VECTOR, SET, XARRAY -> {}
            case MAP -> {
                tokens.expect(",");
                arguments.add(type(depth + 1));
            }
            case TUPLE, VARIANT -> {
                while (tokens.takeIf(",")) {
                    arguments.add(type(depth + 1));
                }
            }
        }
        tokens.expect(">");
        return new TypeSyntax.Generic(word, List.copyOf(arguments), position);
    }

    private TypeSyntax.GenericWord genericWord(Token word) throws SyntaxException {
        for (TypeSyntax.GenericWord each : TypeSyntax.GenericWord.values()) {
            if (each.text().equals(word.text())) {
                return each;
            }
        }
        SyntaxTree.Name name = tokens.expectName();
        throw tokens.unexpected(
                "a name after the type '" + name.text() + "', which takes no types");
    }

    private void open() throws SyntaxException {
        tokens.take();
        tokens.expect("<");
    }

    private Token size() throws SyntaxException {
        tokens.expect(",");
        return tokens.expect(TokenKind.NUMBER, "a number");
    }

    private LiteralSyntax literal(int depth) throws SyntaxException {
        if (depth > MAXIMUM_LITERAL_DEPTH) {
            throw tokens.refuse(
                    "The default value nests deeper than " + MAXIMUM_LITERAL_DEPTH + " lists.");
        }
        Token token = tokens.peek();
        boolean scalar =
                switch (token.kind()) {
                    case CASE, UUID, NUMBER, STRING -> true;
                    case WORD -> token.is("true") || token.is("false");
                    case QUALIFIED, DOCSTRING, PUNCTUATION, STRAY, END -> false;
                };
        if (scalar) {
            return new LiteralSyntax.Scalar(tokens.take());
        }
        if (!tokens.takeIf("{")) {
            throw tokens.unexpected("a default value");
        }
        List<LiteralSyntax> members = new ArrayList<>();
        do {
            members.add(literal(depth + 1));
        } while (tokens.takeIf(","));
        if (!tokens.peek().is("}")) {
            throw tokens.unexpected("',' or '}'");
        }
        tokens.take();
        return new LiteralSyntax.Members(List.copyOf(members), token.position());
    }
}
