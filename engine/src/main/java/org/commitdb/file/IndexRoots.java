package org.commitdb.file;

import org.commitdb.file.btree.TreeRoot;

/// The roots of all index trees at one checkpoint.
///
/// **Invariants**: exactly one root for each [IndexTree], with its tree id. **Threads**: immutable.
final class IndexRoots {

    private static final IndexTree[] TREES = IndexTree.values();

    /// The roots of trees without entries.
    static final IndexRoots EMPTY = new IndexRoots(emptyRoots());

    private final TreeRoot[] roots;

    private IndexRoots(TreeRoot[] roots) {
        this.roots = roots;
    }

    /// Takes one root for each tree, in their order.
    ///
    /// **Errors**: [IllegalArgumentException] when a root is missing or belongs elsewhere.
    static IndexRoots of(TreeRoot... roots) {
        if (roots.length != TREES.length) {
            throw new IllegalArgumentException(
                    roots.length + " roots for " + TREES.length + " trees");
        }
        for (IndexTree tree : TREES) {
            if (roots[tree.ordinal()].treeId() != tree.treeId()) {
                throw new IllegalArgumentException(
                        "the root of tree " + roots[tree.ordinal()].treeId() + " as " + tree);
            }
        }
        return new IndexRoots(roots.clone());
    }

    /// The root of one tree.
    TreeRoot of(IndexTree tree) {
        return roots[tree.ordinal()];
    }

    private static TreeRoot[] emptyRoots() {
        TreeRoot[] roots = new TreeRoot[TREES.length];
        for (IndexTree tree : TREES) {
            roots[tree.ordinal()] = TreeRoot.empty(tree.treeId());
        }
        return roots;
    }
}
