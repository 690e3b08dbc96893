package org.commitdb.type;

/// Distinct values of one type, in their total order.
public record SetType(Type element) implements Type {

    /// Refuses `void` with an [IllegalArgumentException].
    public SetType {
        TypeChecks.notVoid(element);
    }

    @Override
    public String toString() {
        return "set<" + element + ">";
    }
}
