package org.commitdb.type;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A group of concepts that may stand where any of them may. Its runtime id does not cover the
/// members, which may grow.
///
/// **Invariants**: members all different; equal when name and runtime id are.
public final class Club implements Definition, KeyTarget {

    private final QualifiedName name;
    private final List<Concept> members;
    private final String documentation;
    private final RuntimeId runtimeId;

    /// A definition with this content; its runtime id is computed.
    public Club(QualifiedName name, List<Concept> members, String documentation) {
        Identifiers.requireNotBuiltIn(name.name());
        TypeChecks.text("documentation of '" + name + "'", documentation);
        this.name = name;
        this.members = List.copyOf(members);
        this.documentation = documentation;
        Set<Concept> distinct = new HashSet<>();
        for (Concept member : members) {
            if (!distinct.add(member)) {
                throw new IllegalArgumentException(
                        "The concept '" + member + "' is already a member of club '" + name + "'.");
            }
        }
        this.runtimeId = RuntimeIds.of(this);
    }

    @Override
    public QualifiedName name() {
        return name;
    }

    /// The member concepts, in declaration order.
    public List<Concept> members() {
        return members;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// Whether `concept` is a member or descends from one. **Cost**: O(members × depth).
    public boolean accepts(Concept concept) {
        return members.stream().anyMatch(concept::isA);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Club that
                && runtimeId.equals(that.runtimeId)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return runtimeId.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
