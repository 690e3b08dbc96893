package org.commitdb.type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts definitions after what they refer to, otherwise as given. Definitions cannot form a cycle,
/// because each holds those that it refers to. **Cost**: O(definitions and references), without
/// recursion.
final class DependencyOrder {

    private final Map<Definition, Definition> members = new HashMap<>();
    private final Set<Definition> visited = new HashSet<>();
    private final Deque<Visit> visits = new ArrayDeque<>();
    private final List<Definition> ordered = new ArrayList<>();

    private DependencyOrder(Collection<? extends Definition> definitions) {
        definitions.forEach(definition -> members.putIfAbsent(definition, definition));
    }

    /// The definitions of the collection in dependency order; what lies outside it is ignored.
    static List<Definition> of(Collection<? extends Definition> definitions) {
        DependencyOrder order = new DependencyOrder(definitions);
        definitions.forEach(order::place);
        return order.ordered;
    }

    private void place(Definition first) {
        begin(first);
        while (!visits.isEmpty()) {
            Visit visit = visits.peek();
            if (visit.references.hasNext()) {
                begin(visit.references.next());
            } else {
                visits.pop();
                ordered.add(visit.definition);
            }
        }
    }

    private void begin(Definition reference) {
        Definition member = members.get(reference);
        if (member != null && visited.add(member)) {
            visits.push(new Visit(member, References.of(member).iterator()));
        }
    }

    private record Visit(Definition definition, Iterator<Definition> references) {}
}
