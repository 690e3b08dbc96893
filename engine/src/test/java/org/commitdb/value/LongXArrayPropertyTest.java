package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.XArrayType;

/// Xarrays of many branches against a linked list.
final class LongXArrayPropertyTest {

    private static final XArrayType TYPE = new XArrayType(PrimitiveType.INT32);

    /// The order of the slots: each position with the one before and the one after it.
    private static final class Links {

        final Map<UUID, UUID> next = new HashMap<>();
        final Map<UUID, UUID> previous = new HashMap<>();

        Links() {
            next.put(XArrayValue.END, XArrayValue.END);
            previous.put(XArrayValue.END, XArrayValue.END);
        }

        Links(Links from) {
            next.putAll(from.next);
            previous.putAll(from.previous);
        }

        void insert(UUID before, UUID position) {
            UUID left = previous.get(before);
            next.put(left, position);
            next.put(position, before);
            previous.put(position, left);
            previous.put(before, position);
        }

        List<UUID> positions() {
            List<UUID> positions = new ArrayList<>();
            UUID at = XArrayValue.END;
            do {
                at = next.get(at);
                positions.add(at);
            } while (!at.equals(XArrayValue.END));
            return positions;
        }
    }

    /// One line of edits: a builder, its oracle, and the positions that may be anchors.
    private static final class Line {

        final Random random;
        final XArrayValue.Builder builder;
        final Links links;
        final List<UUID> anchors;
        int cursor;

        Line(long seed, XArrayValue start, Links links, List<UUID> anchors) {
            this.random = new Random(seed);
            this.builder = start.toBuilder();
            this.links = new Links(links);
            this.anchors = new ArrayList<>(anchors);
        }

        void insert() {
            if (random.nextInt(40) == 0) {
                cursor = random.nextInt(anchors.size());
            }
            UUID before =
                    anchors.get(random.nextInt(3) == 0 ? random.nextInt(anchors.size()) : cursor);
            UUID position = new UUID(random.nextLong(), random.nextLong());
            builder.insert(before, position, IntegerValue.of(PrimitiveType.INT32, anchors.size()));
            links.insert(before, position);
            anchors.add(position);
        }

        void check() {
            List<UUID> positions = links.positions();
            XArrayValue xarray = builder.build();
            List<UUID> found = new ArrayList<>();
            xarray.positions().forEach(found::add);
            assertEquals(positions, found);
            for (int i = 0; i < positions.size() - 1; i += 1 + random.nextInt(50)) {
                assertEquals(i, xarray.indexOf(positions.get(i)));
                assertEquals(positions.get(i), xarray.positionAt(i));
            }
        }
    }

    @Property(tries = 8)
    void longXArrayKeepsTheOrderOfALinkedListAlsoWhereVersionsPart(@ForAll long seed) {
        Line trunk = new Line(seed, XArrayValue.empty(TYPE), new Links(), List.of(XArrayValue.END));
        for (int i = 0; i < 12_000; i++) {
            trunk.insert();
        }
        trunk.check();
        XArrayValue fork = trunk.builder.build();
        List<UUID> before = trunk.links.positions();
        Line left = new Line(seed + 1, fork, trunk.links, trunk.anchors);
        Line right = new Line(seed + 2, fork, trunk.links, trunk.anchors);
        for (int i = 0; i < 4_000; i++) {
            trunk.insert();
            left.insert();
            right.insert();
        }
        trunk.check();
        left.check();
        right.check();
        List<UUID> after = new ArrayList<>();
        fork.positions().forEach(after::add);
        assertEquals(before, after);
    }
}
