package org.commitdb.dsm;

import java.util.List;

/// A type as written.
sealed interface TypeSyntax {

    /// Where the type begins.
    Position position();

    /// A name.
    record Reference(SyntaxTree.Name name) implements TypeSyntax {
        @Override
        public Position position() {
            return name.position();
        }
    }

    /// `key<name>`.
    record Key(SyntaxTree.Name target, Position position) implements TypeSyntax {}

    /// `vec<name, number>`.
    record Vec(SyntaxTree.Name element, Token size, Position position) implements TypeSyntax {}

    /// `mat<name, number, number>`.
    record Mat(SyntaxTree.Name element, Token columns, Token rows, Position position)
            implements TypeSyntax {}

    /// A generic type of one or more types.
    record Generic(GenericWord word, List<TypeSyntax> arguments, Position position)
            implements TypeSyntax {}

    /// The words that take types in angle brackets.
    enum GenericWord {
        OPTIONAL("optional"),
        VECTOR("vector"),
        SET("set"),
        XARRAY("xarray"),
        MAP("map"),
        TUPLE("tuple"),
        VARIANT("variant");

        private final String text;

        GenericWord(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
