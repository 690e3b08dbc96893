package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ValueOrderPropertyTest {

    @Provide
    Arbitrary<List<Value>> mixed() {
        return Arbitraries.randomValue(random -> new RandomValues(random))
                .map(values -> Stream.generate(values::value).limit(12).toList());
    }

    @Provide
    Arbitrary<List<Value>> alike() {
        return Arbitraries.randomValue(random -> {
            RandomValues values = new RandomValues(random);
            var type = values.type();
            return Stream.generate(() -> values.value(type)).limit(12).toList();
        });
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    @Property(tries = 500)
    void orderIsTotalOverValuesOfAllTypes(@ForAll("mixed") List<Value> values) {
        checkLaws(values);
    }

    @Property(tries = 1500)
    void orderIsTotalOverValuesOfOneType(@ForAll("alike") List<Value> values) {
        checkLaws(values);
    }

    private static void checkLaws(List<Value> values) {
        for (Value a : values) {
            for (Value b : values) {
                int order = Integer.signum(a.compareTo(b));
                assertEquals(
                        -order,
                        Integer.signum(b.compareTo(a)),
                        () -> a.describe() + " and " + b.describe());
                assertEquals(order == 0, a.equals(b), () -> a.describe() + " and " + b.describe());
                if (order == 0) {
                    assertEquals(a.hashCode(), b.hashCode(), a::describe);
                    assertEquals(a.toString(), b.toString());
                    assertEquals(a.type(), b.type());
                }
                for (Value c : values) {
                    if (order <= 0 && b.compareTo(c) <= 0) {
                        assertTrue(
                                a.compareTo(c) <= 0,
                                () -> a.describe() + ", " + b.describe() + ", " + c.describe());
                    }
                }
            }
        }
    }

    @Property(tries = 1000)
    void valueMadeTwiceIsEqual(@ForAll("seeds") long seed) {
        Value one = new RandomValues(new Random(seed)).value();
        Value other = new RandomValues(new Random(seed)).value();
        assertEquals(one, other);
        assertEquals(0, one.compareTo(other));
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Property(tries = 500)
    void zeroHasItsTypeAndIsTheValueFromNothingElse(@ForAll("seeds") long seed) {
        var type = new RandomValues(new Random(seed)).type();
        Value zero = Value.zero(type);
        assertEquals(type, zero.type());
        assertEquals(zero, Value.from(type, zero));
        assertEquals(zero, Value.zero(type));
    }
}
