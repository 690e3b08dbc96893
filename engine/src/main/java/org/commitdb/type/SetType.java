package org.commitdb.type;

/// Distinct values of one type, in their total order.
public record SetType(Type element) implements Type {

    /// Refuses `void`, and elements nested too deep, with an [IllegalArgumentException].
    public SetType {
        TypeChecks.element(element);
    }

    @Override
    public String toString() {
        return "set<" + element + ">";
    }
}
