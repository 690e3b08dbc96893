package org.commitdb.value;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.commitdb.type.MapType;
import org.jspecify.annotations.Nullable;

/// Distinct keys of one type, in their total order, each with a value of another type; maps are
/// ordered lexicographically over their (key, value) pairs.
///
/// **Invariants**: each key has the key type, each value the element type.
public final class MapValue implements Value {

    private final MapType type;
    private final TreeMap<Value, Value> entries;

    private MapValue(MapType type, TreeMap<Value, Value> entries) {
        this.type = type;
        this.entries = entries;
    }

    /// A key and its value.
    public record Entry(Value key, Value value) {}

    /// The map without entries.
    public static MapValue empty(MapType type) {
        return new MapValue(type, new TreeMap<>());
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
        return entries.containsKey(key);
    }

    /// This map with `value` for `key`. **Cost**: O(log n).
    ///
    /// **Errors**: [IllegalArgumentException] when the key or the value has another type than it
    /// should.
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
        return entries.keySet();
    }

    /// The values in the order of their keys.
    public Iterable<Value> values() {
        return entries.values();
    }

    /// The entries in the order of their keys.
    public Iterable<Entry> entries() {
        return () ->
                entries.entrySet().stream()
                        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                        .iterator();
    }

    /// A builder that starts with these entries. **Cost**: O(1).
    public Builder toBuilder() {
        return new Builder(type, entries);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof MapValue that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        Iterator<Entry> left = entries().iterator();
        Iterator<Entry> right = that.entries().iterator();
        while (left.hasNext() && right.hasNext()) {
            Entry l = left.next();
            Entry r = right.next();
            int order = l.key().compareTo(r.key());
            order = order != 0 ? order : l.value().compareTo(r.value());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(size(), that.size());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MapValue that
                        && Conformance.same(type, that.type)
                        && entries.equals(that.entries));
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
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
        private final TreeMap<Value, Value> entries;

        private Builder(MapType type, TreeMap<Value, Value> entries) {
            this.type = type;
            this.entries = new TreeMap<>(entries);
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
            return entries.put(
                    Conformance.require(type.key(), key),
                    Conformance.require(type.element(), value));
        }

        /// Removes `key`; returns the value it had, null when it is absent.
        public @Nullable Value remove(Value key) {
            return entries.remove(key);
        }

        /// The map as it is now; the builder may go on. **Cost**: O(1).
        public MapValue build() {
            return new MapValue(type, new TreeMap<>(entries));
        }
    }
}
