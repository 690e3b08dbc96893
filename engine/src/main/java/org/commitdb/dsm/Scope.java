package org.commitdb.dsm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commitdb.type.Definition;
import org.commitdb.type.Namespace;
import org.jspecify.annotations.Nullable;

/// A namespace of the assembly with the names that types share in it, from all its blocks.
///
/// @param entries by simple name, in declaration order
record Scope(Namespace namespace, Map<String, Entry> entries) {

    Scope(Namespace namespace) {
        this(namespace, new LinkedHashMap<>());
    }

    /// A declared name; gets its definition when that is sound.
    static final class Entry {

        private final Scope scope;
        private final SyntaxTree.Named declaration;
        private @Nullable Definition definition;

        Entry(Scope scope, SyntaxTree.Named declaration) {
            this.scope = scope;
            this.declaration = declaration;
        }

        Scope scope() {
            return scope;
        }

        SyntaxTree.Named declaration() {
            return declaration;
        }

        /// What was made of the declaration; null before that, and where an error was reported.
        @Nullable Definition definition() {
            return definition;
        }

        void define(@Nullable Definition made) {
            definition = made;
        }

        String qualified() {
            return scope.namespace.name() + "::" + declaration.name().simple();
        }
    }
}
