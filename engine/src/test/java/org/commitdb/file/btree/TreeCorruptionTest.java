package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.commitdb.error.CorruptException;
import org.commitdb.file.page.PageSink;
import org.commitdb.file.page.VerifiedPages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Damaged trees, and trees that somebody made up who can compute checksums.
@Execution(ExecutionMode.CONCURRENT)
final class TreeCorruptionTest {

    @Test
    void everyFlippedByteIsDetected() {
        TreeFixture tree = new TreeFixture();
        NavigableMap<byte[], byte[]> model = Keys.sortedMap();
        Random random = new Random(3);
        for (int i = 0; i < 24; i++) {
            byte[] key = new byte[8];
            random.nextBytes(key);
            byte[] value = new byte[400];
            random.nextBytes(value);
            model.put(key, value);
        }
        tree.apply(model);
        assertEquals(2, tree.root.height());
        for (int number : tree.reachable()) {
            byte[] page = tree.store.bytes(number);
            for (int at = 0; at < page.length; at++) {
                page[at] ^= (byte) (1 << (at & 7));
                VerifiedPages pages = new VerifiedPages(tree.store);
                assertTrue(failuresOf(pages, tree.root, model) > 0, number + ":" + at);
                assertFalse(TreeCheck.check(pages, tree.root, 5).isEmpty(), number + ":" + at);
                page[at] ^= (byte) (1 << (at & 7));
            }
        }
        assertEquals(0, failuresOf(new VerifiedPages(tree.store), tree.root, model));
    }

    @Test
    void checkFindsRotInPagesThatWereVerified() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 1000, 1);
        assertEquals(List.of(), TreeCheck.check(tree.pages, tree.root, 5));
        tree.store.bytes(tree.pagesAt(0).get(1))[3000] ^= 1;
        assertEquals(1, TreeCheck.check(tree.pages, tree.root, 5).size());
    }

    @Test
    void checkGoesOnAfterAFindingAndStopsAtTheLimit() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        for (int number : tree.pagesAt(0)) {
            tree.store.bytes(number)[1] ^= 1;
        }
        assertEquals(7, TreeCheck.check(tree.pages, tree.root, 7).size());
        int leaves = tree.pagesAt(0).size();
        assertEquals(leaves, TreeCheck.check(tree.pages, tree.root, 10_000).size());
    }

    @Test
    void checkFindsWrongNumberOfEntries() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 1000, 1);
        TreeRoot root = tree.root;
        TreeRoot wrong = new TreeRoot(root.page(), root.crc(), root.height(), 3, 999);
        List<TreeFinding> findings = TreeCheck.check(tree.pages, wrong, 5);
        assertEquals("999 entries", findings.getFirst().expected());
        assertEquals("1000 entries", findings.getFirst().found());
    }

    @Test
    void checkFindsChildThatIsYoungerThanItsParent() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 1000, 1);
        HostileTree hostile = new HostileTree(tree);
        int leaf = tree.pagesAt(0).get(2);
        hostile.page(leaf).putLong(16, 2);
        TreeRoot root = hostile.seal(leaf);
        assertEquals(1, TreeCheck.check(hostile.pages(), root, 5).size());
    }

    @Test
    void pointerToAncestorIsCorruption() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        for (int target : new int[] {tree.root.page(), tree.pagesAt(1).getFirst()}) {
            HostileTree hostile = new HostileTree(tree);
            HostileTree.Pointer pointer = hostile.pointer(tree.pagesAt(0).getFirst());
            TreeRoot root = hostile.redirect(pointer, target, hostile.crcOf(target));
            assertRefused(hostile, root);
        }
    }

    @Test
    void pointerToPageOfAnotherLevelIsCorruption() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        HostileTree hostile = new HostileTree(tree);
        int leaf = tree.pagesAt(0).getLast();
        HostileTree.Pointer pointer = hostile.pointer(tree.pagesAt(1).getFirst());
        assertRefused(hostile, hostile.redirect(pointer, leaf, hostile.crcOf(leaf)));

        hostile = new HostileTree(tree);
        int branch = tree.pagesAt(1).getLast();
        pointer = hostile.pointer(tree.pagesAt(0).getFirst());
        assertRefused(hostile, hostile.redirect(pointer, branch, hostile.crcOf(branch)));
    }

    @Test
    void pointerOutOfTheFileIsCorruption() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        for (int target : new int[] {1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            HostileTree hostile = new HostileTree(tree);
            HostileTree.Pointer pointer = hostile.pointer(tree.pagesAt(0).getFirst());
            assertRefused(hostile, hostile.redirect(pointer, target, 5));
        }
    }

    @Test
    void wrongHeightIsCorruption() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        HostileTree hostile = new HostileTree(tree);
        TreeRoot root = tree.root;
        for (int height : new int[] {1, 2, 4, TreeRoot.MAX_HEIGHT}) {
            assertRefused(
                    hostile,
                    new TreeRoot(root.page(), root.crc(), height, root.treeId(), root.entries()));
        }
    }

    @Test
    void scanOfSharedPagesEnds() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 120_000, 1);
        HostileTree hostile = new HostileTree(tree);
        TreeRoot root = tree.root;
        int shared = tree.pagesAt(0).get(5);
        for (int leaf : tree.pagesAt(0)) {
            root = hostile.redirect(hostile.pointer(leaf), shared, hostile.crcOf(shared));
        }
        TreeCursor cursor = new TreeReader(hostile.pages(), root).cursor();
        assertThrows(CorruptException.class, () -> count(cursor, true, 120_000));
        assertThrows(CorruptException.class, () -> count(cursor, false, 120_000));
    }

    @Test
    void mergeRefusesKeyBelowItsSeparator() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 20_000, 10);
        HostileTree hostile = new HostileTree(tree);
        TreeRoot root = moveKey(hostile, tree.pagesAt(0).get(3), 0, -3);
        long inside = firstNumber(tree, 3) + 15;
        assertThrows(CorruptException.class, () -> put(hostile, root, inside));
        put(hostile, root, firstNumber(tree, 5) + 15);
    }

    @Test
    void mergeRefusesKeyBeyondTheNextSeparator() {
        TreeFixture tree = new TreeFixture().putNumbers(0, 20_000, 10);
        HostileTree hostile = new HostileTree(tree);
        int leaf = tree.pagesAt(0).get(3);
        int last = hostile.page(leaf).getShort(6) - 1;
        TreeRoot root = moveKey(hostile, leaf, last, 12);
        long inside = firstNumber(tree, 3) + 15;
        assertThrows(CorruptException.class, () -> put(hostile, root, inside));
        put(hostile, root, firstNumber(tree, 5) + 15);
    }

    @Test
    void mergeRefusesDisorderBetweenPagesThatItJoins() {
        assertJoinRefused(12);
        assertJoinRefused(10);
    }

    /// The last key of a leaf, moved so far, meets the first of the next one, ten further on.
    private static void assertJoinRefused(int difference) {
        TreeFixture tree = new TreeFixture().putNumbers(0, 20_000, 10);
        HostileTree hostile = new HostileTree(tree);
        int leaf = tree.pagesAt(0).get(4);
        int last = hostile.page(leaf).getShort(6) - 1;
        TreeRoot root = moveKey(hostile, leaf, last, difference);
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        for (long number = firstNumber(tree, 3); number < firstNumber(tree, 4); number += 10) {
            changes.put(Keys.bigEndian(number), null);
        }
        changes.remove(changes.firstKey());
        changes.put(Keys.bigEndian(firstNumber(tree, 5) + 15), new byte[1]);
        TreeMerge merge = new TreeMerge(hostile.pages(), new Nowhere(), 99);
        assertThrows(CorruptException.class, () -> merge.apply(root, TreeChanges.of(changes)));
    }

    @Test
    void madeUpTreesGiveSortedEntriesOrCorruption() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeFixture small = new TreeFixture();
        NavigableMap<byte[], byte[]> model = Keys.sortedMap();
        while (small.root.height() < 4) {
            for (int i = 0; i < 100; i++) {
                byte[] key = Keys.SHAPES.get(i % 5).key(random);
                model.put(key, Keys.value(random, 512));
            }
            small.apply(model);
        }
        int clean = 0;
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            HostileTree hostile = new HostileTree(small);
            TreeRoot root = damage(hostile, random);
            try {
                if (TreeCheck.check(hostile.pages(), root, 3).isEmpty()) {
                    clean++;
                    assertConsistent(hostile.pages(), root, model.size());
                } else {
                    refused++;
                }
                useBounded(hostile, root, model, random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertTrue(refused > 100 && clean > 10, "seed " + seed + ": " + refused + ", " + clean);
    }

    static long firstNumber(TreeFixture tree, int leaf) {
        ByteBuffer page = ByteBuffer.wrap(tree.store.bytes(tree.pagesAt(0).get(leaf)));
        int prefixLength = page.get(12);
        int slot = 40 + prefixLength;
        int cell = (page.get(slot + 4) & 0xff) | ((page.get(slot + 5) & 0xff) << 8);
        byte[] key = Arrays.copyOfRange(page.array(), 40, 40 + 8);
        System.arraycopy(page.array(), cell, key, prefixLength, 8 - prefixLength);
        return ByteBuffer.wrap(key).getLong();
    }

    private static void put(HostileTree hostile, TreeRoot root, long number) {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(Keys.bigEndian(number), new byte[1]);
        new TreeMerge(hostile.pages(), new Nowhere(), 99).apply(root, TreeChanges.of(changes));
    }

    /// Adds to the number in a slot of a leaf, whose keys stay in order, so that the tree is no
    /// more sound.
    static TreeRoot moveKey(HostileTree hostile, int leaf, int slot, int difference) {
        TreeRoot root = addToKey(hostile, leaf, slot, difference);
        assertFalse(TreeCheck.check(hostile.pages(), root, 5).isEmpty());
        return root;
    }

    /// Adds to the number in a slot of a page, whose keys stay in order.
    static TreeRoot addToKey(HostileTree hostile, int leaf, int slot, int difference) {
        ByteBuffer page = hostile.page(leaf);
        int at = 40 + page.getShort(12) + 8 * slot;
        int cell = page.getShort(at + 4) & 0xffff;
        int suffixLength = page.getShort(at + 6);
        int suffix = 0;
        for (int i = 0; i < suffixLength; i++) {
            suffix = (suffix << 8) | (page.get(cell + i) & 0xff);
        }
        suffix += difference;
        for (int i = 0; i < suffixLength; i++) {
            page.put(cell + i, (byte) (suffix >> (8 * (suffixLength - 1 - i))));
        }
        page.putInt(at, suffix << (8 * (4 - suffixLength)));
        return hostile.seal(leaf);
    }

    /// Changes a page or two where it hurts and makes all checksums right again.
    private static TreeRoot damage(HostileTree hostile, Random random) {
        List<Integer> numbers = hostile.numbers();
        TreeRoot root = null;
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            int number = numbers.get(random.nextInt(random.nextBoolean() ? numbers.size() : 5));
            ByteBuffer page = hostile.page(number);
            int slots = 40 + (page.getShort(12) & 0xffff);
            int count = Math.max(1, page.getShort(6) & 0xffff);
            int slot = Math.min(slots + 8 * random.nextInt(count), 4080);
            switch (random.nextInt(7)) {
                case 0 -> {
                    HostileTree.Pointer pointer =
                            hostile.pointer(numbers.get(1 + random.nextInt(numbers.size() - 1)));
                    int target = numbers.get(random.nextInt(numbers.size()));
                    root = hostile.redirect(pointer, target, hostile.crcOf(target));
                    continue;
                }
                case 1 -> page.put(4 + random.nextInt(36), (byte) random.nextInt());
                case 2 -> page.putShort(6, (short) (page.getShort(6) + random.nextInt(5) - 2));
                case 3 -> page.put(slot + random.nextInt(8), (byte) random.nextInt());
                case 4 -> page.put(random.nextInt(4096), (byte) random.nextInt());
                case 5 -> shiftKey(page, slot, random);
                default -> {
                    int cell = Math.min(page.getShort(slot + 4) & 0xffff, 4095);
                    page.put(cell, (byte) (page.get(cell) + random.nextInt(3) - 1));
                }
            }
            root = hostile.seal(number);
        }
        return root;
    }

    /// Changes a key and its head alike, so that the page stays valid if the order does.
    private static void shiftKey(ByteBuffer page, int slot, Random random) {
        int cell = page.getShort(slot + 4) & 0xffff;
        if ((page.getShort(slot + 6) & 0xffff) > 0 && cell < 4096) {
            byte first = (byte) random.nextInt();
            page.put(cell, first);
            page.put(slot + 3, first);
        }
    }

    /// Uses a tree in every way. Anything but success or corruption fails.
    private static void useBounded(
            HostileTree hostile, TreeRoot root, NavigableMap<byte[], byte[]> model, Random random) {
        int pageCount = hostile.numbers().size();
        VerifiedPages pages = hostile.pages();
        TreeReader reader = new TreeReader(pages, root);
        for (byte[] key : model.keySet()) {
            attempt(() -> reader.get(key));
        }
        int reads = hostile.store.reads();
        attempt(() -> count(reader.cursor(), true, 4096 * pageCount));
        attempt(() -> count(reader.cursor(), false, 4096 * pageCount));
        attempt(() -> TreeWalker.pagesOf(pages, root));
        assertTrue(hostile.store.reads() - reads <= 4 * pageCount + 16);
        for (Keys.Shape shape : Keys.Shape.values()) {
            byte[] key = shape.key(random);
            TreeCursor cursor = reader.cursor(KeyRange.from(shape.key(random)));
            attempt(() -> assertAbove(cursor.seekCeiling(key), cursor, key));
            attempt(() -> assertBelow(cursor.seekFloor(key), cursor, key));
        }
        int before = hostile.store.reads();
        attempt(() -> merge(pages, root, model, random));
        assertTrue(hostile.store.reads() - before <= 4 * pageCount + 16);
    }

    private static void merge(
            VerifiedPages pages, TreeRoot root, NavigableMap<byte[], byte[]> model, Random random) {
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        int most = random.nextInt(200);
        model.tailMap(Keys.Shape.ANY.key(random)).keySet().stream()
                .limit(most)
                .forEach(key -> changes.put(key, random.nextInt(3) == 0 ? new byte[9] : null));
        for (Keys.Shape shape : Keys.Shape.values()) {
            changes.put(shape.key(random), new byte[40]);
        }
        new TreeMerge(pages, new Nowhere(), 99).apply(root, TreeChanges.of(changes));
    }

    private static void attempt(Runnable use) {
        try {
            use.run();
        } catch (CorruptException e) {
            assertTrue(e.source().equals("heap"));
        }
    }

    private static void assertAbove(boolean at, TreeCursor cursor, byte[] key) {
        assertTrue(!at || cursor.compareKey(key) >= 0);
        assertTrue(!at || !cursor.next() || cursor.compareKey(key) > 0);
    }

    private static void assertBelow(boolean at, TreeCursor cursor, byte[] key) {
        assertTrue(!at || cursor.compareKey(key) <= 0);
        assertTrue(!at || !cursor.previous() || cursor.compareKey(key) < 0);
    }

    private static int count(TreeCursor cursor, boolean up, int limit) {
        int count = 0;
        byte[] last = null;
        for (boolean at = up ? cursor.first() : cursor.last();
                at;
                at = up ? cursor.next() : cursor.previous()) {
            assertTrue(++count <= limit);
            byte[] key = cursor.key();
            int order = last == null ? -1 : Arrays.compareUnsigned(last, key);
            assertTrue(last == null || (up ? order < 0 : order > 0));
            last = key;
        }
        return count;
    }

    private static void assertConsistent(VerifiedPages pages, TreeRoot root, int size) {
        TreeReader reader = new TreeReader(pages, root);
        TreeCursor cursor = reader.cursor();
        int count = 0;
        for (boolean at = cursor.first(); at; at = cursor.next()) {
            assertArrayEquals(cursor.value(), reader.get(cursor.key()));
            count++;
        }
        assertEquals(size, count);
        assertEquals(size, count(cursor, false, size));
    }

    private static void assertRefused(HostileTree hostile, TreeRoot root) {
        assertFalse(TreeCheck.check(hostile.pages(), root, 5).isEmpty());
        TreeReader reader = new TreeReader(hostile.pages(), root);
        assertThrows(CorruptException.class, () -> reader.get(Keys.bigEndian(0)));
        assertThrows(CorruptException.class, () -> reader.cursor().first());
        assertThrows(CorruptException.class, () -> count(reader.cursor(), true, 120_000));
        assertThrows(CorruptException.class, () -> count(reader.cursor(), false, 120_000));
        NavigableMap<byte[], byte[]> changes = Keys.sortedMap();
        changes.put(Keys.bigEndian(0), new byte[1]);
        TreeMerge merge = new TreeMerge(hostile.pages(), new Nowhere(), 99);
        assertThrows(CorruptException.class, () -> merge.apply(root, TreeChanges.of(changes)));
    }

    /// How many keys are answered with corruption. A wrong answer fails.
    private static int failuresOf(
            VerifiedPages pages, TreeRoot root, NavigableMap<byte[], byte[]> model) {
        TreeReader reader = new TreeReader(pages, root);
        int failures = 0;
        for (Map.Entry<byte[], byte[]> entry : model.entrySet()) {
            try {
                assertArrayEquals(entry.getValue(), reader.get(entry.getKey()));
            } catch (CorruptException e) {
                failures++;
            }
        }
        return failures;
    }

    /// Takes any page and keeps none.
    static final class Nowhere implements PageSink {

        private int next = 1_000_000;

        @Override
        public int allocate() {
            return next++;
        }

        @Override
        public void write(int pageNumber, byte[] page) {}

        @Override
        public void release(int pageNumber) {}
    }
}
