package org.commitdb.file.btree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.commitdb.file.page.HeapPages;
import org.commitdb.file.page.VerifiedPages;

/// A tree under random batches of changes does what a [TreeMap] does. jqwik prints the seed of a
/// failing run.
final class TreePropertyTest {

    private static final int TREE = 3;

    @Provide
    Arbitrary<Integer> pageSizes() {
        return Arbitraries.of(4096, 8192, 16384, 32768, 65536);
    }

    @Property(tries = 120)
    void treeHoldsWhatTheMapHolds(
            @ForAll("pageSizes") int pageSize, @ForAll Keys.Shape shape, @ForAll long seed) {
        Random random = new Random(seed);
        HeapPages store = new HeapPages(pageSize, random.nextLong());
        VerifiedPages pages = new VerifiedPages(store);
        NavigableMap<byte[], byte[]> model = Keys.sortedMap();
        TreeRoot root = TreeRoot.empty(TREE);
        int batches = 1 + random.nextInt(8);
        for (int seq = 1; seq <= batches; seq++) {
            NavigableMap<byte[], byte[]> batch =
                    seq == 1
                            ? firstBatch(random, shape, pageSize / 8)
                            : batch(random, shape, model, pageSize / 8);
            NavigableMap<byte[], byte[]> before = new TreeMap<>(model);
            TreeRoot old = root;
            root = new TreeMerge(pages, store, seq).apply(old, TreeChanges.of(batch));
            batch.forEach((k, v) -> {
                if (v == null) {
                    model.remove(k);
                } else {
                    model.put(k, v);
                }
            });
            assertHolds(pages, root, model, random, shape);
            assertHolds(pages, old, before);
            assertEquals(store.allocated(), reachable(pages, root));
            assertEquals(List.of(), TreeCheck.check(pages, root, 10));
            store.reuseReleased();
            Statistics.label("height").collect(root.height());
        }
    }

    @Property(tries = 60)
    void cursorsSeeExactlyTheirRange(@ForAll Keys.Shape shape, @ForAll long seed) {
        Random random = new Random(seed);
        HeapPages store = new HeapPages(4096, 1);
        VerifiedPages pages = new VerifiedPages(store);
        NavigableMap<byte[], byte[]> model = Keys.sortedMap();
        for (int i = 0; i < 1500; i++) {
            model.put(shape.key(random), Keys.value(random, 20));
        }
        TreeRoot root =
                new TreeMerge(pages, store, 1).apply(TreeRoot.empty(TREE), TreeChanges.of(model));
        TreeReader reader = new TreeReader(pages, root);
        for (int i = 0; i < 30; i++) {
            byte[] from = shape.key(random);
            byte[] to = shape.key(random);
            NavigableMap<byte[], byte[]> part =
                    model.comparator().compare(from, to) < 0
                            ? model.subMap(from, true, to, false)
                            : Keys.sortedMap();
            assertSees(reader.cursor(KeyRange.between(from, to)), part, random, shape);
            assertSees(
                    reader.cursor(KeyRange.from(from)), model.tailMap(from, true), random, shape);
            byte[] prefix = java.util.Arrays.copyOf(from, random.nextInt(from.length + 1));
            NavigableMap<byte[], byte[]> begun = Keys.sortedMap();
            model.forEach((k, v) -> {
                if (startsWith(k, prefix)) {
                    begun.put(k, v);
                }
            });
            assertSees(reader.cursor(KeyRange.prefix(prefix)), begun, random, shape);
        }
    }

    @Property(tries = 40)
    void oneStepOfChangesEqualsManySteps(@ForAll Keys.Shape shape, @ForAll long seed) {
        Random random = new Random(seed);
        HeapPages store = new HeapPages(4096, 1);
        VerifiedPages pages = new VerifiedPages(store);
        NavigableMap<byte[], byte[]> model = Keys.sortedMap();
        TreeRoot root = TreeRoot.empty(TREE);
        for (int i = 0; i < 150; i++) {
            NavigableMap<byte[], byte[]> one = Keys.sortedMap();
            byte[] key = shape.key(random);
            byte[] value = random.nextInt(4) == 0 ? null : Keys.value(random, 512);
            one.put(key, value);
            root = new TreeMerge(pages, store, i).apply(root, TreeChanges.of(one));
            if (value == null) {
                model.remove(key);
            } else {
                model.put(key, value);
            }
            store.reuseReleased();
        }
        assertHolds(pages, root, model);
        assertEquals(store.allocated(), reachable(pages, root));
        assertEquals(List.of(), TreeCheck.check(pages, root, 10));
    }

    /// A tree of some height to begin with.
    private static NavigableMap<byte[], byte[]> firstBatch(
            Random random, Keys.Shape shape, int maxValue) {
        NavigableMap<byte[], byte[]> batch = Keys.sortedMap();
        int size = random.nextInt(3000);
        int maxLength = random.nextBoolean() ? 24 : maxValue / 2;
        for (int i = 0; i < size; i++) {
            batch.put(shape.key(random), Keys.value(random, maxLength));
        }
        return batch;
    }

    /// Mostly puts, mostly deletes, or a stretch of neighbours deleted.
    private static NavigableMap<byte[], byte[]> batch(
            Random random, Keys.Shape shape, NavigableMap<byte[], byte[]> model, int maxValue) {
        NavigableMap<byte[], byte[]> batch = Keys.sortedMap();
        int size = random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(40);
        int deletesInTen = random.nextInt(11);
        int maxLength = random.nextInt(5) == 0 ? maxValue : 24;
        for (int i = 0; i < size; i++) {
            boolean delete = random.nextInt(10) < deletesInTen;
            byte[] key = shape.key(random);
            if (delete && random.nextInt(5) > 0) {
                Map.Entry<byte[], byte[]> near = model.ceilingEntry(key);
                key = near == null ? key : near.getKey();
            }
            batch.put(key, delete ? null : Keys.value(random, maxLength));
        }
        if (random.nextInt(3) == 0 && !model.isEmpty()) {
            byte[] from = shape.key(random);
            int most = random.nextInt(model.size() + 1);
            model.tailMap(from).keySet().stream().limit(most).forEach(k -> batch.put(k, null));
        }
        if (random.nextInt(12) == 0) {
            model.keySet().forEach(k -> batch.put(k, null));
        }
        return batch;
    }

    private static void assertHolds(
            VerifiedPages pages, TreeRoot root, NavigableMap<byte[], byte[]> model) {
        assertEquals(model.size(), root.entries());
        TreeCursor cursor = new TreeReader(pages, root).cursor();
        boolean at = cursor.first();
        for (Map.Entry<byte[], byte[]> entry : model.entrySet()) {
            assertTrue(at);
            assertArrayEquals(entry.getKey(), cursor.key());
            assertArrayEquals(entry.getValue(), cursor.value());
            at = cursor.next();
        }
        assertFalse(at);
    }

    private static void assertHolds(
            VerifiedPages pages,
            TreeRoot root,
            NavigableMap<byte[], byte[]> model,
            Random random,
            Keys.Shape shape) {
        assertHolds(pages, root, model);
        TreeReader reader = new TreeReader(pages, root);
        model.forEach((k, v) -> assertArrayEquals(v, reader.get(k)));
        for (int i = 0; i < 50; i++) {
            byte[] key = shape.key(random);
            byte[] value = model.get(key);
            if (value == null) {
                assertNull(reader.get(key));
            } else {
                assertArrayEquals(value, reader.get(key));
            }
        }
        assertSees(reader.cursor(), model, random, shape);
    }

    private static void assertSees(
            TreeCursor cursor,
            NavigableMap<byte[], byte[]> model,
            Random random,
            Keys.Shape shape) {
        List<byte[]> backwards = new ArrayList<>();
        for (boolean at = cursor.last(); at; at = cursor.previous()) {
            backwards.add(cursor.key());
        }
        assertEquals(
                model.descendingKeySet().stream().map(Keys::hex).toList(),
                backwards.stream().map(Keys::hex).toList());
        assertAt(model.isEmpty() ? null : model.firstKey(), cursor.first(), cursor);
        for (int i = 0; i < 25; i++) {
            byte[] key = shape.key(random);
            assertAt(model.ceilingKey(key), cursor.seekCeiling(key), cursor);
            assertAt(model.higherKey(key), cursor.seekHigher(key), cursor);
            assertAt(model.lowerKey(key), cursor.seekLower(key), cursor);
            assertAt(model.floorKey(key), cursor.seekFloor(key), cursor);
            assertAt(model.containsKey(key) ? key : null, cursor.seek(key), cursor);
            walk(cursor, model, model.floorKey(key), cursor.seekFloor(key), random);
        }
    }

    /// Steps to and fro.
    private static void walk(
            TreeCursor cursor,
            NavigableMap<byte[], byte[]> model,
            byte[] start,
            boolean startsAt,
            Random random) {
        byte[] expected = start;
        boolean at = startsAt;
        for (int i = 0; i < 12; i++) {
            assertAt(expected, at, cursor);
            if (!at) {
                return;
            }
            boolean up = random.nextBoolean();
            expected = up ? model.higherKey(expected) : model.lowerKey(expected);
            at = up ? cursor.next() : cursor.previous();
        }
    }

    private static void assertAt(byte[] expected, boolean at, TreeCursor cursor) {
        assertEquals(expected != null, at);
        assertEquals(at, cursor.isAtEntry());
        if (at) {
            assertArrayEquals(expected, cursor.key());
        }
    }

    private static Set<Integer> reachable(VerifiedPages pages, TreeRoot root) {
        Set<Integer> reachable = new TreeSet<>();
        TreeWalker.pagesOf(pages, root).forEach(reachable::add);
        return reachable;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
