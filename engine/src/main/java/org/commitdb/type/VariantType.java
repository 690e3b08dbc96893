package org.commitdb.type;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One value of one of several types. **Invariants**: 1 to 256 alternatives, all different.
public record VariantType(List<Type> alternatives) implements Type {

    /// The most alternatives that a variant may have.
    public static final int MAXIMUM_ALTERNATIVES = 256;

    /// Copies the list and checks the invariants.
    public VariantType {
        alternatives = List.copyOf(alternatives);
        if (alternatives.isEmpty() || alternatives.size() > MAXIMUM_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "A variant has "
                            + alternatives.size()
                            + " alternatives, it must have 1 to "
                            + MAXIMUM_ALTERNATIVES
                            + ".");
        }
        Set<Type> distinct = new HashSet<>();
        for (Type alternative : alternatives) {
            if (!distinct.add(alternative)) {
                throw new IllegalArgumentException(
                        "The type '" + alternative + "' appears twice in variant.");
            }
        }
        TypeChecks.elements(alternatives);
    }

    @Override
    public String toString() {
        return alternatives.stream()
                .map(Type::toString)
                .collect(Collectors.joining(", ", "variant<", ">"));
    }
}
