package org.commitdb.value;

import org.jspecify.annotations.Nullable;

/// Walks the slots of a [SlotTree] in list order. It starts at the first slot.
final class SlotCursor {

    private final IndexedTrie<SlotNode> nodes;
    private final SlotBranch[] branches;
    private final int[] indexes;
    private SlotLeaf leaf;
    private int offset;
    private boolean done;

    SlotCursor(SlotTree tree) {
        nodes = tree.nodes();
        int height = 0;
        SlotNode node = nodes.get(tree.root());
        while (node instanceof SlotBranch branch) {
            height++;
            node = nodes.get(branch.child(0));
        }
        branches = new SlotBranch[height];
        indexes = new int[height];
        leaf = descend(nodes.get(tree.root()), 0);
        done = leaf.count() == 0;
    }

    private SlotLeaf descend(SlotNode from, int level) {
        SlotNode node = from;
        for (int i = level; node instanceof SlotBranch branch; i++) {
            branches[i] = branch;
            indexes[i] = 0;
            node = nodes.get(branch.child(0));
        }
        return (SlotLeaf) node;
    }

    /// Whether all slots are passed.
    boolean isDone() {
        return done;
    }

    void advance() {
        if (++offset == leaf.count()) {
            skipLeaf();
        }
    }

    /// Whether the slot is the first of its leaf.
    boolean isAtLeaf() {
        return offset == 0 && !done;
    }

    SlotLeaf leaf() {
        return leaf;
    }

    /// Moves on to the first slot of the next leaf.
    void skipLeaf() {
        offset = 0;
        for (int level = branches.length - 1; level >= 0; level--) {
            if (++indexes[level] < branches[level].count()) {
                leaf = descend(nodes.get(branches[level].child(indexes[level])), level + 1);
                return;
            }
        }
        done = true;
    }

    long high() {
        return leaf.high(offset);
    }

    long low() {
        return leaf.low(offset);
    }

    SlotState state() {
        return leaf.state(offset);
    }

    @Nullable Value value() {
        return leaf.value(offset);
    }
}
