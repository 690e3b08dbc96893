package org.commitdb.type;

/// A fixed number of numbers. **Invariants**: the element is numeric, the size 1 to
/// [Type#MAXIMUM_ZERO_SCALARS].
public record VecType(PrimitiveType element, int size) implements Type {

    /// Checks the invariants; [IllegalArgumentException] says which is broken.
    public VecType {
        TypeChecks.numericElement("vec", element);
        TypeChecks.positive("size of vec", size);
        TypeChecks.extent("vec<" + element + ", " + size + ">", size);
    }

    @Override
    public String toString() {
        return "vec<" + element + ", " + size + ">";
    }
}
