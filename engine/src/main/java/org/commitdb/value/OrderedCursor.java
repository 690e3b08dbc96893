package org.commitdb.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Walks the entries of an [OrderedTree] in ascending order.
///
/// It starts before the first entry; each [#next] moves to one and says whether there was one.
final class OrderedCursor {

    private final OrderedBranch[] branches;
    private final int[] indexes;
    private final int height;
    private OrderedLeaf leaf;
    private int index = -1;

    OrderedCursor(OrderedNode root) {
        height = root.height();
        branches = new OrderedBranch[height];
        indexes = new int[height];
        leaf = descend(root, 0);
    }

    private OrderedLeaf descend(OrderedNode from, int level) {
        OrderedNode node = from;
        for (int i = level; node instanceof OrderedBranch branch; i++) {
            branches[i] = branch;
            indexes[i] = 0;
            node = branch.child(0);
        }
        return (OrderedLeaf) node;
    }

    boolean next() {
        if (++index < leaf.count()) {
            return true;
        }
        for (int level = height - 1; level >= 0; level--) {
            if (++indexes[level] < branches[level].count()) {
                leaf = descend(branches[level].child(indexes[level]), level + 1);
                index = 0;
                return true;
            }
        }
        index = leaf.count();
        return false;
    }

    Value key() {
        return leaf.key(index);
    }

    @Nullable Value value() {
        return leaf.value(index);
    }

    /// The value of an entry of a map.
    Value presentValue() {
        return Objects.requireNonNull(value());
    }
}
