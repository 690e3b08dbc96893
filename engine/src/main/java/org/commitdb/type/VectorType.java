package org.commitdb.type;

/// A sequence of values of one type, addressed by index.
public record VectorType(Type element) implements Type {

    /// Refuses `void` with an [IllegalArgumentException].
    public VectorType {
        TypeChecks.notVoid(element);
    }

    @Override
    public String toString() {
        return "vector<" + element + ">";
    }
}
