package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the tokens of one part by recursive descent. After an error it goes on with the next
/// field or declaration.
final class Parser {

    private final TokenStream tokens;
    private final TypeParser types;
    private final List<SyntaxTree.NamespaceBlock> namespaces;
    private final PoolParser pools;

    /// A parser that adds what it finds to `namespaces` and `pools`.
    Parser(
            List<Token> tokens,
            Diagnostics diagnostics,
            List<SyntaxTree.NamespaceBlock> namespaces,
            List<SyntaxTree.Pool> pools) {
        this.tokens = new TokenStream(tokens, diagnostics);
        this.types = new TypeParser(this.tokens);
        this.namespaces = namespaces;
        this.pools = new PoolParser(this.tokens, types, pools);
    }

    void parse() {
        while (!tokens.atEnd()) {
            try {
                topLevel();
            } catch (SyntaxException e) {
                tokens.skipTo(token -> token.is("namespace") || PoolParser.begins(token), 0);
            }
        }
    }

    private void topLevel() throws SyntaxException {
        String documentation = documentation();
        if (PoolParser.begins(tokens.peek())) {
            pools.pool(documentation);
        } else if (documentation == null && tokens.takeIf("namespace")) {
            namespace();
        } else {
            String start = documentation == null ? "'namespace', " : "";
            throw tokens.unexpected(start + "'function_pool' or 'attachment_function_pool'");
        }
    }

    private void namespace() throws SyntaxException {
        SyntaxTree.Name name = tokens.expectDeclaredName();
        SyntaxTree.Uuid uuid = tokens.expectUuid();
        tokens.expect("{");
        int depth = tokens.depth();
        List<SyntaxTree.Declaration> declarations = new ArrayList<>();
        namespaces.add(new SyntaxTree.NamespaceBlock(name, uuid, declarations));
        while (!tokens.atEnd()
                && !tokens.peek().is("}")
                && !tokens.peek().is("namespace")
                && !PoolParser.begins(tokens.peek())) {
            try {
                declarations.add(declaration());
            } catch (SyntaxException e) {
                if (!tokens.recover(depth)) {
                    tokens.skipTo(token -> true, depth);
                }
            }
        }
        tokens.expect("}");
        tokens.expect(";");
    }

    private SyntaxTree.Declaration declaration() throws SyntaxException {
        @Nullable String documentation = documentation();
        String text = documentation == null ? "" : documentation;
        if (tokens.takeIf("concept")) {
            return concept(text);
        } else if (tokens.takeIf("club")) {
            SyntaxTree.Name name = tokens.expectDeclaredName();
            tokens.expect(";");
            return new SyntaxTree.ClubDeclaration(name, text);
        } else if (tokens.takeIf("enum")) {
            return enumeration(text);
        } else if (tokens.takeIf("struct")) {
            return structure(text);
        } else if (tokens.takeIf("attachment")) {
            return attachment(text);
        } else if (documentation == null && tokens.takeIf("membership")) {
            SyntaxTree.Name club = tokens.expectName();
            SyntaxTree.Name member = tokens.expectName();
            tokens.expect(";");
            return new SyntaxTree.Membership(club, member);
        }
        SyntaxException e =
                tokens.unexpected(
                        "'concept', 'club', "
                                + (documentation == null ? "'membership', " : "")
                                + "'enum', 'struct', 'attachment'"
                                + (documentation == null ? " or '}'" : ""));
        if (!tokens.peek().is("}")) {
            tokens.take();
        }
        throw e;
    }

    private SyntaxTree.Declaration concept(String documentation) throws SyntaxException {
        SyntaxTree.Name name = tokens.expectDeclaredName();
        SyntaxTree.Name parent = null;
        if (tokens.takeIf("is")) {
            tokens.expect("a");
            parent = tokens.expectName();
        }
        tokens.expect(";");
        return new SyntaxTree.ConceptDeclaration(name, parent, documentation);
    }

    private SyntaxTree.Declaration enumeration(String documentation) throws SyntaxException {
        SyntaxTree.Name name = tokens.expectDeclaredName();
        tokens.expect("{");
        List<SyntaxTree.Case> cases = new ArrayList<>();
        do {
            @Nullable String caseDocumentation = documentation();
            cases.add(
                    new SyntaxTree.Case(
                            tokens.expectDeclaredName(),
                            caseDocumentation == null ? "" : caseDocumentation));
        } while (tokens.takeIf(","));
        tokens.expect("}");
        tokens.expect(";");
        return new SyntaxTree.EnumDeclaration(name, List.copyOf(cases), documentation);
    }

    private SyntaxTree.Declaration structure(String documentation) throws SyntaxException {
        SyntaxTree.Name name = tokens.expectDeclaredName();
        tokens.expect("{");
        int depth = tokens.depth();
        List<SyntaxTree.StructField> fields = new ArrayList<>();
        while (!tokens.atEnd() && !tokens.peek().is("}")) {
            try {
                fields.add(field());
            } catch (SyntaxException e) {
                if (!tokens.recover(depth)) {
                    throw e;
                }
            }
        }
        tokens.expect("}");
        tokens.expect(";");
        return new SyntaxTree.StructDeclaration(name, List.copyOf(fields), documentation);
    }

    private SyntaxTree.StructField field() throws SyntaxException {
        @Nullable String documentation = documentation();
        TypeSyntax type = types.type();
        SyntaxTree.Name name = tokens.expectDeclaredName();
        LiteralSyntax literal = null;
        if (tokens.takeIf("=")) {
            literal = types.literal();
            tokens.expect(";");
        } else if (!tokens.takeIf(";")) {
            throw tokens.unexpected("'=' or ';'");
        }
        return new SyntaxTree.StructField(
                name, type, literal, documentation == null ? "" : documentation);
    }

    private SyntaxTree.Declaration attachment(String documentation) throws SyntaxException {
        tokens.expect("<");
        SyntaxTree.Name key = tokens.expectName();
        tokens.expect(",");
        TypeSyntax document = types.type();
        tokens.expect(">");
        SyntaxTree.Name name = tokens.expectDeclaredName();
        tokens.expect(";");
        return new SyntaxTree.AttachmentDeclaration(name, key, document, documentation);
    }

    private @Nullable String documentation() {
        return tokens.peek().is(TokenKind.DOCSTRING) ? tokens.take().text() : null;
    }
}
