package org.commitdb.dsm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commitdb.type.Definition;
import org.commitdb.type.Namespace;
import org.jspecify.annotations.Nullable;

/// A namespace of the assembly with the names that types share in it, from all its blocks.
final class Scope {

    private final Namespace namespace;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Scope(Namespace namespace) {
        this.namespace = namespace;
    }

    Namespace namespace() {
        return namespace;
    }

    /// What is declared, by simple name, in declaration order.
    Map<String, Entry> entries() {
        return entries;
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
