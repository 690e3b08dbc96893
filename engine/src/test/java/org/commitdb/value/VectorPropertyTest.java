package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.VectorType;

/// The vector against an `ArrayList`.
final class VectorPropertyTest {

    private static final VectorType TYPE = new VectorType(PrimitiveType.INT32);

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    @Property(tries = 100)
    void vectorHoldsWhatAListHoldsAndOldVersionsStay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int edits) {
        Random random = new Random(seed);
        List<Value> oracle = new ArrayList<>();
        VectorValue.Builder builder = VectorValue.empty(TYPE).toBuilder();
        List<VectorValue> versions = new ArrayList<>();
        List<List<Value>> expected = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            if (oracle.isEmpty() || random.nextInt(4) > 0) {
                builder.append(number(i));
                oracle.add(number(i));
            } else {
                int at = random.nextInt(oracle.size());
                builder.set(at, number(-i));
                oracle.set(at, number(-i));
            }
            if (random.nextInt(edits) < 5) {
                versions.add(builder.build());
                expected.add(List.copyOf(oracle));
            }
        }
        versions.add(builder.build());
        expected.add(oracle);
        for (int i = 0; i < versions.size(); i++) {
            VectorValue version = versions.get(i);
            List<Value> found = new ArrayList<>();
            version.forEach(found::add);
            assertEquals(expected.get(i), found);
            VectorValue again = VectorValue.of(TYPE, expected.get(i));
            assertEquals(again, version);
            assertEquals(again.hashCode(), version.hashCode());
            for (int j = 0; j < versions.size(); j++) {
                assertEquals(
                        Integer.signum(compare(expected.get(i), expected.get(j))),
                        Integer.signum(version.compareTo(versions.get(j))));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> version.get(version.size()));
            assertThrows(
                    IndexOutOfBoundsException.class, () -> version.with(version.size(), number(1)));
            assertThrows(IndexOutOfBoundsException.class, () -> version.get(-1));
        }
    }

    private static int compare(List<Value> left, List<Value> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    @Property(tries = 60)
    void persistentEditLeavesTheOldVersion(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 2100) int size) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(number(i));
        }
        VectorValue vector = VectorValue.of(TYPE, elements);
        VectorValue longer = vector.append(number(-1));
        assertEquals(size, vector.size());
        assertEquals(number(-1), longer.get(size));
        if (size > 0) {
            int at = new Random(seed).nextInt(size);
            VectorValue changed = vector.with(at, number(-2));
            assertEquals(number(at), vector.get(at));
            assertEquals(number(-2), changed.get(at));
            assertEquals(-1, Integer.signum(changed.compareTo(vector)));
        }
        assertEquals(VectorValue.of(TYPE, elements), vector);
    }
}
