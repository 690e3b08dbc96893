package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ValueFromTest {

    private static void assertRefused(Type type, @Nullable Object object) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Value.from(type, object));
        assertTrue(refused.getMessage() != null && !refused.getMessage().isEmpty());
    }

    @Test
    void integersAreCheckedAgainstTheRangeOfTheirType() {
        record Range(PrimitiveType type, String low, String high) {}
        List<Range> ranges =
                List.of(
                        new Range(PrimitiveType.UINT8, "0", "255"),
                        new Range(PrimitiveType.UINT16, "0", "65535"),
                        new Range(PrimitiveType.UINT32, "0", "4294967295"),
                        new Range(PrimitiveType.UINT64, "0", "18446744073709551615"),
                        new Range(PrimitiveType.INT8, "-128", "127"),
                        new Range(PrimitiveType.INT16, "-32768", "32767"),
                        new Range(PrimitiveType.INT32, "-2147483648", "2147483647"),
                        new Range(
                                PrimitiveType.INT64,
                                "-9223372036854775808",
                                "9223372036854775807"));
        for (Range range : ranges) {
            for (String end : List.of(range.low(), range.high())) {
                BigInteger number = new BigInteger(end);
                IntegerValue value = IntegerValue.of(range.type(), number);
                assertEquals(number, value.bigIntegerValue());
                assertEquals(end, value.toString());
                assertEquals(value, Value.from(range.type(), number));
            }
            assertRefused(range.type(), new BigInteger(range.low()).subtract(BigInteger.ONE));
            assertRefused(range.type(), new BigInteger(range.high()).add(BigInteger.ONE));
        }
        assertRefused(PrimitiveType.UINT64, -1L);
        assertRefused(PrimitiveType.UINT8, 256);
        assertThrows(IllegalArgumentException.class, () -> IntegerValue.of(PrimitiveType.FLOAT, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> IntegerValue.of(PrimitiveType.STRING, BigInteger.TWO.pow(100)));
    }

    @Test
    void unsignedNumbersAbove2To63SortAboveAllOthers() {
        IntegerValue top = IntegerValue.ofUnsigned(-1);
        assertTrue(top.compareTo(IntegerValue.ofUnsigned(Long.MAX_VALUE)) > 0);
        assertTrue(top.compareTo(IntegerValue.ofUnsigned(0)) > 0);
    }

    @Test
    void floatsTakeIntegersAndWhatStaysFinite() {
        assertEquals(DoubleValue.of(5), Value.from(PrimitiveType.DOUBLE, 5));
        assertEquals(FloatValue.of(5), Value.from(PrimitiveType.FLOAT, 5L));
        assertEquals(FloatValue.of(0.5f), Value.from(PrimitiveType.FLOAT, 0.5));
        assertEquals(DoubleValue.of(0.1), Value.from(PrimitiveType.DOUBLE, new BigDecimal("0.1")));
        assertEquals(
                FloatValue.of(Float.POSITIVE_INFINITY),
                Value.from(PrimitiveType.FLOAT, Double.POSITIVE_INFINITY));
        assertEquals(FloatValue.of(Float.NaN), Value.from(PrimitiveType.FLOAT, Double.NaN));
        assertRefused(PrimitiveType.FLOAT, 1e39);
        assertRefused(PrimitiveType.DOUBLE, BigInteger.TEN.pow(400));
        assertRefused(PrimitiveType.FLOAT, new BigDecimal("1e400"));
    }

    @Test
    void scalarsAreNotConvertedIntoEachOther() {
        assertRefused(PrimitiveType.BOOL, 1);
        assertRefused(PrimitiveType.INT32, true);
        assertRefused(PrimitiveType.INT32, 1.0);
        assertRefused(PrimitiveType.INT32, "1");
        assertRefused(PrimitiveType.DOUBLE, "1");
        assertRefused(PrimitiveType.STRING, 1);
        assertRefused(PrimitiveType.UUID, "8b0c1d6e-41f5-4b8e-9c57-0a7f5a1e2d34");
        assertRefused(PrimitiveType.UINT16, IntegerValue.of(PrimitiveType.UINT8, 7));
        assertRefused(PrimitiveType.STRING, null);
        assertRefused(PrimitiveType.VOID, null);
        assertRefused(PrimitiveType.STRING, "\ud800");
        assertRefused(PrimitiveType.BLOB_ID, new byte[31]);
    }

    @Test
    void thereIsOneNanAndTwoZeros() {
        double otherNan = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);
        assertEquals(
                Double.doubleToRawLongBits(Double.NaN),
                Double.doubleToRawLongBits(DoubleValue.of(otherNan).value()));
        assertEquals(DoubleValue.of(Double.NaN), DoubleValue.of(otherNan));
        assertTrue(
                DoubleValue.of(Double.NaN).compareTo(DoubleValue.of(Double.NEGATIVE_INFINITY)) < 0);
        assertTrue(DoubleValue.of(-0.0).compareTo(DoubleValue.of(0.0)) < 0);
        VecType vec = new VecType(PrimitiveType.DOUBLE, 1);
        assertEquals(VecValue.of(vec, Double.NaN), VecValue.of(vec, otherNan));
        assertEquals(
                VecValue.of(vec, Double.NaN),
                VecValue.ofLittleEndian(vec, new byte[] {1, 0, 0, 0, 0, 0, -8, 127}));
    }

    @Test
    void stringsSortByCodePoint() {
        Value basic = StringValue.of("\uffee");
        Value supplementary = StringValue.of("\ud83d\ude00");
        assertTrue(basic.compareTo(supplementary) < 0);
        assertTrue(StringValue.of("a").compareTo(StringValue.of("ab")) < 0);
    }

    @Test
    void uuidsSortByUnsignedBytes() {
        Value low = UuidValue.of(new UUID(1, 0));
        Value high = UuidValue.of(new UUID(Long.MIN_VALUE, 0));
        assertTrue(low.compareTo(high) < 0);
    }

    @Test
    void structuresTakeFieldsByNameAndFillInDefaults() {
        Value point = Value.from(SampleTypes.POINT, Map.of("x", 2));
        assertEquals("{x=2.0, y=1.5, colour=.green}", point.toString());
        assertRefused(SampleTypes.POINT, Map.of("z", 2));
        assertRefused(SampleTypes.POINT, Map.of("x", "2"));
        StructureValue changed =
                StructureValue.create(SampleTypes.POINT).with("colour", ".blue").with("y", 4);
        assertEquals("{x=0.0, y=4.0, colour=.blue}", changed.toString());
        assertEquals(DoubleValue.of(4), changed.get("y"));
        assertThrows(IllegalArgumentException.class, () -> changed.get("z"));
        assertThrows(IllegalArgumentException.class, () -> changed.with("colour", "pink"));
        assertThrows(IllegalArgumentException.class, () -> changed.with(0, StringValue.of("")));
        assertThrows(IndexOutOfBoundsException.class, () -> changed.get(3));
        assertThrows(
                IllegalArgumentException.class,
                () -> StructureValue.of(SampleTypes.POINT, DoubleValue.of(1)));
    }

    @Test
    void compositesTakeCollections() {
        assertEquals(
                "[1, 2]", Value.from(new VectorType(PrimitiveType.INT8), List.of(1, 2)).toString());
        assertEquals(
                "{1, 2}", Value.from(new SetType(PrimitiveType.INT8), List.of(2, 1, 2)).toString());
        assertEquals(
                "{1, 2}", Value.from(new SetType(PrimitiveType.INT8), Set.of(2, 1)).toString());
        assertEquals(
                "{'a': 1}",
                Value.from(new MapType(PrimitiveType.STRING, PrimitiveType.INT8), Map.of("a", 1))
                        .toString());
        assertEquals(
                "(1, 'x')",
                Value.from(
                                new TupleType(List.of(PrimitiveType.INT8, PrimitiveType.STRING)),
                                List.of(1, "x"))
                        .toString());
        assertEquals(
                "(1.0, 2.0)",
                Value.from(new VecType(PrimitiveType.FLOAT, 2), List.of(1, 2.0)).toString());
        assertEquals(
                "[(1, 2, 3), (4, 5, 6)]",
                Value.from(new MatType(PrimitiveType.UINT8, 2, 3), List.of(1, 2, 3, 4, 5, 6))
                        .toString());
        assertRefused(new VecType(PrimitiveType.FLOAT, 2), List.of(1));
        assertRefused(new VecType(PrimitiveType.UINT8, 2), List.of(1, 256));
        assertRefused(new TupleType(List.of(PrimitiveType.INT8)), List.of(1, 2));
        assertRefused(new XArrayType(PrimitiveType.INT8), List.of(1));
        assertRefused(new VectorType(PrimitiveType.INT8), Arrays.asList(1, null));
    }

    @Test
    void optionalsTakeTheirContent() {
        OptionalType type = new OptionalType(PrimitiveType.STRING);
        assertEquals("Optional('x')", Value.from(type, "x").toString());
        assertEquals("Optional('x')", Value.from(type, Optional.of("x")).toString());
        assertEquals("nil", Value.from(type, Optional.empty()).toString());
        assertEquals("nil", Value.from(type, null).toString());
        assertRefused(type, 1);
    }

    @Test
    void anyTakesScalarsAndValues() {
        assertEquals("nil", Value.from(AnyType.ANY, null).toString());
        assertEquals("7:int32", Value.from(AnyType.ANY, 7).toString());
        assertEquals("'x':string", Value.from(AnyType.ANY, StringValue.of("x")).toString());
        assertRefused(AnyType.ANY, List.of());
    }

    @Test
    void variantTakesWhatFitsExactlyOneAlternative() {
        VariantType type =
                new VariantType(
                        List.of(PrimitiveType.STRING, PrimitiveType.INT64, PrimitiveType.INT8));
        assertEquals("'x':string|int64|int8", Value.from(type, "x").describe());
        assertEquals("300:string|int64|int8", Value.from(type, 300).describe());
        assertRefused(type, 3);
        assertRefused(type, 1.5);
        assertRefused(type, DoubleValue.of(1));
        Value eight = Value.from(type, IntegerValue.of(PrimitiveType.INT8, 3));
        assertEquals(2, ((VariantValue) eight).index());
    }

    @Test
    void keysAreConvertedUpAndToClubsOfTheirConcept() {
        UUID instance = new UUID(1, 2);
        Key gadget = Key.of(SampleTypes.GADGET, instance, SampleTypes.GADGET.runtimeId());
        for (KeyType wider :
                List.of(
                        new KeyType(SampleTypes.THING),
                        new KeyType(SampleTypes.CLUB),
                        new KeyType(AnyConcept.ANY_CONCEPT))) {
            Key seen = (Key) Value.from(wider, gadget);
            assertEquals(wider, seen.type());
            assertEquals(instance, seen.instance());
            assertEquals(gadget.concept(), seen.concept());
            assertEquals(gadget, Value.from(gadget.type(), seen));
        }
        Key thing = Key.of(SampleTypes.THING, instance, SampleTypes.THING.runtimeId());
        assertRefused(gadget.type(), thing);
        assertRefused(new KeyType(SampleTypes.CLUB), thing);
        Key member = Key.of(SampleTypes.CLUB, instance, SampleTypes.GADGET.runtimeId());
        assertEquals(thing.type(), Value.from(thing.type(), member).type());
        assertRefused(new KeyType(SampleTypes.OTHER), member);
        Key none = Key.of(AnyConcept.ANY_CONCEPT, instance, RuntimeId.NONE);
        assertEquals(gadget.type(), Value.from(gadget.type(), none).type());
        assertEquals(thing, Value.from(thing.type(), instance));
        assertRefused(new KeyType(SampleTypes.CLUB), instance);
    }

    @Test
    void newKeysNeedAConceptThatConforms() {
        assertEquals(SampleTypes.THING.runtimeId(), Key.create(SampleTypes.SHAPES).concept());
        assertEquals(
                SampleTypes.GADGET.runtimeId(),
                Key.create(SampleTypes.MEMBERS, SampleTypes.GADGET).concept());
        assertThrows(IllegalArgumentException.class, () -> Key.create(SampleTypes.NOTES));
        assertThrows(
                IllegalArgumentException.class,
                () -> Key.create(SampleTypes.MEMBERS, SampleTypes.THING));
        assertThrows(
                IllegalArgumentException.class,
                () -> Key.create(SampleTypes.SHAPES, SampleTypes.OTHER));
    }

    @Test
    void zeroOfAKeyNamesItsConceptOnly() {
        assertEquals(
                Key.of(SampleTypes.THING, new UUID(0, 0), SampleTypes.THING.runtimeId()),
                Value.zero(new KeyType(SampleTypes.THING)));
        assertEquals(
                Key.of(SampleTypes.CLUB, new UUID(0, 0), RuntimeId.NONE),
                Value.zero(new KeyType(SampleTypes.CLUB)));
    }
}
