package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.EnumerationCase;
import org.commitdb.type.Field;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.Literal;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Gives the names of a syntax tree their meaning, checks it, and makes the model.
final class Resolver {

    private final Diagnostics diagnostics;
    private final Symbols symbols;
    private final Names names;
    private final TypeResolver types;
    private final Map<SyntaxTree.Membership, Scope> memberships = new LinkedHashMap<>();
    private final List<Supplier<@Nullable Definition>> declarations = new ArrayList<>();
    private final Set<List<Object>> attachmentIdentities = new HashSet<>();

    /// A resolver that reports to `diagnostics`; what these have already are syntax errors.
    Resolver(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.symbols = new Symbols(diagnostics);
        this.names = new Names(symbols, diagnostics, !diagnostics.isEmpty());
        this.types = new TypeResolver(names, diagnostics);
    }

    /// The model; null when anything was reported.
    @Nullable DsmModel resolve(SyntaxTree tree) {
        for (SyntaxTree.NamespaceBlock block : tree.namespaces()) {
            Scope scope = symbols.open(block);
            block.declarations().forEach(declaration -> declare(scope, declaration));
        }
        new ConceptResolver(names, diagnostics).resolve(symbols.entries());
        clubs();
        for (Scope.Entry entry : symbols.entries()) {
            if (entry.declaration() instanceof SyntaxTree.EnumDeclaration declaration) {
                entry.define(enumeration(entry, declaration));
            }
        }
        for (Scope.Entry entry : new StructureOrder(symbols, diagnostics).of(symbols.entries())) {
            entry.define(structure(entry, (SyntaxTree.StructDeclaration) entry.declaration()));
        }
        List<Definition> definitions = new ArrayList<>();
        for (Supplier<@Nullable Definition> declaration : declarations) {
            Definition definition = declaration.get();
            if (definition != null) {
                definitions.add(definition);
            }
        }
        List<FunctionPool> pools = new PoolResolver(types, diagnostics).resolve(tree.pools());
        return diagnostics.isEmpty() ? new DsmModel(Definitions.of(definitions), pools) : null;
    }

    private void declare(Scope scope, SyntaxTree.Declaration declaration) {
        switch (declaration) {
            case SyntaxTree.Named named -> {
                Scope.Entry entry = symbols.declare(scope, named);
                if (entry != null) {
                    declarations.add(entry::definition);
                }
            }
            case SyntaxTree.Membership membership -> memberships.put(membership, scope);
            case SyntaxTree.AttachmentDeclaration attachment ->
                    declarations.add(() -> attachment(scope, attachment));
        }
    }

    private void clubs() {
        Map<Scope.Entry, Set<Concept>> members = new HashMap<>();
        memberships.forEach((membership, scope) -> join(members, membership, scope));
        for (Scope.Entry entry : symbols.entries()) {
            if (entry.declaration() instanceof SyntaxTree.ClubDeclaration declaration) {
                List<Concept> joined = List.copyOf(members.getOrDefault(entry, Set.of()));
                entry.define(new Club(name(entry), joined, declaration.documentation()));
            }
        }
    }

    private void join(
            Map<Scope.Entry, Set<Concept>> members, SyntaxTree.Membership membership, Scope scope) {
        SyntaxTree.Name clubName = membership.club();
        SyntaxTree.Name memberName = membership.member();
        String noClub = "The type '" + clubName.text() + "' in membership must be a club.";
        String noConcept =
                "The member '"
                        + memberName.text()
                        + "' of club '"
                        + clubName.text()
                        + "' must be a concept.";
        Scope.Entry club = names.find(clubName, scope, noClub);
        Scope.Entry member = names.find(memberName, scope, noConcept);
        boolean isClub = club != null && club.declaration() instanceof SyntaxTree.ClubDeclaration;
        if (club != null && !isClub) {
            diagnostics.report(clubName.position(), noClub);
        }
        if (member == null) {
            return;
        }
        if (!(member.definition() instanceof Concept concept)) {
            diagnostics.report(memberName.position(), noConcept);
        } else if (club != null && isClub) {
            if (!members.computeIfAbsent(club, key -> new LinkedHashSet<>()).add(concept)) {
                diagnostics.report(
                        memberName.position(),
                        "The concept '"
                                + memberName.text()
                                + "' is already a member of club '"
                                + clubName.text()
                                + "'.");
            }
        }
    }

    private @Nullable Enumeration enumeration(
            Scope.Entry entry, SyntaxTree.EnumDeclaration declaration) {
        Set<String> known = new HashSet<>();
        List<EnumerationCase> cases = new ArrayList<>();
        for (SyntaxTree.Case each : declaration.cases()) {
            String name = each.name().simple();
            if (known.add(name)) {
                cases.add(new EnumerationCase(name, each.documentation()));
            } else {
                diagnostics.report(
                        each.name().position(),
                        "The case '"
                                + name
                                + "' is already defined in enum '"
                                + declaration.name().text()
                                + "'.");
            }
        }
        if (cases.size() > Enumeration.MAXIMUM_CASES) {
            diagnostics.report(
                    declaration.name().position(),
                    "The enum '"
                            + declaration.name().text()
                            + "' has "
                            + cases.size()
                            + " cases, the limit is "
                            + Enumeration.MAXIMUM_CASES
                            + ".");
            return null;
        }
        return new Enumeration(name(entry), cases, declaration.documentation());
    }

    private @Nullable Structure structure(
            Scope.Entry entry, SyntaxTree.StructDeclaration declaration) {
        String structName = declaration.name().text();
        if (declaration.fields().isEmpty()) {
            if (!names.incomplete()) {
                diagnostics.report(
                        declaration.name().position(),
                        "The struct '" + structName + "' has no field.");
            }
            return null;
        }
        Set<String> known = new HashSet<>();
        List<Field> fields = new ArrayList<>();
        for (SyntaxTree.StructField each : declaration.fields()) {
            if (!known.add(each.name().simple())) {
                diagnostics.report(
                        each.name().position(),
                        "The field '"
                                + each.name().text()
                                + "' is already defined in struct '"
                                + structName
                                + "'.");
            }
            Field field = field(entry.scope(), each);
            if (field != null) {
                fields.add(field);
            }
        }
        if (fields.size() != declaration.fields().size() || known.size() != fields.size()) {
            return null;
        }
        try {
            return new Structure(name(entry), fields, declaration.documentation());
        } catch (IllegalArgumentException e) {
            diagnostics.report(declaration.name().position(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Field field(Scope scope, SyntaxTree.StructField syntax) {
        Type type = types.value(syntax.type(), scope);
        if (type == null) {
            return null;
        }
        String name = syntax.name().simple();
        LiteralSyntax written = syntax.defaultValue();
        Literal literal =
                written == null
                        ? Literal.NONE
                        : new DefaultResolver(name, diagnostics).resolve(type, written);
        return new Field(
                name, type, literal == null ? Literal.NONE : literal, syntax.documentation());
    }

    private @Nullable Attachment attachment(
            Scope scope, SyntaxTree.AttachmentDeclaration declaration) {
        SyntaxTree.Name key = declaration.key();
        String name = declaration.name().simple();
        String wrong =
                "The type K='"
                        + key.text()
                        + "' in attachment<K, D> '"
                        + name
                        + "' must be a concept.";
        KeyTarget target = types.keyTarget(key, scope, wrong, wrong);
        Type document = types.value(declaration.document(), scope);
        if (target == null) {
            return null;
        }
        if (!attachmentIdentities.add(List.of(scope, target, name))) {
            String targetName =
                    target instanceof Definition definition ? definition.name().name() : key.text();
            diagnostics.report(
                    declaration.name().position(),
                    "The attachment '" + targetName + "." + name + "' is already defined.");
        }
        return document == null
                ? null
                : new Attachment(
                        new QualifiedName(scope.namespace(), name),
                        target,
                        document,
                        declaration.documentation());
    }

    private static QualifiedName name(Scope.Entry entry) {
        return new QualifiedName(entry.scope().namespace(), entry.declaration().name().simple());
    }
}
