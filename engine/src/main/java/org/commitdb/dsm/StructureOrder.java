package org.commitdb.dsm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// Puts structures after those that they embed, and reports those that embed themselves. Keys embed
/// nothing. **Cost**: O(fields and type words), without recursion over structures.
final class StructureOrder {

    private final Symbols symbols;
    private final Diagnostics diagnostics;
    private final Set<Scope.Entry> visited = new HashSet<>();
    private final Set<Scope.Entry> recursive = new HashSet<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Set<Scope.Entry> open = new HashSet<>();
    private final List<Scope.Entry> ordered = new ArrayList<>();

    StructureOrder(Symbols symbols, Diagnostics diagnostics) {
        this.symbols = symbols;
        this.diagnostics = diagnostics;
    }

    /// The structures among `entries`, embedded ones first.
    List<Scope.Entry> of(List<Scope.Entry> entries) {
        for (Scope.Entry entry : entries) {
            if (isStructure(entry) && visited.add(entry)) {
                visit(entry);
            }
        }
        return ordered;
    }

    private void visit(Scope.Entry first) {
        begin(first);
        while (!visits.isEmpty()) {
            Visit visit = visits.getLast();
            if (visit.edges.hasNext()) {
                visit.current = visit.edges.next();
                Scope.Entry target = visit.current.target;
                if (open.contains(target)) {
                    report(target);
                } else if (visited.add(target)) {
                    begin(target);
                }
            } else {
                visits.removeLast();
                open.remove(visit.entry);
                ordered.add(visit.entry);
            }
        }
    }

    private void begin(Scope.Entry entry) {
        open.add(entry);
        visits.add(new Visit(entry, edges(entry)));
    }

    private void report(Scope.Entry target) {
        int begin = visits.size() - 1;
        while (visits.get(begin).entry != target) {
            begin--;
        }
        if (!recursive.add(target)) {
            return;
        }
        List<Visit> cycle = visits.subList(begin, visits.size());
        String path = Diagnostics.path(cycle.stream().map(Visit::step).toList());
        diagnostics.report(
                cycle.getFirst().current.position,
                "The struct '"
                        + target.declaration().name().simple()
                        + "' is recursive: "
                        + path
                        + ".");
    }

    private Iterator<Edge> edges(Scope.Entry entry) {
        List<Edge> edges = new ArrayList<>();
        SyntaxTree.StructDeclaration structure = (SyntaxTree.StructDeclaration) entry.declaration();
        for (SyntaxTree.StructField field : structure.fields()) {
            Deque<TypeSyntax> types = new ArrayDeque<>(List.of(field.type()));
            while (!types.isEmpty()) {
                TypeSyntax type = types.poll();
                if (type instanceof TypeSyntax.Generic generic) {
                    types.addAll(generic.arguments());
                } else if (type instanceof TypeSyntax.Reference reference) {
                    symbols.find(reference.name(), entry.scope()).stream()
                            .filter(StructureOrder::isStructure)
                            .forEach(target ->
                                    edges.add(
                                            new Edge(
                                                    field.name().text(), type.position(), target)));
                }
            }
        }
        return edges.iterator();
    }

    private static boolean isStructure(Scope.Entry entry) {
        return entry.declaration() instanceof SyntaxTree.StructDeclaration;
    }

    private record Edge(String field, Position position, Scope.Entry target) {}

    private static final class Visit {

        private final Scope.Entry entry;
        private final Iterator<Edge> edges;
        private Edge current;

        Visit(Scope.Entry entry, Iterator<Edge> edges) {
            this.entry = entry;
            this.edges = edges;
            this.current = new Edge("", entry.declaration().name().position(), entry);
        }

        String step() {
            return entry.declaration().name().simple() + "." + current.field;
        }
    }
}
