package org.commitdb.type;

import java.util.List;
import java.util.stream.Collectors;

/// A fixed sequence of values, each of its own type. **Invariants**: at least one.
public record TupleType(List<Type> elements) implements Type {

    /// Copies the list and checks the invariants.
    public TupleType {
        elements = List.copyOf(elements);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("A tuple must have at least one element.");
        }
        TypeChecks.elements(elements);
        TypeChecks.extent("a tuple", TypeExtent.sum(elements));
    }

    @Override
    public String toString() {
        return elements.stream()
                .map(Type::toString)
                .collect(Collectors.joining(", ", "tuple<", ">"));
    }
}
