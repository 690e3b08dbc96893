package org.commitdb.value;

import java.util.List;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;

/// One value of one of several types, ordered by alternative, then by value.
///
/// **Invariants**: never empty; the value has the type of its alternative exactly.
public final class VariantValue implements Value {

    private final VariantType type;
    private final int index;
    private final Value value;
    private final int nesting;

    private VariantValue(VariantType type, int index, Value value) {
        this.type = type;
        this.index = index;
        this.value = value;
        this.nesting = 1 + Nesting.bound(value);
    }

    /// Holds `value`. **Errors**: [IllegalArgumentException] when its type is no alternative.
    public static VariantValue of(VariantType type, Value value) {
        List<Type> alternatives = type.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            if (Conformance.same(alternatives.get(i), value.type())) {
                return new VariantValue(type, i, value);
            }
        }
        throw new IllegalArgumentException(
                "expected a value of " + type + ", found one of type " + value.type());
    }

    /// Which alternative the value is of, from 0.
    public int index() {
        return index;
    }

    /// The value.
    public Value value() {
        return value;
    }

    @Override
    public VariantType type() {
        return type;
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof VariantValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        return index != that.index
                ? Integer.compare(index, that.index)
                : value.compareTo(that.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariantValue that
                && index == that.index
                && Conformance.same(type, that.type)
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * index + value.hashCode();
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
