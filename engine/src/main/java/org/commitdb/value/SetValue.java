package org.commitdb.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.commitdb.type.SetType;

/// Distinct values of one type, in their total order; sets are ordered lexicographically over their
/// elements.
///
/// **Invariants**: each element has the element type.
public final class SetValue implements Value, Iterable<Value> {

    private final SetType type;
    private final OrderedTree elements;
    private final int nesting;

    /// Computed when it is first asked for; 0 until then.
    private int hash;

    private SetValue(SetType type, OrderedTree elements, int nesting) {
        this.type = type;
        this.elements = elements;
        this.nesting = nesting;
    }

    /// The set without elements.
    public static SetValue empty(SetType type) {
        return new SetValue(type, OrderedTree.empty(false), 1);
    }

    /// The set of these elements; duplicates collapse.
    ///
    /// **Errors**: [IllegalArgumentException] when one has another type than the element type.
    public static SetValue of(SetType type, Collection<? extends Value> elements) {
        Builder builder = empty(type).toBuilder();
        elements.forEach(builder::add);
        return builder.build();
    }

    /// The set of these elements; duplicates collapse.
    ///
    /// **Errors**: [IllegalArgumentException] when one has another type than the element type.
    public static SetValue of(SetType type, Value... elements) {
        return of(type, Arrays.asList(elements));
    }

    @Override
    public SetType type() {
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

    /// Whether `value` is an element; false for a value of another type. **Cost**: O(log n).
    public boolean contains(Value value) {
        return elements.contains(value);
    }

    /// This set and `value`. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the value has another type.
    public SetValue with(Value value) {
        Builder builder = toBuilder();
        return builder.add(value) ? builder.build() : this;
    }

    /// This set without `value`, which may be absent. **Cost**: O(log n).
    public SetValue without(Value value) {
        Builder builder = toBuilder();
        return builder.remove(value) ? builder.build() : this;
    }

    /// The elements in order.
    @Override
    public Iterator<Value> iterator() {
        return elements.keys().iterator();
    }

    /// An element that only one of two sets has: the later one when it was `added`.
    public record Change(Value element, boolean added) {}

    /// What to add to and remove from this set to get `later`, in order. **Cost**: in proportion to
    /// what the two do not share, which for two versions of one set is what was edited.
    public List<Change> changesTo(SetValue later) {
        OrderedComparison comparison =
                new OrderedComparison(elements.root(), later.elements.root());
        List<Change> changes = new ArrayList<>();
        while (comparison.next()) {
            changes.add(new Change(comparison.key(), comparison.isInRight()));
        }
        return changes;
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
        if (!(other instanceof SetValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        return elements.compareTo(that.elements);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SetValue that
                        && Conformance.same(type, that.type)
                        && elements.sameEntries(that.elements));
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

    /// Edits a set in place.
    ///
    /// **Threads**: one at a time.
    public static final class Builder {

        private final SetType type;
        private final OrderedTreeEditor elements;
        private int nesting;

        private Builder(SetValue set) {
            type = set.type;
            elements = new OrderedTreeEditor(set.elements);
            nesting = set.nesting;
        }

        /// How many elements there are.
        public int size() {
            return elements.size();
        }

        /// Whether `value` is an element.
        public boolean contains(Value value) {
            return elements.contains(value);
        }

        /// Adds `value`; false when it is there already.
        ///
        /// **Errors**: [IllegalArgumentException] when the value has another type.
        public boolean add(Value value) {
            Value element = Conformance.require(type.element(), value);
            nesting = Math.max(nesting, 1 + Nesting.bound(element));
            return elements.add(element);
        }

        /// Removes `value`; false when it is absent.
        public boolean remove(Value value) {
            return elements.discard(value);
        }

        /// The set as it is now; the builder may go on. **Cost**: O(1).
        public SetValue build() {
            return new SetValue(type, elements.freeze(), nesting);
        }
    }
}
