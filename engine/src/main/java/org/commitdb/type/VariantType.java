package org.commitdb.type;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// One value of one of several types. **Invariants**: 1 to 256 alternatives, all different.
public record VariantType(List<Type> alternatives) implements Type {

    /// The most alternatives that a variant may have.
    public static final int MAXIMUM_ALTERNATIVES = 256;

    /// Copies the list and checks the invariants.
    public VariantType {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty() || alternatives.size() > MAXIMUM_ALTERNATIVES) {
            throw new IllegalArgumentException("a variant has 1 to 256 alternatives, not " + alternatives.size());
        }
        if (new HashSet<>(alternatives).size() != alternatives.size()) {
            throw new IllegalArgumentException("an alternative appears twice in variant");
        }
        alternatives.forEach(TypeChecks::notVoid);
    }

    @Override
    public String toString() {
        return alternatives.stream().map(Type::toString).collect(Collectors.joining(", ", "variant<", ">"));
    }
}
