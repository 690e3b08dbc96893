package org.commitdb.value;

import org.jspecify.annotations.Nullable;

/// A place in a tree between what was seen and what was not: in front of it is an entry, or a node
/// that is not looked into yet.
final class OrderedFrontier {

    private final OrderedNode[] nodes;
    private final int[] indexes;

    /// The deepest node that is looked into; -1 before the root is.
    private int depth = -1;

    private boolean done;
    private final OrderedNode root;

    OrderedFrontier(OrderedNode root) {
        this.root = root;
        nodes = new OrderedNode[root.height() + 1];
        indexes = new int[root.height() + 1];
        done = root.count() == 0;
    }

    boolean isDone() {
        return done;
    }

    boolean isEntry() {
        return depth >= 0 && nodes[depth] instanceof OrderedLeaf;
    }

    /// The node in front.
    OrderedNode node() {
        return depth < 0 ? root : ((OrderedBranch) nodes[depth]).child(indexes[depth]);
    }

    Value key() {
        return ((OrderedLeaf) nodes[depth]).key(indexes[depth]);
    }

    @Nullable Value value() {
        return ((OrderedLeaf) nodes[depth]).value(indexes[depth]);
    }

    /// Looks into the node in front.
    void expand() {
        OrderedNode node = node();
        nodes[++depth] = node;
        indexes[depth] = 0;
    }

    /// Passes the entry or the node in front.
    void skip() {
        while (depth >= 0 && ++indexes[depth] == nodes[depth].count()) {
            depth--;
        }
        done = depth < 0;
    }
}
