package org.commitdb.value;

import java.util.Arrays;

/// Children in ascending order, and for each a lower bound of its keys.
///
/// **Invariants**: the keys below child `i` are at least `bounds[i]` (the bound of child 0 is not
/// used) and less than `bounds[i + 1]`; all children have the same height; only the owner edits it.
final class OrderedBranch implements OrderedNode {

    private final Owner owner;
    private final int height;
    private int count;
    private Value[] bounds;
    private OrderedNode[] children;

    private OrderedBranch(
            Owner owner, int height, int count, Value[] bounds, OrderedNode[] children) {
        this.owner = owner;
        this.height = height;
        this.count = count;
        this.bounds = bounds;
        this.children = children;
    }

    static OrderedBranch of(Owner owner, OrderedNode left, Value bound, OrderedNode right) {
        return new OrderedBranch(
                owner,
                left.height() + 1,
                2,
                new Value[] {left.first(), bound},
                new OrderedNode[] {left, right});
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Value first() {
        return children[0].first();
    }

    OrderedNode child(int index) {
        return children[index];
    }

    Value bound(int index) {
        return bounds[index];
    }

    /// The index of the child below which `key` is or belongs.
    int childOf(Value key) {
        int low = 1;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle].compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low - 1;
    }

    @Override
    public OrderedBranch ownedBy(Owner editor) {
        return owner == editor
                ? this
                : new OrderedBranch(
                        editor,
                        height,
                        count,
                        Arrays.copyOf(bounds, count),
                        Arrays.copyOf(children, count));
    }

    void setChild(int index, OrderedNode child) {
        children[index] = child;
    }

    void setBound(int index, Value bound) {
        bounds[index] = bound;
    }

    void insert(int index, Value bound, OrderedNode child) {
        if (children.length == count) {
            int capacity = OrderedNode.capacity(count + 1);
            bounds = Arrays.copyOf(bounds, capacity);
            children = Arrays.copyOf(children, capacity);
        }
        System.arraycopy(bounds, index, bounds, index + 1, count - index);
        System.arraycopy(children, index, children, index + 1, count - index);
        bounds[index] = bound;
        children[index] = child;
        count++;
    }

    void remove(int index) {
        count--;
        System.arraycopy(bounds, index + 1, bounds, index, count - index);
        System.arraycopy(children, index + 1, children, index, count - index);
        Arrays.fill(bounds, count, count + 1, null);
        Arrays.fill(children, count, count + 1, null);
    }

    @Override
    public OrderedBranch splitAt(int from, Owner editor) {
        OrderedBranch right =
                new OrderedBranch(
                        editor,
                        height,
                        count - from,
                        Arrays.copyOfRange(bounds, from, count),
                        Arrays.copyOfRange(children, from, count));
        bounds = Arrays.copyOf(bounds, from);
        children = Arrays.copyOf(children, from);
        count = from;
        return right;
    }

    @Override
    public void join(OrderedNode other) {
        OrderedBranch right = (OrderedBranch) other;
        int total = count + right.count;
        bounds = Arrays.copyOf(bounds, total);
        children = Arrays.copyOf(children, total);
        System.arraycopy(right.bounds, 0, bounds, count, right.count);
        bounds[count] = right.first();
        System.arraycopy(right.children, 0, children, count, right.count);
        count = total;
    }
}
