package org.commitdb.type;

import java.util.List;

/// Distinct keys of one type, in their total order, each with a value of another.
public record MapType(Type key, Type element) implements Type {

    /// Refuses `void`, and elements nested too deep, with an [IllegalArgumentException].
    public MapType {
        TypeChecks.elements(List.of(key, element));
    }

    @Override
    public String toString() {
        return "map<" + key + ", " + element + ">";
    }
}
