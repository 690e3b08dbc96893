package org.commitdb.value;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A persistent B+ tree of values in their total order, alone (a set) or with a value each (a map).
///
/// **Invariants**: immutable; all leaves are at one depth; edits by an [OrderedTreeEditor] share
/// every node that they do not change. **Cost**: look-up O(log n); a leaf takes one reference an
/// entry (two in a map) and a few words.
record OrderedTree(OrderedNode root, int size) {

    static OrderedTree empty(boolean withValues) {
        return new OrderedTree(OrderedLeaf.empty(new Owner(), withValues), 0);
    }

    boolean contains(Value key) {
        return leafOf(root, key).search(key) >= 0;
    }

    /// The value of `key`, null when there is none or in a set.
    @Nullable Value get(Value key) {
        return get(root, key);
    }

    static @Nullable Value get(OrderedNode root, Value key) {
        OrderedLeaf leaf = leafOf(root, key);
        int index = leaf.search(key);
        return index < 0 ? null : leaf.value(index);
    }

    static OrderedLeaf leafOf(OrderedNode root, Value key) {
        OrderedNode node = root;
        while (node instanceof OrderedBranch branch) {
            node = branch.child(branch.childOf(key));
        }
        return (OrderedLeaf) node;
    }

    /// The keys in ascending order.
    Iterable<Value> keys() {
        return () -> iterator(OrderedCursor::key);
    }

    /// The values of a map in the order of their keys.
    Iterable<Value> values() {
        return () -> iterator(OrderedCursor::presentValue);
    }

    /// The entries of a map in the order of their keys.
    Iterable<MapValue.Entry> entries() {
        return () -> iterator(cursor -> new MapValue.Entry(cursor.key(), cursor.presentValue()));
    }

    private <T> Iterator<T> iterator(Function<OrderedCursor, T> view) {
        OrderedCursor cursor = new OrderedCursor(root);
        return new Iterator<>() {
            private int left = size;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public T next() {
                if (!cursor.next()) {
                    throw new NoSuchElementException();
                }
                left--;
                return view.apply(cursor);
            }
        };
    }

    /// Whether both have the same keys with equal values. **Cost**: in proportion to what they do
    /// not share.
    boolean sameEntries(OrderedTree other) {
        return size == other.size && !new OrderedComparison(root, other.root).next();
    }

    /// Lexicographic over the entries. **Cost**: in proportion to what they do not share before the
    /// first difference.
    int compareTo(OrderedTree other) {
        OrderedComparison comparison = new OrderedComparison(root, other.root);
        return comparison.next() ? comparison.order() : 0;
    }
}
