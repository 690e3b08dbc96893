package org.commitdb.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commitdb.type.MapType;
import org.jspecify.annotations.Nullable;

/// Distinct keys of one type, in their total order, each with a value of another type; maps are
/// ordered lexicographically over their (key, value) pairs.
///
/// **Invariants**: each key has the key type, each value the element type.
public final class MapValue implements Value {

    private final MapType type;
    private final OrderedTree entries;
    private final int nesting;

    /// Computed when it is first asked for; 0 until then.
    private int hash;

    private MapValue(MapType type, OrderedTree entries, int nesting) {
        this.type = type;
        this.entries = entries;
        this.nesting = nesting;
    }

    /// A key and its value.
    public record Entry(Value key, Value value) {}

    /// The map without entries.
    public static MapValue empty(MapType type) {
        return new MapValue(type, OrderedTree.empty(true), 1);
    }

    /// The map of these entries.
    ///
    /// **Errors**: [IllegalArgumentException] when a key or value has another type than it should.
    public static MapValue of(MapType type, Map<? extends Value, ? extends Value> entries) {
        Builder builder = empty(type).toBuilder();
        entries.forEach(builder::put);
        return builder.build();
    }

    @Override
    public MapType type() {
        return type;
    }

    /// How many entries there are.
    public int size() {
        return entries.size();
    }

    /// Whether there is no entry.
    public boolean isEmpty() {
        return size() == 0;
    }

    /// The value of `key`, null when there is none. **Cost**: O(log n).
    public @Nullable Value get(Value key) {
        return entries.get(key);
    }

    /// Whether `key` has a value. **Cost**: O(log n).
    public boolean containsKey(Value key) {
        return entries.contains(key);
    }

    /// This map with `value` for `key`. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the key or the value has another type than it
    /// should.
    @SuppressWarnings("ReferenceEquality")
    public MapValue with(Value key, Value value) {
        Builder builder = toBuilder();
        return builder.put(key, value) == value ? this : builder.build();
    }

    /// This map without `key`, which may be absent. **Cost**: O(log n).
    public MapValue without(Value key) {
        Builder builder = toBuilder();
        return builder.remove(key) == null ? this : builder.build();
    }

    /// The keys in order.
    public Iterable<Value> keys() {
        return entries.keys();
    }

    /// The values in the order of their keys.
    public Iterable<Value> values() {
        return entries.values();
    }

    /// The entries in the order of their keys.
    public Iterable<Entry> entries() {
        return entries.entries();
    }

    /// A key whose value differs between two maps; null where the map does not have the key.
    public record Change(Value key, @Nullable Value before, @Nullable Value after) {}

    /// The keys whose values in `later` differ from those here, in order. **Cost**: in proportion
    /// to what the two do not share, which for two versions of one map is what was edited.
    public List<Change> changesTo(MapValue later) {
        OrderedComparison comparison = new OrderedComparison(entries.root(), later.entries.root());
        List<Change> changes = new ArrayList<>();
        while (comparison.next()) {
            changes.add(
                    new Change(comparison.key(), comparison.leftValue(), comparison.rightValue()));
        }
        return changes;
    }

    OrderedTree tree() {
        return entries;
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    /// A builder that starts with these entries. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(this);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof MapValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        return entries.compareTo(that.entries);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MapValue that
                        && Conformance.same(type, that.type)
                        && entries.sameEntries(that.entries));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int sum = size();
            for (Entry entry : entries()) {
                sum = 31 * (31 * sum + entry.key().hashCode()) + entry.value().hashCode();
            }
            hash = sum;
        }
        return hash;
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }

    /// Edits a map in place.
    ///
    /// **Threads**: one at a time.
    public static final class Builder {

        private final MapType type;
        private final OrderedTreeEditor entries;
        private int nesting;

        private Builder(MapValue map) {
            type = map.type;
            entries = new OrderedTreeEditor(map.entries);
            nesting = map.nesting;
        }

        /// How many entries there are.
        public int size() {
            return entries.size();
        }

        /// The value of `key`, null when there is none.
        public @Nullable Value get(Value key) {
            return entries.get(key);
        }

        /// Gives `key` this value; returns the value it had, null when it is new.
        ///
        /// **Errors**: [IllegalArgumentException] when the key or the value has another type than
        /// it should.
        public @Nullable Value put(Value key, Value value) {
            Value checkedKey = Conformance.require(type.key(), key);
            Value checkedValue = Conformance.require(type.element(), value);
            int inside = Math.max(Nesting.bound(checkedKey), Nesting.bound(checkedValue));
            nesting = Math.max(nesting, 1 + inside);
            return entries.put(checkedKey, checkedValue);
        }

        /// Removes `key`; returns the value it had, null when it is absent.
        public @Nullable Value remove(Value key) {
            return entries.remove(key);
        }

        /// The map as it is now; the builder may go on. **Cost**: O(1).
        public MapValue build() {
            return new MapValue(type, entries.freeze(), nesting);
        }
    }
}
