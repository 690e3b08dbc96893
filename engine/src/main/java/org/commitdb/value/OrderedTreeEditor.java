package org.commitdb.value;

import org.jspecify.annotations.Nullable;

/// Edits an [OrderedTree]: in place where this editor made the node, else in a copy of it.
///
/// **Invariants**: nodes that a frozen tree can reach are never edited again, because freezing
/// gives this editor a new identity. **Cost**: an edit is O(log n) in the worst case and copies at
/// most one node a level; keys added in ascending order fill their leaves.
final class OrderedTreeEditor {

    private OrderedNode root;
    private int size;
    private @Nullable Owner owner;

    /// What the last [#put] or [#remove] found.
    private @Nullable Value previous;

    private boolean sizeChanged;

    /// The new right neighbour of the node that the last step of a [#put] has split.
    private @Nullable OrderedNode split;

    OrderedTreeEditor(OrderedTree tree) {
        this.root = tree.root();
        this.size = tree.size();
    }

    int size() {
        return size;
    }

    boolean contains(Value key) {
        return OrderedTree.leafOf(root, key).search(key) >= 0;
    }

    @Nullable Value get(Value key) {
        return OrderedTree.get(root, key);
    }

    /// The tree as it is now. **Cost**: O(1).
    OrderedTree freeze() {
        owner = null;
        return new OrderedTree(root, size);
    }

    /// Adds `key` to a set; false when it is there.
    boolean add(Value key) {
        edit(key, null);
        return sizeChanged;
    }

    /// Gives `key` this value in a map; returns the value it had.
    @Nullable Value put(Value key, Value value) {
        edit(key, value);
        return previous;
    }

    private void edit(Value key, @Nullable Value value) {
        Owner editor = begin();
        root = insert(root, key, value, editor, true);
        if (split != null) {
            root = OrderedBranch.of(editor, root, split.first(), split);
        }
        size += sizeChanged ? 1 : 0;
    }

    /// Removes `key` and says whether it was there.
    boolean discard(Value key) {
        remove(key);
        return sizeChanged;
    }

    /// Removes `key` and returns the value it had; null in a set or when it was absent.
    @Nullable Value remove(Value key) {
        root = delete(root, key, begin());
        while (root instanceof OrderedBranch branch && branch.count() == 1) {
            root = branch.child(0);
        }
        size -= sizeChanged ? 1 : 0;
        return previous;
    }

    private Owner begin() {
        previous = null;
        sizeChanged = false;
        split = null;
        if (owner == null) {
            owner = new Owner();
        }
        return owner;
    }

    /// `last` says that no key of the tree is above those of this node.
    private OrderedNode insert(
            OrderedNode node, Value key, @Nullable Value value, Owner editor, boolean last) {
        return switch (node) {
            case OrderedLeaf leaf -> insert(leaf, key, value, editor, last);
            case OrderedBranch branch -> {
                int index = branch.childOf(key);
                OrderedNode child = branch.child(index);
                OrderedNode changed =
                        insert(child, key, value, editor, last && index == branch.count() - 1);
                OrderedNode right = split;
                split = null;
                if (changed == child && right == null) {
                    yield branch;
                }
                OrderedBranch owned = branch.ownedBy(editor);
                owned.setChild(index, changed);
                if (right != null) {
                    insertChild(owned, index + 1, right, editor, last);
                }
                yield owned;
            }
        };
    }

    @SuppressWarnings("ReferenceEquality")
    private OrderedLeaf insert(
            OrderedLeaf leaf, Value key, @Nullable Value value, Owner editor, boolean last) {
        int index = leaf.search(key);
        if (index >= 0) {
            previous = leaf.value(index);
            if (previous == value) {
                return leaf;
            }
            OrderedLeaf owned = leaf.ownedBy(editor);
            if (value != null) {
                owned.setValue(index, value);
            }
            return owned;
        }
        sizeChanged = true;
        int place = ~index;
        if (leaf.count() < OrderedNode.MAXIMUM) {
            OrderedLeaf owned = leaf.roomierFor(editor);
            owned.insert(place, key, value);
            return owned;
        }
        OrderedLeaf left = leaf.ownedBy(editor);
        int middle = last && place == leaf.count() ? place : leaf.count() / 2;
        OrderedLeaf right = left.splitAt(middle, editor);
        OrderedLeaf side =
                (place < middle || (place == middle && right.count() > 0) ? left : right)
                        .roomierFor(editor);
        side.insert(side == left ? place : place - middle, key, value);
        split = right;
        return left;
    }

    private void insertChild(
            OrderedBranch branch, int index, OrderedNode child, Owner editor, boolean last) {
        if (branch.count() < OrderedNode.MAXIMUM) {
            branch.insert(index, child.first(), child);
            return;
        }
        int middle = last && index == branch.count() ? index : branch.count() / 2;
        if (middle == branch.count()) {
            middle = branch.count() - 1;
        }
        OrderedBranch right = branch.splitAt(middle, editor);
        if (index <= middle) {
            branch.insert(index, child.first(), child);
        } else {
            right.insert(index - middle, child.first(), child);
        }
        split = right;
    }

    private OrderedNode delete(OrderedNode node, Value key, Owner editor) {
        return switch (node) {
            case OrderedLeaf leaf -> {
                int index = leaf.search(key);
                if (index < 0) {
                    yield leaf;
                }
                sizeChanged = true;
                previous = leaf.value(index);
                OrderedLeaf owned = leaf.ownedBy(editor);
                owned.remove(index);
                yield owned;
            }
            case OrderedBranch branch -> {
                int index = branch.childOf(key);
                OrderedNode changed = delete(branch.child(index), key, editor);
                if (!sizeChanged) {
                    yield branch;
                }
                OrderedBranch owned = branch.ownedBy(editor);
                owned.setChild(index, changed);
                if (changed.count() < OrderedNode.MINIMUM && owned.count() > 1) {
                    refill(owned, index, editor);
                }
                yield owned;
            }
        };
    }

    /// Joins the child at `index` with a neighbour, and splits the two evenly again when they are
    /// too many for one node.
    private static void refill(OrderedBranch branch, int index, Owner editor) {
        int at = index == 0 ? 0 : index - 1;
        OrderedNode left = branch.child(at).ownedBy(editor);
        OrderedNode right = branch.child(at + 1);
        left.join(right);
        branch.setChild(at, left);
        branch.remove(at + 1);
        if (left.count() > OrderedNode.MAXIMUM) {
            OrderedNode half = left.splitAt(left.count() / 2, editor);
            branch.insert(at + 1, half.first(), half);
        }
    }
}
