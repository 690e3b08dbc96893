package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.junit.jupiter.api.Test;

/// Keys that are just not on their side of a separator: each is found, named by its page, and stops
/// a scan.
final class TreeCheckTest {

    private static final int PAGE_SIZE = 4096;

    /// Multiples of 10.
    private final TreeFixture tree = new TreeFixture().putNumbers(0, 20_000, 10);

    private final HostileTree hostile = new HostileTree(tree);
    private final int place = leafBeforeWholeKey();
    private final int leaf = tree.pagesAt(0).get(place);
    private final int lastSlot = hostile.page(leaf).getShort(6) - 1;

    /// The place of a leaf, not the first, that the first key of the next leaf parts from it, and
    /// no prefix of that key.
    private int leafBeforeWholeKey() {
        int found = 1;
        while (TreeCorruptionTest.firstNumber(tree, found + 1) % 256 < 10) {
            found++;
        }
        return found;
    }

    private void assertFound(TreeRoot root, int page, String expected) {
        List<TreeFinding> findings = TreeCheck.check(hostile.pages(), root, 9);
        assertEquals(1, findings.size(), findings::toString);
        TreeFinding finding = findings.getFirst();
        assertEquals((long) page * PAGE_SIZE, finding.offset());
        assertEquals("heap", finding.source());
        assertTrue(finding.expected().startsWith(expected), finding::toString);
    }

    private void assertScansStop(TreeRoot root) {
        TreeCursor cursor = new TreeReader(hostile.pages(), root).cursor();
        assertTrue(cursor.first());
        assertThrows(
                CorruptException.class,
                () -> {
                    while (cursor.next()) {
                        assertTrue(cursor.isAtEntry());
                    }
                });
        assertFalse(cursor.isAtEntry());
        assertTrue(cursor.last());
        assertThrows(
                CorruptException.class,
                () -> {
                    while (cursor.previous()) {
                        assertTrue(cursor.isAtEntry());
                    }
                });
        assertFalse(cursor.isAtEntry());
    }

    @Test
    void keyJustBelowItsSeparatorIsFound() {
        TreeRoot root = TreeCorruptionTest.moveKey(hostile, leaf, 0, -1);
        assertFound(root, leaf, "keys from");
        assertScansStop(root);
    }

    @Test
    void keyThatIsTheNextSeparatorIsFound() {
        TreeRoot root = TreeCorruptionTest.moveKey(hostile, leaf, lastSlot, 10);
        assertFound(root, leaf, "keys below");
        assertScansStop(root);
        assertThrows(
                CorruptException.class,
                () -> put(root, TreeCorruptionTest.firstNumber(tree, place) + 5));
    }

    @Test
    void keyJustBelowTheNextSeparatorIsSound() {
        TreeRoot root = TreeCorruptionTest.addToKey(hostile, leaf, lastSlot, 9);
        assertEquals(List.of(), TreeCheck.check(hostile.pages(), root, 9));
        TreeCursor cursor = new TreeReader(hostile.pages(), root).cursor();
        int count = 0;
        for (boolean at = cursor.first(); at; at = cursor.next()) {
            count++;
        }
        assertEquals(2000, count);
        put(root, TreeCorruptionTest.firstNumber(tree, place) + 5);
    }

    private void put(TreeRoot root, long number) {
        var changes = Keys.sortedMap();
        changes.put(Keys.bigEndian(number), new byte[1]);
        TreeMerge merge = new TreeMerge(hostile.pages(), new TreeCorruptionTest.Nowhere(), 99);
        merge.apply(root, TreeChanges.of(changes));
    }

    /// A branch below the root whose first separator is the one that leads to the branch itself:
    /// its leftmost child could hold no key.
    @Test
    void branchWithoutKeysForItsLeftmostChildIsFound() {
        TreeFixture deep = new TreeFixture().putNumbers(0, 120_000, 1);
        HostileTree broken = new HostileTree(deep);
        List<Integer> branches = deep.pagesAt(1);
        assertEquals(3, deep.root.height());
        int branch = branches.get(1);
        byte[] lower = key(broken, deep.root.page(), 0);
        byte[] first = key(broken, branch, 0);
        assertEquals(first.length, lower.length);
        long difference = number(lower) - number(first);
        assertTrue(difference < 0);
        TreeRoot root = TreeCorruptionTest.moveKey(broken, branch, 0, Math.toIntExact(difference));
        List<TreeFinding> findings = TreeCheck.check(broken.pages(), root, 9);
        assertEquals((long) branch * PAGE_SIZE, findings.getFirst().offset());
        assertTrue(findings.getFirst().expected().startsWith("keys from"));
        var changes = Keys.sortedMap();
        changes.put(Keys.bigEndian(number(lower)), new byte[1]);
        TreeMerge merge = new TreeMerge(broken.pages(), new TreeCorruptionTest.Nowhere(), 99);
        assertThrows(CorruptException.class, () -> merge.apply(root, TreeChanges.of(changes)));
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(Arrays.copyOf(key, 8)).getLong();
    }

    private static byte[] key(HostileTree tree, int number, int slot) {
        ByteBuffer page = tree.page(number);
        int prefix = page.getShort(12);
        int at = 40 + prefix + 8 * slot;
        int cell = page.getShort(at + 4) & 0xffff;
        int suffix = page.getShort(at + 6);
        byte[] key = Arrays.copyOfRange(page.array(), 40, 40 + prefix + suffix);
        System.arraycopy(page.array(), cell, key, prefix, suffix);
        return key;
    }

    @Test
    void pageOfTwoParentsIsFoundAtTheSecond() {
        TreeRoot root =
                hostile.redirect(
                        hostile.pointer(leaf),
                        tree.pagesAt(0).getFirst(),
                        hostile.crcOf(tree.pagesAt(0).getFirst()));
        assertFound(root, tree.root.page(), "a child with one parent");
    }

    @Test
    void findingsEndAtTheLimitWhateverTheyAre() {
        TreeRoot root = TreeCorruptionTest.moveKey(hostile, leaf, 0, -1);
        TreeRoot both = TreeCorruptionTest.moveKey(hostile, leaf, lastSlot, 10);
        assertEquals(2, TreeCheck.check(hostile.pages(), both, 2).size());
        assertEquals(1, TreeCheck.check(hostile.pages(), both, 1).size());
        assertEquals(List.of(), TreeCheck.check(hostile.pages(), both, 0));
        assertFalse(root.equals(both));
    }
}
