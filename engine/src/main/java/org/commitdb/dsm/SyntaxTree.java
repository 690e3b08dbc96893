package org.commitdb.dsm;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a text says, before names have a meaning. Nesting is bounded by the parser.
///
/// @param namespaces the blocks, in order
/// @param pools the function pools, in order
record SyntaxTree(List<NamespaceBlock> namespaces, List<Pool> pools) {

    /// A name where it is declared or used.
    record Name(String text, Position position) {

        boolean isQualified() {
            return text.contains("::");
        }

        /// The part before `::`.
        String namespace() {
            return text.substring(0, text.indexOf("::"));
        }

        /// The part after `::`, or all.
        String simple() {
            return isQualified() ? text.substring(text.indexOf("::") + 2) : text;
        }
    }

    record Uuid(UUID value, Position position) {}

    record NamespaceBlock(Name name, Uuid uuid, List<Declaration> declarations) {}

    /// What may stand in a namespace.
    sealed interface Declaration {}

    /// A declaration of a name that types share.
    sealed interface Named extends Declaration {
        Name name();
    }

    record ConceptDeclaration(Name name, @Nullable Name parent, String documentation)
            implements Named {}

    record ClubDeclaration(Name name, String documentation) implements Named {}

    record EnumDeclaration(Name name, List<Case> cases, String documentation) implements Named {}

    record StructDeclaration(Name name, List<StructField> fields, String documentation)
            implements Named {}

    record Membership(Name club, Name member) implements Declaration {}

    record AttachmentDeclaration(Name name, Name key, TypeSyntax document, String documentation)
            implements Declaration {}

    record Case(Name name, String documentation) {}

    record StructField(
            Name name,
            TypeSyntax type,
            @Nullable LiteralSyntax defaultValue,
            String documentation) {}

    record Pool(
            PoolKind kind,
            Name name,
            Uuid uuid,
            List<PoolFunction> functions,
            String documentation) {}

    record PoolFunction(
            Name name,
            boolean mutable,
            TypeSyntax returnType,
            List<PoolParameter> parameters,
            String documentation) {}

    record PoolParameter(Name name, TypeSyntax type) {}
}
