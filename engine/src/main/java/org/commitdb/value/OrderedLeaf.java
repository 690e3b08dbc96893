package org.commitdb.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keys in ascending order, with their values in a map.
///
/// **Invariants**: only the owner edits it; once the owner has given it out, nobody does.
final class OrderedLeaf implements OrderedNode {

    private final Owner owner;
    private int count;
    private Value[] keys;
    private Value @Nullable [] values;

    private OrderedLeaf(Owner owner, int count, Value[] keys, Value @Nullable [] values) {
        this.owner = owner;
        this.count = count;
        this.keys = keys;
        this.values = values;
    }

    static OrderedLeaf empty(Owner owner, boolean withValues) {
        return new OrderedLeaf(owner, 0, new Value[0], withValues ? new Value[0] : null);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int height() {
        return 0;
    }

    @Override
    public Value first() {
        return keys[0];
    }

    Value key(int index) {
        return keys[index];
    }

    /// The value of the key at `index`; null in a set.
    @Nullable Value value(int index) {
        return values == null ? null : values[index];
    }

    /// The index of `key`, or `~index` of the place where it belongs.
    int search(Value key) {
        return Arrays.binarySearch(keys, 0, count, key);
    }

    @Override
    public OrderedLeaf ownedBy(Owner editor) {
        return owner == editor ? this : copy(editor, count);
    }

    private OrderedLeaf copy(Owner editor, int capacity) {
        return new OrderedLeaf(
                editor,
                count,
                Arrays.copyOf(keys, capacity),
                values == null ? null : Arrays.copyOf(values, capacity));
    }

    /// A leaf that `editor` may edit, with room for one more entry.
    OrderedLeaf roomierFor(Owner editor) {
        int capacity = OrderedNode.capacity(count + 1);
        if (owner != editor) {
            return copy(editor, capacity);
        }
        if (keys.length == count) {
            keys = Arrays.copyOf(keys, capacity);
            values = values == null ? null : Arrays.copyOf(values, capacity);
        }
        return this;
    }

    void setValue(int index, Value value) {
        if (values != null) {
            values[index] = value;
        }
    }

    void insert(int index, Value key, @Nullable Value value) {
        System.arraycopy(keys, index, keys, index + 1, count - index);
        keys[index] = key;
        if (values != null && value != null) {
            System.arraycopy(values, index, values, index + 1, count - index);
            values[index] = value;
        }
        count++;
    }

    void remove(int index) {
        count--;
        System.arraycopy(keys, index + 1, keys, index, count - index);
        Arrays.fill(keys, count, count + 1, null);
        if (values != null) {
            System.arraycopy(values, index + 1, values, index, count - index);
            Arrays.fill(values, count, count + 1, null);
        }
    }

    @Override
    public OrderedLeaf splitAt(int from, Owner editor) {
        OrderedLeaf right =
                new OrderedLeaf(
                        editor,
                        count - from,
                        Arrays.copyOfRange(keys, from, count),
                        values == null ? null : Arrays.copyOfRange(values, from, count));
        keys = Arrays.copyOf(keys, from);
        values = values == null ? null : Arrays.copyOf(values, from);
        count = from;
        return right;
    }

    @Override
    public void join(OrderedNode other) {
        OrderedLeaf right = (OrderedLeaf) other;
        int total = count + right.count;
        keys = Arrays.copyOf(keys, total);
        System.arraycopy(right.keys, 0, keys, count, right.count);
        if (values != null && right.values != null) {
            values = Arrays.copyOf(values, total);
            System.arraycopy(right.values, 0, values, count, right.count);
        }
        count = total;
    }
}
