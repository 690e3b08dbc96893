package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.type.Concept;
import org.commitdb.type.Identifiers;
import org.commitdb.type.QualifiedName;
import org.jspecify.annotations.Nullable;

/// Makes concepts, parents first, however long the chain.
final class ConceptResolver {

    private final Names names;
    private final Diagnostics diagnostics;

    ConceptResolver(Names names, Diagnostics diagnostics) {
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// Defines all concepts among `entries`. One whose parent is in error has none.
    void resolve(List<Scope.Entry> entries) {
        for (Scope.Entry entry : entries) {
            if (entry.declaration() instanceof SyntaxTree.ConceptDeclaration
                    && entry.definition() == null) {
                define(lineage(entry));
            }
        }
    }

    /// The entry and its ancestors that are not defined yet, childmost first.
    private List<Scope.Entry> lineage(Scope.Entry entry) {
        Set<Scope.Entry> lineage = new LinkedHashSet<>();
        for (Scope.Entry each = entry;
                each != null && each.definition() == null;
                each = parent(each)) {
            if (!lineage.add(each)) {
                reportCycle(new ArrayList<>(lineage), each);
                break;
            }
        }
        return new ArrayList<>(lineage);
    }

    private void define(List<Scope.Entry> lineage) {
        Scope.Entry eldest = lineage.getLast();
        Scope.Entry known = parent(eldest);
        Concept parent = known == null ? null : (Concept) known.definition();
        for (Scope.Entry entry : lineage.reversed()) {
            SyntaxTree.ConceptDeclaration declaration =
                    (SyntaxTree.ConceptDeclaration) entry.declaration();
            QualifiedName name =
                    new QualifiedName(entry.scope().namespace(), declaration.name().simple());
            Concept concept = new Concept(name, parent, declaration.documentation());
            entry.define(concept);
            parent = concept;
        }
    }

    private Scope.@Nullable Entry parent(Scope.Entry entry) {
        SyntaxTree.ConceptDeclaration declaration =
                (SyntaxTree.ConceptDeclaration) entry.declaration();
        SyntaxTree.Name parent = declaration.parent();
        if (parent == null) {
            return null;
        }
        String start =
                "The parent '"
                        + parent.text()
                        + "' of concept '"
                        + declaration.name().text()
                        + "' ";
        if (Identifiers.isBuiltInType(parent.text())) {
            diagnostics.report(parent.position(), start + "must be a concept.");
            return null;
        }
        Scope.Entry found = names.find(parent, entry.scope(), start + "is unknown.");
        if (found != null && !(found.declaration() instanceof SyntaxTree.ConceptDeclaration)) {
            diagnostics.report(parent.position(), start + "must be a concept.");
            return null;
        }
        return found;
    }

    private void reportCycle(List<Scope.Entry> lineage, Scope.Entry first) {
        List<Scope.Entry> cycle =
                new ArrayList<>(lineage.subList(lineage.indexOf(first), lineage.size()));
        cycle.add(first);
        String path =
                Diagnostics.path(
                        cycle.stream().map(each -> each.declaration().name().simple()).toList());
        SyntaxTree.Name parent = ((SyntaxTree.ConceptDeclaration) first.declaration()).parent();
        diagnostics.report(
                parent == null ? first.declaration().name().position() : parent.position(),
                "The concept '"
                        + first.declaration().name().simple()
                        + "' inherits from itself: "
                        + path
                        + ".");
    }
}
