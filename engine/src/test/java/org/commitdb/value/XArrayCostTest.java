package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.commitdb.type.PrimitiveType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Counts the nodes that inserts visit, under orders of inserts chosen to hurt.
final class XArrayCostTest {

    private static final Value VALUE = IntegerValue.of(PrimitiveType.INT32, 1);

    /// Which slot is the anchor of insert `i`; negative for the end.
    private interface Pattern {
        int anchor(int i, Random random);
    }

    private enum Order implements Pattern {
        END((i, random) -> -1),
        FRONT((i, random) -> i - 1),
        FIRST_SLOT_AS_ANCHOR((i, random) -> 0),
        ONE_ANCHOR_IN_THE_MIDDLE((i, random) -> i < 1000 ? -1 : 500),
        ALTERNATING_ENDS((i, random) -> i % 2 == 0 ? -1 : Math.max(0, i - 2)),
        TWO_ANCHORS((i, random) -> i < 1000 ? -1 : 300 + i % 2 * 400),
        RANDOM((i, random) -> random.nextInt(i + 1) - 1),
        MOVING_CURSOR((i, random) -> random.nextInt(30) == 0 ? random.nextInt(i + 1) - 1 : i - 1);

        private final Pattern pattern;

        Order(Pattern pattern) {
            this.pattern = pattern;
        }

        @Override
        public int anchor(int i, Random random) {
            return pattern.anchor(i, random);
        }
    }

    static Stream<Arguments> patterns() {
        return Stream.of(Order.values())
                .flatMap(order -> Stream.of(Arguments.of(order, false), Arguments.of(order, true)));
    }

    /// The most visits of one insert, the visits of all, and the tree that they made.
    private record Cost(long most, long total, SlotTree tree) {}

    private static UUID position(int i) {
        Random random = new Random(i);
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static Cost run(Order order, boolean persistent, int inserts) {
        Random random = new Random(42);
        SlotTree tree = SlotTree.empty();
        SlotTreeEditor editor = new SlotTreeEditor(tree);
        long most = 0;
        long total = 0;
        for (int i = 0; i < inserts; i++) {
            if (persistent) {
                editor = new SlotTreeEditor(tree);
            }
            long before = editor.visits();
            insert(editor, order.anchor(i, random), i);
            long visits = editor.visits() - before;
            most = Math.max(most, visits);
            total += visits;
            if (persistent) {
                tree = editor.freeze();
            }
        }
        return new Cost(most, total, editor.freeze());
    }

    private static void insert(SlotTreeEditor editor, int anchor, int i) {
        UUID position = position(i);
        assertEquals(
                SlotPlace.NONE,
                editor.find(position.getMostSignificantBits(), position.getLeastSignificantBits()));
        long place = SlotPlace.NONE;
        if (anchor >= 0) {
            UUID before = position(anchor);
            place = editor.find(before.getMostSignificantBits(), before.getLeastSignificantBits());
        }
        editor.insert(
                place,
                position.getMostSignificantBits(),
                position.getLeastSignificantBits(),
                VALUE,
                false);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void insertVisitsFewNodesWhateverTheOrder(Order order, boolean persistent) {
        Cost small = run(order, persistent, 2_000);
        Cost large = run(order, persistent, 64_000);
        assertTrue(large.total() / 64_000 <= small.total() / 2_000 + 8, () -> small + " " + large);
        assertTrue(large.total() / 64_000 <= 24, large::toString);
        // One leaf split moves 32 entries, one branch split a level renames the parent of 32 nodes.
        assertTrue(large.most() <= 4 * (SlotLeaf.MAXIMUM + SlotBranch.MAXIMUM), large::toString);
        checkShape(large.tree());
    }

    private static void checkShape(SlotTree tree) {
        int leaves = 0;
        for (int i = 0; i < tree.nodes().size(); i++) {
            leaves += tree.nodes().get(i) instanceof SlotLeaf ? 1 : 0;
        }
        int found = leaves;
        assertTrue(
                leaves <= 2 + tree.slotCount() / 16,
                () -> found + " leaves for " + tree.slotCount() + " slots");
        assertTrue(height(tree) <= 4, () -> "height " + height(tree));
        int slots = 0;
        for (SlotCursor cursor = new SlotCursor(tree); !cursor.isDone(); cursor.advance()) {
            long place = tree.find(cursor.high(), cursor.low());
            assertEquals(slots, tree.liveBefore(place));
            if (slots % 97 == 0) {
                assertEquals(place, tree.placeOfLive(slots));
            }
            slots++;
        }
        assertEquals(tree.slotCount(), slots);
    }

    private static int height(SlotTree tree) {
        int height = 0;
        SlotNode node = tree.nodes().get(tree.root());
        while (node instanceof SlotBranch branch) {
            node = tree.nodes().get(branch.child(0));
            height++;
        }
        return height;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void editsOfADecodedXArrayMakeItsIndexOnce(int slots) {
        SlotTreeEditor decoder = new SlotTreeEditor(SlotTree.empty());
        for (int i = 0; i < slots; i++) {
            UUID position = position(i);
            decoder.append(
                    position.getMostSignificantBits(),
                    position.getLeastSignificantBits(),
                    VALUE,
                    false);
        }
        SlotTree stored = decoder.freeze();
        assertEquals(null, stored.indexIfMade());
        SlotTreeEditor first = new SlotTreeEditor(stored);
        first.find(1, 1);
        SlotIndex made = stored.indexIfMade();
        SlotTreeEditor second = new SlotTreeEditor(stored);
        second.find(2, 2);
        assertTrue(made != null && made == stored.indexIfMade());
    }

    static Stream<Integer> sizes() {
        return Stream.of(65, 1_000, 20_000);
    }
}
