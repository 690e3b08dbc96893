package org.commitdb.type;

/// A fixed number of numbers. **Invariants**: the element is numeric, the size at least 1.
public record VecType(PrimitiveType element, int size) implements Type {

    /// Checks the invariants; [IllegalArgumentException] says which is broken.
    public VecType {
        TypeChecks.numericElement("vec", element);
        TypeChecks.positive("size of vec", size);
    }

    @Override
    public String toString() {
        return "vec<" + element + ", " + size + ">";
    }
}
