package org.commitdb.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.commitdb.type.VectorType;

/// A sequence of values of one type, addressed by index, ordered lexicographically.
///
/// **Invariants**: each element has the element type.
public final class VectorValue implements Value, Iterable<Value> {

    private final VectorType type;
    private final List<Value> elements;

    private VectorValue(VectorType type, List<Value> elements) {
        this.type = type;
        this.elements = elements;
    }

    /// The vector without elements.
    public static VectorValue empty(VectorType type) {
        return new VectorValue(type, List.of());
    }

    /// The vector of these elements, in their order.
    ///
    /// **Errors**: [IllegalArgumentException] when one has another type than the element type.
    public static VectorValue of(VectorType type, Collection<? extends Value> elements) {
        Builder builder = empty(type).toBuilder();
        elements.forEach(builder::append);
        return builder.build();
    }

    /// The vector of these elements, in their order.
    ///
    /// **Errors**: [IllegalArgumentException] when one has another type than the element type.
    public static VectorValue of(VectorType type, Value... elements) {
        return of(type, Arrays.asList(elements));
    }

    @Override
    public VectorType type() {
        return type;
    }

    /// How many elements there are.
    public int size() {
        return elements.size();
    }

    /// Whether there is no element.
    public boolean isEmpty() {
        return size() == 0;
    }

    /// The element at `index`. **Errors**: [IndexOutOfBoundsException]. **Cost**: O(log n).
    public Value get(int index) {
        return elements.get(index);
    }

    /// This vector with `value` at `index`. **Cost**: O(log n).
    ///
    /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the value has
    /// another type.
    public VectorValue with(int index, Value value) {
        Builder builder = toBuilder();
        builder.set(index, value);
        return builder.build();
    }

    /// This vector followed by `value`. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type.
    public VectorValue append(Value value) {
        Builder builder = toBuilder();
        builder.append(value);
        return builder.build();
    }

    /// The elements in order.
    @Override
    public Iterator<Value> iterator() {
        return elements.iterator();
    }

    /// A builder that starts with these elements. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(type, elements);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof VectorValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        Iterator<Value> left = iterator();
        Iterator<Value> right = that.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = left.next().compareTo(right.next());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(size(), that.size());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof VectorValue that
                        && Conformance.same(type, that.type)
                        && elements.equals(that.elements));
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }

    /// Edits a vector in place.
    ///
    /// **Threads**: one at a time.
    public static final class Builder {

        private final VectorType type;
        private final List<Value> elements;

        private Builder(VectorType type, List<Value> elements) {
            this.type = type;
            this.elements = new ArrayList<>(elements);
        }

        /// How many elements there are.
        public int size() {
            return elements.size();
        }

        /// The element at `index`. **Errors**: [IndexOutOfBoundsException].
        public Value get(int index) {
            return elements.get(index);
        }

        /// Puts `value` at `index`.
        ///
        /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the value has
        /// another type.
        public Builder set(int index, Value value) {
            elements.set(
                    Objects.checkIndex(index, size()), Conformance.require(type.element(), value));
            return this;
        }

        /// Adds `value` at the end.
        ///
        /// **Errors**: [IllegalArgumentException] when the value has another type.
        public Builder append(Value value) {
            elements.add(Conformance.require(type.element(), value));
            return this;
        }

        /// The vector as it is now; the builder may go on. **Cost**: O(1).
        public VectorValue build() {
            return new VectorValue(type, List.copyOf(elements));
        }
    }
}
