package org.commitdb.type;

/// Distinct keys of one type, in their total order, each with a value of another.
public record MapType(Type key, Type element) implements Type {

    /// Refuses `void` with an [IllegalArgumentException].
    public MapType {
        TypeChecks.notVoid(key);
        TypeChecks.notVoid(element);
    }

    @Override
    public String toString() {
        return "map<" + key + ", " + element + ">";
    }
}
