package org.commitdb.type;

/// A grid of numbers, stored column by column. **Invariants**: the element is numeric, columns and
/// rows at least 1, their product at most [Type#MAXIMUM_ZERO_SCALARS].
public record MatType(PrimitiveType element, int columns, int rows) implements Type {

    /// Checks the invariants; [IllegalArgumentException] says which is broken.
    public MatType {
        TypeChecks.numericElement("mat", element);
        TypeChecks.positive("number of columns of mat", columns);
        TypeChecks.positive("number of rows of mat", rows);
        TypeChecks.extent(
                "mat<" + element + ", " + columns + ", " + rows + ">", (long) columns * rows);
    }

    @Override
    public String toString() {
        return "mat<" + element + ", " + columns + ", " + rows + ">";
    }
}
