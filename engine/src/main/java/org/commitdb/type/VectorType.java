package org.commitdb.type;

/// A sequence of values of one type, addressed by index.
public record VectorType(Type element) implements Type {

    /// Refuses `void`, and elements nested too deep, with an [IllegalArgumentException].
    public VectorType {
        TypeChecks.element(element);
    }

    @Override
    public String toString() {
        return "vector<" + element + ">";
    }
}
