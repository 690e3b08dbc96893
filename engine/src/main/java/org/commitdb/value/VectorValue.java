package org.commitdb.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import org.commitdb.type.VectorType;

/// A sequence of values of one type, addressed by index, ordered lexicographically.
///
/// **Invariants**: each element has the element type.
public final class VectorValue implements Value, Iterable<Value> {

    private final VectorType type;
    private final IndexedTrie<Value> elements;
    private final int nesting;

    /// Computed when it is first asked for; 0 until then.
    private int hash;

    private VectorValue(VectorType type, IndexedTrie<Value> elements, int nesting) {
        this.type = type;
        this.elements = elements;
        this.nesting = nesting;
    }

    /// The vector without elements.
    public static VectorValue empty(VectorType type) {
        return new VectorValue(type, IndexedTrie.empty(), 1);
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

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    /// A builder that starts with these elements. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof VectorValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        int index = elements.mismatch(that.elements);
        return index == Math.min(size(), that.size())
                ? Integer.compare(size(), that.size())
                : get(index).compareTo(that.get(index));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof VectorValue that
                        && Conformance.same(type, that.type)
                        && size() == that.size()
                        && elements.mismatch(that.elements) == size());
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = size();
            for (Value element : this) {
                sum = 31 * sum + element.hashCode();
            }
            hash = sum;
        }
        return hash;
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
        private final IndexedTrieEditor<Value> elements;
        private int nesting;

        private Builder(VectorValue vector) {
            type = vector.type;
            elements = new IndexedTrieEditor<>(vector.elements);
            nesting = vector.nesting;
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
            elements.set(index, checked(value));
            return this;
        }

        /// Adds `value` at the end.
        ///
        /// **Errors**: [IllegalArgumentException] when the value has another type.
        public Builder append(Value value) {
            elements.append(checked(value));
            return this;
        }

        private Value checked(Value value) {
            Value element = Conformance.require(type.element(), value);
            nesting = Math.max(nesting, 1 + Nesting.bound(element));
            return element;
        }

        /// The vector as it is now; the builder may go on. **Cost**: O(1).
        public VectorValue build() {
            return new VectorValue(type, elements.freeze(), nesting);
        }
    }
}
