package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.error.CorruptException;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.XArrayValue.Slot;

/// The xarray against a plain list of slots.
final class XArrayPropertyTest {

    private static final XArrayType TYPE = new XArrayType(PrimitiveType.INT32);

    /// What an xarray means, without any structure.
    private static final class Oracle {

        final List<Slot> slots = new ArrayList<>();

        int find(UUID position) {
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).position().equals(position)) {
                    return i;
                }
            }
            return -1;
        }

        void insert(UUID before, Slot slot) {
            int at = find(slot.position());
            if (at < 0) {
                int anchor = find(before);
                slots.add(anchor < 0 ? slots.size() : anchor, slot);
            } else if (slot.state() == SlotState.LIVE) {
                slots.set(at, slot);
            }
        }

        List<Value> values() {
            return slots.stream()
                    .filter(slot -> slot.state() == SlotState.LIVE)
                    .map(Slot::value)
                    .toList();
        }
    }

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    private static UUID position(Random random, int range) {
        return new UUID(3, 1 + random.nextInt(range));
    }

    @Property(tries = 150)
    void xarrayHoldsWhatAListOfSlotsHolds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int edits) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        XArrayValue.Builder builder = XArrayValue.empty(TYPE).toBuilder();
        List<XArrayValue> versions = new ArrayList<>();
        List<List<Slot>> expected = new ArrayList<>();
        int range = 1 + random.nextInt(2 * edits);
        for (int i = 0; i < edits; i++) {
            edit(random, range, oracle, builder, number(i));
            if (random.nextInt(edits) < 4) {
                versions.add(builder.build());
                expected.add(List.copyOf(oracle.slots));
            }
        }
        versions.add(builder.build());
        expected.add(List.copyOf(oracle.slots));
        for (int i = 0; i < versions.size(); i++) {
            check(expected.get(i), versions.get(i));
        }
        checkLookUps(oracle, versions.getLast(), range);
    }

    private static void edit(
            Random random, int range, Oracle oracle, XArrayValue.Builder builder, Value value) {
        UUID position = position(random, range);
        UUID before = random.nextInt(5) == 0 ? XArrayValue.END : position(random, range);
        int at = oracle.find(position);
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                boolean placed = builder.insert(before, position, value);
                assertEquals(
                        at >= 0 || before.equals(XArrayValue.END) || oracle.find(before) >= 0,
                        placed);
                oracle.insert(before, new Slot(position, SlotState.LIVE, value));
            }
            case 3 -> {
                builder.insertMasked(before, position);
                oracle.insert(before, new Slot(position, SlotState.MASKED, null));
            }
            case 4 -> {
                if (at < 0 || oracle.slots.get(at).state() == SlotState.MASKED) {
                    assertThrows(
                            IllegalArgumentException.class, () -> builder.update(position, value));
                } else {
                    builder.update(position, value);
                    oracle.slots.set(at, new Slot(position, SlotState.LIVE, value));
                }
            }
            default -> {
                if (at < 0 || oracle.slots.get(at).state() == SlotState.MASKED) {
                    assertThrows(IllegalArgumentException.class, () -> builder.remove(position));
                } else {
                    builder.remove(position);
                    oracle.slots.set(at, new Slot(position, SlotState.EMPTIED, null));
                }
            }
        }
        assertEquals(oracle.slots.size(), builder.slotCount());
    }

    private static void check(List<Slot> slots, XArrayValue xarray) {
        List<Slot> live = slots.stream().filter(slot -> slot.state() == SlotState.LIVE).toList();
        assertEquals(slots, list(xarray.slots()));
        assertEquals(live.stream().map(Slot::value).toList(), list(xarray.values()));
        assertEquals(live.stream().map(Slot::position).toList(), list(xarray.livePositions()));
        List<UUID> positions = new ArrayList<>(slots.stream().map(Slot::position).toList());
        positions.add(XArrayValue.END);
        assertEquals(positions, list(xarray.positions()));
        assertEquals(slots.size(), xarray.slotCount());
        assertEquals(live.size(), xarray.size());
        XArrayValue decoded = decode(slots);
        assertEquals(decoded, xarray);
        assertEquals(0, decoded.compareTo(xarray));
        assertEquals(decoded.hashCode(), xarray.hashCode());
    }

    private static XArrayValue decode(List<Slot> slots) {
        XArrayValue.Builder builder = XArrayValue.empty(TYPE).toBuilder();
        slots.forEach(slot -> builder.appendSlot(slot.position(), slot.state(), slot.value()));
        return builder.build();
    }

    private static void checkLookUps(Oracle oracle, XArrayValue xarray, int range) {
        int live = 0;
        for (Slot slot : oracle.slots) {
            assertEquals(slot.state(), xarray.slotState(slot.position()));
            assertEquals(slot.value(), xarray.get(slot.position()));
            if (slot.state() == SlotState.LIVE) {
                assertEquals(live, xarray.indexOf(slot.position()));
                assertEquals(slot.position(), xarray.positionAt(live));
                live++;
            } else {
                assertEquals(-1, xarray.indexOf(slot.position()));
            }
        }
        UUID after = XArrayValue.END;
        for (Slot slot : oracle.slots.reversed()) {
            assertEquals(after, xarray.positionAfter(slot.position()));
            after = slot.position();
        }
        for (int i = 1; i <= range; i++) {
            UUID position = new UUID(3, i);
            assertEquals(oracle.find(position) >= 0, xarray.hasSlot(position));
        }
        assertThrows(IllegalArgumentException.class, () -> xarray.positionAfter(new UUID(4, 4)));
        assertNull(xarray.get(XArrayValue.END));
        assertEquals(-1, xarray.indexOf(new UUID(4, 4)));
        assertThrows(IndexOutOfBoundsException.class, () -> xarray.positionAt(xarray.size()));
        assertThrows(IndexOutOfBoundsException.class, () -> xarray.positionAt(-1));
    }

    private static <T> List<T> list(Iterable<T> elements) {
        List<T> list = new ArrayList<>();
        elements.forEach(list::add);
        return list;
    }

    @Property(tries = 60)
    void decodedXArrayIsEditedLikeTheOriginal(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 600) int slots) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        XArrayValue.Builder first = XArrayValue.empty(TYPE).toBuilder();
        for (int i = 0; i < slots; i++) {
            edit(random, 2 * slots, oracle, first, number(i));
        }
        XArrayValue decoded = decode(oracle.slots);
        XArrayValue.Builder second = decoded.toBuilder();
        List<Slot> before = List.copyOf(oracle.slots);
        for (int i = 0; i < 200; i++) {
            edit(random, 2 * slots + 10, oracle, second, number(-i));
            if (random.nextInt(20) == 0) {
                UUID fresh = new UUID(5, i);
                second.appendSlot(fresh, SlotState.EMPTIED, null);
                oracle.slots.add(new Slot(fresh, SlotState.EMPTIED, null));
            }
        }
        check(before, decoded);
        check(oracle.slots, second.build());
        checkLookUps(oracle, second.build(), 2 * slots + 10);
    }

    @Property(tries = 60)
    void persistentEditsGiveWhatTheBuilderGives(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int edits) {
        Random random = new Random(seed);
        XArrayValue.Builder builder = XArrayValue.empty(TYPE).toBuilder();
        XArrayValue xarray = XArrayValue.empty(TYPE);
        List<XArrayValue> versions = new ArrayList<>();
        List<List<Slot>> expected = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            UUID position = new UUID(1, i);
            UUID before =
                    random.nextInt(3) == 0 ? XArrayValue.END : new UUID(1, random.nextInt(i + 1));
            builder.insert(before, position, number(i));
            xarray = xarray.insert(before, position, number(i));
            if (random.nextInt(4) == 0) {
                UUID other = new UUID(1, random.nextInt(i + 1));
                builder.remove(other);
                xarray = xarray.remove(other);
            }
            versions.add(xarray);
            expected.add(list(xarray.slots()));
        }
        assertEquals(builder.build(), xarray);
        for (int i = 0; i < edits; i++) {
            assertEquals(expected.get(i), list(versions.get(i).slots()));
        }
    }

    @Property(tries = 100)
    void laterOfTwoInsertsAtOneAnchorIsNearerToIt(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int inserts) {
        Random random = new Random(seed);
        UUID anchor = new UUID(9, 9);
        XArrayValue.Builder builder = XArrayValue.empty(TYPE).toBuilder();
        for (int i = 0; i < random.nextInt(200); i++) {
            builder.append(number(i));
        }
        builder.insert(XArrayValue.END, anchor, number(0));
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < inserts; i++) {
            UUID position = new UUID(8, i);
            builder.insert(anchor, position, number(i));
            expected.add(position);
        }
        expected.add(anchor);
        List<UUID> positions = list(builder.build().positions());
        positions.removeLast();
        assertEquals(
                expected, positions.subList(positions.size() - expected.size(), positions.size()));
    }

    @Property(tries = 100)
    void equalityCoversPositionsStatesAndValues(@ForAll long seed) {
        Random random = new Random(seed);
        Oracle oracle = new Oracle();
        XArrayValue.Builder builder = XArrayValue.empty(TYPE).toBuilder();
        for (int i = 0; i < 150; i++) {
            edit(random, 200, oracle, builder, number(i));
        }
        XArrayValue xarray = builder.build();
        int at = random.nextInt(oracle.slots.size());
        Slot slot = oracle.slots.get(at);
        List<Slot> others =
                List.of(
                        new Slot(new UUID(99, 99), slot.state(), slot.value()),
                        new Slot(
                                slot.position(),
                                slot.state() == SlotState.MASKED
                                        ? SlotState.EMPTIED
                                        : SlotState.MASKED,
                                null),
                        new Slot(slot.position(), SlotState.LIVE, number(-1)));
        for (Slot other : others) {
            List<Slot> changed = new ArrayList<>(oracle.slots);
            changed.set(at, other);
            assertNotEquals(xarray, decode(changed));
            assertNotEquals(0, xarray.compareTo(decode(changed)));
        }
    }

    @Property(tries = 40)
    void repeatedPositionIsFoundAtTheLatestOnTheFirstLookUp(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int slots) {
        Random random = new Random(seed);
        List<Slot> stored = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            stored.add(new Slot(new UUID(1, i), SlotState.EMPTIED, null));
        }
        decode(stored).requireDistinctPositions();
        stored.add(random.nextInt(slots + 1), stored.get(random.nextInt(slots)));
        assertThrows(CorruptException.class, () -> decode(stored).requireDistinctPositions());
        assertThrows(CorruptException.class, () -> decode(stored).hasSlot(new UUID(2, 2)));
    }
}
