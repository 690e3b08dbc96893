package org.commitdb.value;

/// A node of a [SlotTree], named by its number in the tree's table of nodes.
///
/// **Invariants**: only the owner edits it; once the owner has given it out, nobody does.
sealed interface SlotNode permits SlotLeaf, SlotBranch {

    /// The parent of the root.
    int NO_PARENT = -1;

    /// The number of the branch that has this node as a child.
    int parent();

    /// Live slots below this node.
    int live();

    /// This node, if `editor` made it, else a copy that `editor` may edit.
    SlotNode ownedBy(Owner editor);

    /// Only for the owner.
    void setParent(int parent);
}
