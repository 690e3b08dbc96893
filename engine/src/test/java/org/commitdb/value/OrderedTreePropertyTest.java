package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;

/// Sets and maps against the JDK's trees, with the shape of the tree checked.
final class OrderedTreePropertyTest {

    private static final SetType SET = new SetType(PrimitiveType.INT64);
    private static final MapType MAP = new MapType(PrimitiveType.INT64, PrimitiveType.INT64);

    private static Value number(long number) {
        return IntegerValue.of(PrimitiveType.INT64, number);
    }

    @Property(tries = 150)
    void setHoldsWhatATreeSetHolds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int edits) {
        Random random = new Random(seed);
        int range = 1 + random.nextInt(2 * edits);
        int removals = random.nextInt(11);
        TreeSet<Value> oracle = new TreeSet<>();
        SetValue.Builder builder = SetValue.empty(SET).toBuilder();
        List<SetValue> versions = new ArrayList<>();
        List<TreeSet<Value>> expected = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            Value value = number(random.nextInt(range));
            if (random.nextInt(12) < removals) {
                assertEquals(oracle.remove(value), builder.remove(value));
            } else {
                assertEquals(oracle.add(value), builder.add(value));
            }
            if (random.nextInt(edits) < 4) {
                versions.add(builder.build());
                expected.add(new TreeSet<>(oracle));
            }
        }
        versions.add(builder.build());
        expected.add(oracle);
        for (int i = 0; i < versions.size(); i++) {
            SetValue version = versions.get(i);
            assertEquals(List.copyOf(expected.get(i)), list(version));
            assertEquals(expected.get(i).size(), version.size());
            assertEquals(SetValue.of(SET, expected.get(i)), version);
            assertEquals(SetValue.of(SET, expected.get(i)).hashCode(), version.hashCode());
            for (int j = 0; j < versions.size(); j++) {
                assertEquals(
                        lexicographic(expected.get(i), expected.get(j)),
                        Integer.signum(version.compareTo(versions.get(j))));
                SetValue.Builder changed = version.toBuilder();
                for (SetValue.Change change : version.changesTo(versions.get(j))) {
                    assertTrue(
                            change.added()
                                    ? changed.add(change.element())
                                    : changed.remove(change.element()));
                }
                assertEquals(versions.get(j), changed.build());
            }
        }
        for (int i = 0; i < range; i++) {
            assertEquals(oracle.contains(number(i)), versions.getLast().contains(number(i)));
        }
    }

    private static int lexicographic(TreeSet<Value> left, TreeSet<Value> right) {
        Iterator<Value> l = left.iterator();
        Iterator<Value> r = right.iterator();
        while (l.hasNext() && r.hasNext()) {
            int order = l.next().compareTo(r.next());
            if (order != 0) {
                return Integer.signum(order);
            }
        }
        return Boolean.compare(l.hasNext(), r.hasNext());
    }

    private static List<Value> list(Iterable<Value> values) {
        List<Value> list = new ArrayList<>();
        values.forEach(list::add);
        return list;
    }

    @Property(tries = 150)
    void mapHoldsWhatATreeMapHolds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int edits) {
        Random random = new Random(seed);
        int range = 1 + random.nextInt(edits);
        TreeMap<Value, Value> oracle = new TreeMap<>();
        MapValue map = MapValue.empty(MAP);
        MapValue middle = map;
        TreeMap<Value, Value> middleOracle = new TreeMap<>();
        for (int i = 0; i < edits; i++) {
            Value key = number(random.nextInt(range));
            Value value = number(random.nextInt(5));
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                oracle.remove(key);
            } else {
                map = map.with(key, value);
                oracle.put(key, value);
            }
            if (i == edits / 2) {
                middle = map;
                middleOracle = new TreeMap<>(oracle);
            }
        }
        checkMap(oracle, map);
        checkMap(middleOracle, middle);
        checkShape(map);
        assertEquals(middle.equals(map), middleOracle.equals(oracle));
        checkDifferences(middleOracle, middle, oracle, map);
    }

    private static void checkMap(TreeMap<Value, Value> oracle, MapValue map) {
        assertEquals(List.copyOf(oracle.keySet()), list(map.keys()));
        assertEquals(List.copyOf(oracle.values()), list(map.values()));
        assertEquals(MapValue.of(MAP, oracle), map);
        assertEquals(MapValue.of(MAP, oracle).hashCode(), map.hashCode());
        for (Map.Entry<Value, Value> entry : oracle.entrySet()) {
            assertEquals(entry.getValue(), map.get(entry.getKey()));
        }
        assertNull(map.get(number(-1)));
        int entries = 0;
        for (MapValue.Entry entry : map.entries()) {
            assertEquals(oracle.get(entry.key()), entry.value());
            entries++;
        }
        assertEquals(oracle.size(), entries);
    }

    private static void checkDifferences(
            TreeMap<Value, Value> leftOracle,
            MapValue left,
            TreeMap<Value, Value> rightOracle,
            MapValue right) {
        List<MapValue.Change> expected = new ArrayList<>();
        TreeSet<Value> keys = new TreeSet<>(leftOracle.keySet());
        keys.addAll(rightOracle.keySet());
        for (Value key : keys) {
            Value l = leftOracle.get(key);
            Value r = rightOracle.get(key);
            if (!Objects.equals(l, r)) {
                expected.add(new MapValue.Change(key, l, r));
            }
        }
        assertEquals(expected, left.changesTo(right));
    }

    @Property(tries = 60)
    void treeStaysBalancedAndFilledWhateverIsRemoved(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int pattern) {
        Random random = new Random(seed);
        MapValue.Builder builder = MapValue.empty(MAP).toBuilder();
        int count = 4000;
        for (int i = 0; i < count; i++) {
            builder.put(number(pattern == 0 ? i : pattern == 1 ? -i : random.nextInt()), number(i));
        }
        checkShape(builder.build());
        List<Value> keys = new ArrayList<>(list(builder.build().keys()));
        if (pattern == 3) {
            Collections.shuffle(keys, random);
        }
        for (Value key : keys) {
            assertTrue(builder.remove(key) != null);
            if (random.nextInt(400) == 0) {
                checkShape(builder.build());
            }
        }
        assertEquals(MapValue.empty(MAP), builder.build());
        assertEquals(0, builder.build().tree().root().height());
    }

    private static void checkShape(MapValue map) {
        OrderedNode root = map.tree().root();
        assertEquals(map.size(), check(root, null, null));
        assertTrue(
                root.height() <= 1 + Math.log(map.size() + 1) / Math.log(2),
                () -> "height " + root.height());
    }

    /// Counts the entries; at most one node a level, the last, may be less than a quarter full.
    private static int check(OrderedNode node, Value low, Value high) {
        assertTrue(node.count() <= OrderedNode.MAXIMUM);
        int entries = 0;
        switch (node) {
            case OrderedLeaf leaf -> {
                for (int i = 0; i < leaf.count(); i++) {
                    assertTrue(low == null || low.compareTo(leaf.key(i)) <= 0);
                    assertTrue(high == null || leaf.key(i).compareTo(high) < 0);
                }
                entries = leaf.count();
            }
            case OrderedBranch branch -> {
                assertTrue(branch.count() >= 2);
                for (int i = 0; i < branch.count(); i++) {
                    assertEquals(branch.height() - 1, branch.child(i).height());
                    Value from = i == 0 ? low : branch.bound(i);
                    Value to = i + 1 < branch.count() ? branch.bound(i + 1) : high;
                    entries += check(branch.child(i), from, to);
                    boolean last = high == null && i == branch.count() - 1;
                    assertTrue(
                            last
                                    || branch.child(i).count() >= OrderedNode.MINIMUM
                                    || branch.count() == 2);
                }
            }
        }
        return entries;
    }

    @Property(tries = 50)
    void comparisonOfVersionsVisitsOnlyWhatTheyDoNotShare(@ForAll long seed) {
        Random random = new Random(seed);
        MapValue.Builder builder = MapValue.empty(MAP).toBuilder();
        for (int i = 0; i < 20_000; i++) {
            builder.put(number(random.nextInt(1 << 20)), number(1));
        }
        MapValue before = builder.build();
        int edits = 1 + random.nextInt(10);
        MapValue after = before;
        for (int i = 0; i < edits; i++) {
            Value key = number(random.nextInt(1 << 20));
            after = random.nextBoolean() ? after.with(key, number(2)) : after.without(key);
        }
        OrderedComparison comparison =
                new OrderedComparison(before.tree().root(), after.tree().root());
        int differences = 0;
        while (comparison.next()) {
            differences++;
        }
        assertTrue(differences <= edits);
        long bound = 2L * (edits + 1) * 3 * 3 * OrderedNode.MAXIMUM;
        assertTrue(comparison.steps() <= bound, () -> comparison.steps() + " steps for few edits");
    }

    @Property(tries = 50)
    void editWithoutEffectGivesTheSameObject(@ForAll long seed) {
        SetValue set =
                SetValue.of(
                        SET,
                        new Random(seed)
                                .longs(200, 0, 300)
                                .mapToObj(OrderedTreePropertyTest::number)
                                .toList());
        for (int i = 0; i < 300; i++) {
            Value value = number(i);
            assertSame(set, set.contains(value) ? set.with(value) : set.without(value));
        }
    }
}
