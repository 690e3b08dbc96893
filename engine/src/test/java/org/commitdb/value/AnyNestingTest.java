package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.MapType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.junit.jupiter.api.Test;

final class AnyNestingTest {

    private static final VectorType VECTOR = new VectorType(AnyType.ANY);

    private static AnyValue nested(int levels, Value innermost) {
        AnyValue value = AnyValue.of(innermost);
        for (int i = 1; i < levels; i++) {
            value = AnyValue.of(value);
        }
        return value;
    }

    private static Value leaf(int number) {
        return IntegerValue.of(PrimitiveType.INT8, number);
    }

    @Test
    void anyHoldsWhatNestsUpToTheLimitAndNoMore() {
        AnyValue deepest = nested(Value.MAXIMUM_DEPTH + 1, leaf(1));
        assertThrows(IllegalArgumentException.class, () -> AnyValue.of(deepest));
        assertFalse(AnyValue.canHold(deepest));
        assertTrue(AnyValue.canHold(nested(Value.MAXIMUM_DEPTH, leaf(1))));
    }

    @Test
    void deepestValuesAreComparedHashedAndPrinted() {
        AnyValue one = nested(Value.MAXIMUM_DEPTH + 1, leaf(1));
        AnyValue two = nested(Value.MAXIMUM_DEPTH + 1, leaf(2));
        assertTrue(one.compareTo(two) < 0);
        assertNotEquals(one, two);
        assertEquals(one.hashCode(), nested(Value.MAXIMUM_DEPTH + 1, leaf(1)).hashCode());
        assertTrue(one.toString().startsWith("1:int8:any"));
    }

    @Test
    void everyCompositeCountsAsALevel() {
        AnyValue deep = nested(Value.MAXIMUM_DEPTH, leaf(1));
        assertThrows(
                IllegalArgumentException.class, () -> AnyValue.of(VectorValue.of(VECTOR, deep)));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnyValue.of(SetValue.of(new SetType(AnyType.ANY), deep)));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnyValue.of(OptionalValue.of(new OptionalType(AnyType.ANY), deep)));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        AnyValue.of(
                                MapValue.empty(new MapType(AnyType.ANY, PrimitiveType.INT8))
                                        .with(deep, leaf(1))));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        AnyValue.of(
                                XArrayValue.empty(new XArrayType(AnyType.ANY))
                                        .insert(XArrayValue.END, new UUID(1, 1), deep)));
    }

    @Test
    void removingTheDeepestPartMakesRoomAgain() {
        AnyValue deep = nested(Value.MAXIMUM_DEPTH, leaf(1));
        VectorValue vector = VectorValue.of(VECTOR, deep, AnyValue.nil());
        assertFalse(AnyValue.canHold(vector));
        VectorValue flat = vector.with(0, AnyValue.nil());
        AnyValue held = AnyValue.of(flat);
        assertEquals(AnyValue.of(VectorValue.of(VECTOR, AnyValue.nil(), AnyValue.nil())), held);
        assertTrue(AnyValue.canHold(nested(Value.MAXIMUM_DEPTH - 2, flat)));
        assertFalse(AnyValue.canHold(nested(Value.MAXIMUM_DEPTH - 1, flat)));
    }
}
