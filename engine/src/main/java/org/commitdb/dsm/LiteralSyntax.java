package org.commitdb.dsm;

import java.util.List;

/// A default value as written.
sealed interface LiteralSyntax {

    /// Where the literal begins.
    Position position();

    /// One token.
    record Scalar(Token token) implements LiteralSyntax {
        @Override
        public Position position() {
            return token.position();
        }
    }

    /// A list in braces.
    record Members(List<LiteralSyntax> members, Position position) implements LiteralSyntax {}
}
