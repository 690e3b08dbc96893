package org.commitdb.value;

import org.commitdb.type.Enumeration;

/// A case of an enumeration, ordered by declaration.
///
/// **Invariants**: the index is that of a declared case.
public final class EnumerationValue implements Value {

    private final Enumeration type;
    private final int index;

    private EnumerationValue(Enumeration type, int index) {
        this.type = type;
        this.index = index;
    }

    /// The case at `index`.
    ///
    /// **Errors**: [IllegalArgumentException] when there is none.
    public static EnumerationValue of(Enumeration type, int index) {
        if (index < 0 || index >= type.cases().size()) {
            throw new IllegalArgumentException("enumeration " + type + " has no case " + index);
        }
        return new EnumerationValue(type, index);
    }

    /// The case named `caseName`, without a dot.
    ///
    /// **Errors**: [IllegalArgumentException] when there is none.
    public static EnumerationValue of(Enumeration type, String caseName) {
        int index = type.indexOf(caseName);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "enumeration " + type + " has no case '" + caseName + "'");
        }
        return new EnumerationValue(type, index);
    }

    @Override
    public Enumeration type() {
        return type;
    }

    /// The place of the case in the declaration, from 0.
    public int index() {
        return index;
    }

    /// The name of the case.
    public String caseName() {
        return type.cases().get(index).name();
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof EnumerationValue that && Conformance.same(type, that.type)
                ? Integer.compare(index, that.index)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnumerationValue that
                && index == that.index
                && Conformance.same(type, that.type);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + index;
    }

    @Override
    public String toString() {
        return "." + caseName();
    }
}
