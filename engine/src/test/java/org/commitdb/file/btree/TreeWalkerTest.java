package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

final class TreeWalkerTest {

    private final TreeFixture tree = new TreeFixture();

    @Test
    void emptyTreeHasNoPages() {
        assertEquals(Set.of(), tree.reachable());
    }

    @Test
    void treeOfOneLeafHasOnePage() {
        tree.putNumbers(0, 3, 1);
        assertEquals(Set.of(tree.root.page()), tree.reachable());
    }

    @Test
    void readsOnlyBranches() {
        tree.putNumbers(0, 120_000, 1);
        int branches = tree.pagesAt(1).size() + tree.pagesAt(2).size();
        for (int leaf : tree.pagesAt(0)) {
            tree.store.replace(leaf, new byte[4096]);
        }
        int reads = tree.store.reads();
        assertEquals(tree.store.allocated(), tree.reachable());
        assertEquals(branches, tree.store.reads() - reads);
    }

    @Test
    void pageWithTwoParentsIsCorruption() {
        tree.putNumbers(0, 120_000, 1);
        HostileTree hostile = new HostileTree(tree);
        HostileTree.Pointer first = hostile.pointer(tree.pagesAt(0).get(0));
        HostileTree.Pointer last = hostile.pointer(tree.pagesAt(0).getLast());
        TreeRoot root = hostile.redirect(last, first.child(), hostile.crcOf(first.child()));
        assertThrows(CorruptException.class, () -> TreeWalker.pagesOf(hostile.pages(), root));
        assertEquals(1, TreeCheck.check(hostile.pages(), root, 9).size());
    }
}
