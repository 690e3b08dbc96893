package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.commitdb.error.CorruptException;
import org.commitdb.file.page.PageReader;
import org.junit.jupiter.api.Test;

final class TreeMergeTest {

    private static final int PAGE_SIZE = 4096;

    private final TreeFixture tree = new TreeFixture();

    @Test
    void nothingMakesAnEmptyTree() {
        tree.apply(Keys.sortedMap());
        assertTrue(tree.root.isEmpty());
        tree.deleteNumbers(0, 5);
        assertTrue(tree.root.isEmpty());
        assertEquals(0, tree.store.allocated().size());
    }

    @Test
    void noChangesKeepTheRoot() {
        tree.putNumbers(0, 1000, 1);
        TreeRoot before = tree.root;
        assertSame(before, tree.apply(Keys.sortedMap()).root);
    }

    @Test
    void oneEntryMakesOneLeaf() {
        tree.putNumbers(5, 6, 1);
        assertEquals(1, tree.root.height());
        assertEquals(1, tree.root.entries());
        assertArrayEquals(Keys.text(5), tree.reader().get(Keys.bigEndian(5)));
        assertNull(tree.reader().get(Keys.bigEndian(6)));
    }

    @Test
    void deletingEverythingMakesAnEmptyTree() {
        tree.putNumbers(0, 120_000, 1);
        assertEquals(3, tree.root.height());
        tree.deleteNumbers(0, 120_000);
        assertTrue(tree.root.isEmpty());
        assertEquals(0, tree.root.entries());
        assertEquals(0, tree.store.allocated().size());
    }

    @Test
    void deletingAllButOneEntryLeavesOneLeaf() {
        for (long kept : new long[] {0, 60_000, 119_999}) {
            TreeFixture other = new TreeFixture().putNumbers(0, 120_000, 1);
            NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
            for (long number = 0; number < 120_000; number++) {
                if (number != kept) {
                    changes.put(Keys.bigEndian(number), null);
                }
            }
            other.apply(changes);
            assertEquals(1, other.root.height());
            assertEquals(1, other.store.allocated().size());
            assertArrayEquals(Keys.text(kept), other.reader().get(Keys.bigEndian(kept)));
        }
    }

    @Test
    void deletingAtEitherEndMergesUnderfullPages() {
        tree.putNumbers(0, 120_000, 1);
        Random random = new Random(1);
        long low = 0;
        long high = 120_000;
        while (high - low > 100) {
            int many = random.nextInt(3000);
            if (random.nextBoolean()) {
                tree.deleteNumbers(low, low + many);
                low += many;
            } else {
                tree.deleteNumbers(high - many, high);
                high -= many;
            }
            assertNoPageIsUnderfull();
            assertEquals(List.of(), TreeCheck.check(tree.pages, tree.root, 5));
            assertEquals(tree.store.allocated(), tree.reachable());
        }
    }

    @Test
    void deletingAStretchInTheMiddleMergesItsEdges() {
        tree.putNumbers(0, 120_000, 1);
        tree.deleteNumbers(100, 119_950);
        assertNoPageIsUnderfull();
        assertEquals(150, tree.root.entries());
        assertEquals(tree.store.allocated(), tree.reachable());
    }

    @Test
    void newValueRewritesOnePageOfEachLevelAndNoOther() {
        tree.putNumbers(0, 160_000, 1);
        assertEquals(3, tree.root.height());
        Set<Integer> before = tree.reachable();
        for (long number : new long[] {0, 33_333, 159_999}) {
            TreeRoot old = tree.root;
            NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
            changes.put(Keys.bigEndian(number), Keys.text(number));
            int reads = tree.store.reads();
            tree.apply(changes);
            assertEquals(3, tree.store.reads() - reads);
            assertEquals(old.entries(), tree.root.entries());
            Set<Integer> shared = tree.reachable();
            shared.retainAll(before);
            assertTrue(shared.size() >= before.size() - 9);
            assertEquals(before.size(), tree.reachable().size());
        }
    }

    /// Two entries of 492 bytes and the 40 of the page are a quarter of it.
    @Test
    void leafIsJoinedWithTheNextWhenLessThanAQuarterIsLeft() {
        for (int length : new int[] {481, 480}) {
            TreeFixture other = new TreeFixture();
            NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
            for (int key = 1; key <= 15; key++) {
                changes.put(new byte[] {(byte) (key << 4)}, new byte[key < 8 ? 344 : 300]);
            }
            other.apply(changes);
            assertEquals(2, other.pagesAt(0).size());
            int right = other.pagesAt(0).getLast();
            changes.clear();
            changes.put(new byte[] {1 << 4}, new byte[481]);
            changes.put(new byte[] {2 << 4}, new byte[length]);
            for (int key = 3; key < 8; key++) {
                changes.put(new byte[] {(byte) (key << 4)}, null);
            }
            other.apply(changes);
            assertEquals(10, other.root.entries());
            assertEquals(length == 481 ? 2 : 1, other.pagesAt(0).size());
            assertEquals(length == 481, other.reachable().contains(right));
        }
    }

    /// The least number that can be below the child of the root in this place.
    private long firstBelow(int child) {
        PageReader root = new PageReader();
        tree.pages.load(root, tree.root.page(), tree.root.crc(), 2, TreeFixture.TREE);
        return ByteBuffer.wrap(Arrays.copyOf(root.key(child - 1), 8)).getLong();
    }

    private void assertHolds(long from, long to, long deletedFrom, long deletedTo) {
        assertNoPageIsUnderfull();
        assertEquals(List.of(), TreeCheck.check(tree.pages, tree.root, 5));
        assertEquals(tree.store.allocated(), tree.reachable());
        TreeCursor cursor = tree.reader().cursor();
        boolean at = cursor.first();
        for (long number = from; number < to; number++) {
            if (number < deletedFrom || number >= deletedTo) {
                assertTrue(at);
                assertEquals(number, cursor.keyLong(0));
                at = cursor.next();
            }
        }
        assertFalse(at);
    }

    /// The subtree behind is opened, although no change falls into it.
    @Test
    void rightEdgeOfASubtreeIsJoinedWithTheNextSubtree() {
        for (int left : new int[] {1, 5, 300}) {
            tree.putNumbers(0, 160_000, 1);
            assertEquals(3, tree.root.height());
            long next = firstBelow(1);
            tree.deleteNumbers(left, next);
            assertHolds(0, 160_000, left, next);
        }
    }

    /// The subtree before, which was kept already, is opened again.
    @Test
    void lastPagesOfATreeAreJoinedWithThoseBefore() {
        for (int left : new int[] {1, 5, 300}) {
            tree.putNumbers(0, 160_000, 1);
            assertEquals(3, tree.root.height());
            long last = firstBelow(tree.pagesAt(1).size() - 1);
            tree.deleteNumbers(last + left, 160_000);
            assertHolds(0, 160_000, last + left, 160_000);
        }
    }

    @Test
    void oneChangeRewritesOnePageOfEachLevel() {
        tree.putNumbers(0, 240_000, 2);
        Set<Integer> before = tree.reachable();
        tree.putNumbers(30_001, 30_002, 1);
        Set<Integer> shared = tree.reachable();
        shared.retainAll(before);
        assertEquals(3, tree.root.height());
        assertTrue(shared.size() >= before.size() - 3 - 1, shared.size() + " of " + before.size());
    }

    @Test
    void mergeReadsOnlyPagesThatAreTouched() {
        tree.putNumbers(0, 240_000, 2);
        int reads = tree.store.reads();
        tree.putNumbers(30_001, 30_002, 1);
        assertTrue(tree.store.reads() - reads <= 6, "read " + (tree.store.reads() - reads));
    }

    @Test
    void appendedEntriesFillPagesCompletely() {
        tree.putNumbers(0, 100, 1);
        for (int i = 0; i < 280; i++) {
            tree.putNumbers(i * 400L + 100, i * 400L + 500, 1);
        }
        assertEquals(3, tree.root.height());
        for (int level = 0; level < tree.root.level(); level++) {
            List<Integer> numbers = tree.pagesAt(level);
            for (int number : numbers.subList(0, numbers.size() - 1)) {
                assertTrue(tree.usedBytes(number) > PAGE_SIZE * 0.9, "level " + level);
            }
        }
    }

    @Test
    void appendingOneByOneWastesNothing() {
        for (int i = 0; i < 3000; i++) {
            tree.putNumbers(i, i + 1, 1);
        }
        List<Integer> leaves = tree.pagesAt(0);
        for (int number : leaves.subList(0, leaves.size() - 1)) {
            assertTrue(tree.usedBytes(number) > PAGE_SIZE * 0.9);
        }
    }

    @Test
    void bulkLoadFillsPagesToSevenEighths() {
        tree.putNumbers(0, 120_000, 1);
        List<Integer> leaves = tree.pagesAt(0);
        double used = leaves.stream().mapToInt(tree::usedBytes).sum();
        assertEquals(0.875, used / leaves.size() / PAGE_SIZE, 0.01);
    }

    @Test
    void randomInsertsKeepPagesAtLeastHalfFullOnAverage() {
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
            for (int n = 0; n < 500; n++) {
                byte[] key = new byte[32];
                random.nextBytes(key);
                changes.put(key, new byte[20]);
            }
            tree.apply(changes);
        }
        assertNoPageIsUnderfull();
        List<Integer> leaves = tree.pagesAt(0);
        double used = leaves.stream().mapToInt(tree::usedBytes).sum();
        assertTrue(used / leaves.size() / PAGE_SIZE > 0.6, "fill " + used / leaves.size());
    }

    @Test
    void separatorsAreShortestPrefixes() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        Random random = new Random(5);
        for (int n = 0; n < 5000; n++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            changes.put(key, new byte[20]);
        }
        tree.apply(changes);
        assertEquals(2, tree.root.height());
        assertTrue(tree.usedBytes(tree.root.page()) < 40 + tree.pagesAt(0).size() * (8 + 8 + 3));
    }

    @Test
    void greatestKeysAndValuesFit() {
        for (int pageSize : new int[] {4096, 65536}) {
            TreeFixture other = new TreeFixture(pageSize);
            NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
            for (int i = 0; i < 300; i++) {
                byte[] key = new byte[1024];
                key[i % 2 == 0 ? 1023 : 0] = (byte) (i / 2);
                key[500] = (byte) i;
                changes.put(key, new byte[pageSize / 8]);
            }
            other.apply(changes);
            assertEquals(300, other.root.entries());
            assertEquals(List.of(), TreeCheck.check(other.pages, other.root, 5));
            assertEquals(pageSize / 8, other.reader().get(changes.lastKey()).length);
        }
    }

    @Test
    void refusesLongKeysLongValuesAndDisorder() {
        refuses(new byte[1025], new byte[0]);
        refuses(new byte[1], new byte[PAGE_SIZE / 8 + 1]);
        NavigableMap<byte[], byte[]> signed = new TreeMap<>(Arrays::compare);
        signed.put(new byte[] {(byte) 0x80}, new byte[0]);
        signed.put(new byte[] {1}, new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> tree.apply(signed));
    }

    @Test
    void refusesEntryCountThatCannotBe() {
        tree.putNumbers(0, 10, 1);
        TreeRoot root = tree.root;
        tree.root = new TreeRoot(root.page(), root.crc(), 1, TreeFixture.TREE, 3);
        assertThrows(CorruptException.class, () -> tree.deleteNumbers(0, 5));
    }

    @Test
    void refusesEntryCountThatDoesNotComeOut() {
        assertThrows(CorruptException.class, () -> claiming(5).deleteNumbers(0, 5));
        assertThrows(CorruptException.class, () -> claiming(11).deleteNumbers(0, 10));
        assertEquals(1, claiming(6).deleteNumbers(0, 5).root.entries());
    }

    /// A tree of ten entries whose root claims another number.
    private static TreeFixture claiming(long entries) {
        TreeFixture other = new TreeFixture().putNumbers(0, 10, 1);
        TreeRoot root = other.root;
        other.root = new TreeRoot(root.page(), root.crc(), 1, TreeFixture.TREE, entries);
        return other;
    }

    @Test
    void refusesAKeyThatComesTwice() {
        TreeChanges twice =
                new TreeChanges() {
                    private int calls;

                    @Override
                    public boolean next() {
                        return ++calls <= 2;
                    }

                    @Override
                    public byte[] key() {
                        return new byte[] {1};
                    }

                    @Override
                    public byte[] value() {
                        return new byte[0];
                    }
                };
        TreeMerge merge = new TreeMerge(tree.pages, tree.store, 1);
        assertThrows(IllegalArgumentException.class, () -> merge.apply(tree.root, twice));
    }

    /// 66 entries fill a leaf, 58 fill seven eighths of one.
    @Test
    void whatDoesNotFitIntoOnePageIsDividedEvenly() {
        int divided = 0;
        int entrySize = 8 + 32 + 1 + 20;
        Random random = new Random(6);
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        while (changes.size() < 2 * 58) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            changes.put(key, new byte[20]);
            TreeFixture other = new TreeFixture().apply(changes);
            List<Integer> leaves = other.pagesAt(0);
            assertEquals((changes.size() * entrySize + 40 + 4095) / 4096, leaves.size());
            if (leaves.size() == 2) {
                int left = other.usedBytes(leaves.getFirst());
                int right = other.usedBytes(leaves.getLast());
                assertTrue(Math.abs(left - right) <= entrySize, left + " and " + right);
                divided++;
            }
        }
        assertEquals(2 * 58 - 66, divided);
    }

    @Test
    void onePageIsFilledToTheLastByteBeforeItIsDivided() {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        // 40 for the page, and 8 for the slot, 1 for the key and 1 or 2 for the length of each.
        for (int key = 0; key < 8; key++) {
            changes.put(new byte[] {(byte) (key << 5)}, new byte[496]);
        }
        TreeFixture full = new TreeFixture().apply(changes);
        assertEquals(1, full.root.height());
        assertEquals(PAGE_SIZE, full.usedBytes(full.root.page()));
        changes.put(new byte[1], new byte[497]);
        assertEquals(2, new TreeFixture().apply(changes).root.height());
    }

    private void refuses(byte[] key, byte[] value) {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(key, value);
        assertThrows(IllegalArgumentException.class, () -> tree.apply(changes));
    }

    private void assertNoPageIsUnderfull() {
        for (int level = 0; level < tree.root.level(); level++) {
            for (int number : tree.pagesAt(level)) {
                int used = tree.usedBytes(number);
                assertTrue(used >= PAGE_SIZE / 4, "a page of level " + level + " uses " + used);
            }
        }
    }
}
