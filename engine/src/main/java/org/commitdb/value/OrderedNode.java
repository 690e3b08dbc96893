package org.commitdb.value;

/// A node of an [OrderedTree].
sealed interface OrderedNode permits OrderedLeaf, OrderedBranch {

    /// The most keys of a leaf, and the most children of a branch.
    int MAXIMUM = 32;

    /// A node with fewer is joined with a neighbour when something is removed from it.
    int MINIMUM = 8;

    /// Keys of a leaf, children of a branch.
    int count();

    /// Levels below this one; 0 for a leaf.
    int height();

    /// The least key below this node, which is not empty.
    Value first();

    /// This node, if `owner` made it, else a copy that `owner` may edit.
    OrderedNode ownedBy(Owner owner);

    /// Takes the entries from `from` on away into a new node. Only for the owner.
    OrderedNode splitAt(int from, Owner owner);

    /// Adds the entries of the node right of this one. Only for the owner.
    void join(OrderedNode right);

    /// Room for `needed` entries, with a little slack and never more than [#MAXIMUM].
    static int capacity(int needed) {
        return Math.min(MAXIMUM, (needed + 3) & ~3);
    }
}
