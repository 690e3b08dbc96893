package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses function pools.
final class PoolParser {

    private final TokenStream tokens;
    private final TypeParser types;
    private final List<SyntaxTree.Pool> pools;

    PoolParser(TokenStream tokens, TypeParser types, List<SyntaxTree.Pool> pools) {
        this.tokens = tokens;
        this.types = types;
        this.pools = pools;
    }

    /// Whether a pool begins with `token`.
    static boolean begins(Token token) {
        return token.is("function_pool") || token.is("attachment_function_pool");
    }

    void pool(@Nullable String documentation) throws SyntaxException {
        PoolKind kind =
                tokens.take().is("function_pool")
                        ? PoolKind.FUNCTION
                        : PoolKind.ATTACHMENT_FUNCTION;
        SyntaxTree.Name name = tokens.expectDeclaredName();
        SyntaxTree.Uuid uuid = tokens.expectUuid();
        tokens.expect("{");
        int depth = tokens.depth();
        List<SyntaxTree.PoolFunction> functions = new ArrayList<>();
        pools.add(
                new SyntaxTree.Pool(
                        kind, name, uuid, functions, documentation == null ? "" : documentation));
        while (!tokens.atEnd() && !tokens.peek().is("}")) {
            try {
                functions.add(function(kind));
            } catch (SyntaxException e) {
                if (!tokens.recover(depth)) {
                    throw e;
                }
            }
        }
        tokens.expect("}");
        tokens.expect(";");
    }

    private SyntaxTree.PoolFunction function(PoolKind kind) throws SyntaxException {
        String documentation = tokens.peek().is(TokenKind.DOCSTRING) ? tokens.take().text() : "";
        boolean mutable = kind == PoolKind.ATTACHMENT_FUNCTION && tokens.takeIf("mutable");
        TypeSyntax returnType = types.type();
        SyntaxTree.Name name = tokens.expectDeclaredName();
        tokens.expect("(");
        List<SyntaxTree.PoolParameter> parameters = new ArrayList<>();
        if (!tokens.peek().is(")")) {
            do {
                TypeSyntax type = types.type();
                parameters.add(new SyntaxTree.PoolParameter(tokens.expectDeclaredName(), type));
            } while (tokens.takeIf(","));
        }
        if (!tokens.takeIf(")")) {
            throw tokens.unexpected("',' or ')'");
        }
        tokens.expect(";");
        return new SyntaxTree.PoolFunction(
                name, mutable, returnType, List.copyOf(parameters), documentation);
    }
}
