package org.commitdb.value;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;

/// A fixed sequence of values, each of its own type, ordered lexicographically.
///
/// **Invariants**: as many values as the type has elements, each of its type.
public final class TupleValue implements Value {

    private final TupleType type;
    private final Value[] elements;
    private final int nesting;

    private TupleValue(TupleType type, Value[] elements) {
        this.type = type;
        this.elements = elements;
        this.nesting = 1 + Nesting.most(elements);
    }

    /// The tuple of these elements.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, or a value of another type than
    /// its place.
    public static TupleValue of(TupleType type, Value... elements) {
        List<Type> types = type.elements();
        if (elements.length != types.size()) {
            throw new IllegalArgumentException(
                    type + " has " + types.size() + " elements, not " + elements.length);
        }
        Value[] checked = new Value[elements.length];
        for (int i = 0; i < elements.length; i++) {
            checked[i] = Conformance.require(types.get(i), elements[i]);
        }
        return new TupleValue(type, checked);
    }

    /// The tuple of these elements.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, or a value of another type than
    /// its place.
    public static TupleValue of(TupleType type, List<? extends Value> elements) {
        return of(type, elements.toArray(Value[]::new));
    }

    @Override
    public TupleType type() {
        return type;
    }

    /// How many elements there are.
    public int size() {
        return elements.length;
    }

    /// The element at `index`. **Errors**: [IndexOutOfBoundsException].
    public Value get(int index) {
        return elements[Objects.checkIndex(index, elements.length)];
    }

    /// This tuple with `value` at `index`. **Cost**: O(elements).
    ///
    /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the value has
    /// another type than the place.
    @SuppressWarnings("ReferenceEquality")
    public TupleValue with(int index, Value value) {
        Objects.checkIndex(index, elements.length);
        Value checked = Conformance.require(type.elements().get(index), value);
        return checked == elements[index]
                ? this
                : new TupleValue(type, ValueArrays.with(elements, index, checked));
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof TupleValue that && Conformance.same(type, that.type)
                ? ValueArrays.compare(elements, that.elements)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TupleValue that
                        && Conformance.same(type, that.type)
                        && Arrays.equals(elements, that.elements));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
