package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
import org.commitdb.state.RichModel;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.TypeCode;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// The bounds of values: the greatest that are read, and the least that are refused.
final class ValueReaderTest {

    private static final RichModel MODEL = new RichModel();
    private static final Definitions RICH = MODEL.definitions();
    private static final String INSTANCE = "00000000000000090000000000000009";

    private static Value read(Type type, String hex) {
        return ValueReader.decode(HexFormat.of().parseHex(hex), type, RICH, "a value");
    }

    private static void accepts(Type type, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(ValueWriter.encode(read(type, hex))));
    }

    private static void refuses(Type type, String hex) {
        CorruptException failure = assertThrows(CorruptException.class, () -> read(type, hex), hex);
        assertEquals("a value", failure.source());
    }

    @Test
    void numbersAreInTheRangeOfTheirType() {
        accepts(PrimitiveType.UINT8, "ff01");
        refuses(PrimitiveType.UINT8, "8002");
        accepts(PrimitiveType.INT8, "fe01");
        accepts(PrimitiveType.INT8, "ff01");
        refuses(PrimitiveType.INT8, "8002");
        refuses(PrimitiveType.INT8, "8102");
        accepts(PrimitiveType.UINT64, "ffffffffffffffffff01");
        accepts(PrimitiveType.INT64, "ffffffffffffffffff01");
        refuses(PrimitiveType.UINT32, "ffffffffffffffffff01");
    }

    @Test
    void thereIsOneNaN() {
        accepts(PrimitiveType.FLOAT, "0000c07f");
        refuses(PrimitiveType.FLOAT, "0100c07f");
        refuses(PrimitiveType.FLOAT, "0000c0ff");
        accepts(PrimitiveType.DOUBLE, "000000000000f87f");
        refuses(PrimitiveType.DOUBLE, "010000000000f87f");
        refuses(PrimitiveType.DOUBLE, "000000000000f8ff");
        VecType vec = new VecType(PrimitiveType.DOUBLE, 2);
        accepts(vec, "0000000000000000" + "000000000000f87f");
        refuses(vec, "0000000000000000" + "010000000000f87f");
        MatType mat = new MatType(PrimitiveType.FLOAT, 1, 2);
        accepts(mat, "00000000" + "0000c07f");
        refuses(mat, "00000000" + "0100c07f");
    }

    @Test
    void numbersOfAVecAreAllThere() {
        VecType vec = new VecType(PrimitiveType.INT32, 2);
        accepts(vec, "0100000002000000");
        refuses(vec, "01000000020000");
        refuses(vec, "010000000200000000");
    }

    @Test
    void elementsOfSetsAndKeysOfMapsAscend() {
        SetType set = new SetType(PrimitiveType.UINT8);
        accepts(set, "020102");
        refuses(set, "020201");
        refuses(set, "020101");
        MapType map = new MapType(PrimitiveType.UINT8, PrimitiveType.BOOL);
        accepts(map, "0201010200");
        refuses(map, "0202010100");
        refuses(map, "0201010100");
    }

    @Test
    void indexesAreThoseOfAlternativesAndCases() {
        VariantType choice = new VariantType(List.of(PrimitiveType.BOOL, PrimitiveType.STRING));
        accepts(choice, "0001");
        accepts(choice, "010161");
        refuses(choice, "0201");
        Type color = RICH.enumerations().iterator().next();
        accepts(color, "02");
        refuses(color, "03");
    }

    @Test
    void flagsAreZeroOrOne() {
        for (Type type : List.of(PrimitiveType.BOOL, new OptionalType(PrimitiveType.BOOL))) {
            accepts(type, "00");
            refuses(type, type == PrimitiveType.BOOL ? "02" : "0201");
        }
        accepts(AnyType.ANY, "00");
        accepts(AnyType.ANY, "010101");
        refuses(AnyType.ANY, "020101");
    }

    @Test
    void slotsHaveAPlaceAndAKnownState() {
        XArrayType type = new XArrayType(PrimitiveType.BOOL);
        accepts(type, "03" + slot(1, "0001") + slot(2, "01") + slot(3, "02"));
        refuses(type, "01" + slot(1, "03"));
        refuses(type, "01" + slot(0, "01"));
    }

    private static String slot(int position, String rest) {
        return "000000000000000000000000000000" + "%02x".formatted(position) + rest;
    }

    @Test
    void voidHasNoValue() {
        refuses(PrimitiveType.VOID, "00");
        refuses(AnyType.ANY, "0100");
    }

    @Test
    void keyTellsItsConceptInOneWay() {
        Concept thing = RICH.concept("Rich::Thing");
        KeyType ofThing = new KeyType(thing);
        KeyType ofAny = new KeyType(AnyConcept.ANY_CONCEPT);
        accepts(ofThing, "00" + INSTANCE);
        accepts(ofThing, "01" + INSTANCE);
        accepts(ofThing, "02" + INSTANCE + id(RICH.concept("Rich::Gadget").runtimeId()));
        refuses(ofThing, "02" + INSTANCE + id(thing.runtimeId()));
        refuses(ofThing, "02" + INSTANCE + id(RICH.concept("Rich::Other").runtimeId()));
        refuses(ofThing, "02" + INSTANCE + INSTANCE);
        refuses(ofThing, "03" + INSTANCE);
        accepts(ofAny, "00" + INSTANCE);
        accepts(ofAny, "02" + INSTANCE + id(thing.runtimeId()));
        refuses(ofAny, "01" + INSTANCE);
        refuses(ofAny, "02" + INSTANCE + id(RuntimeId.NONE));
    }

    private static String id(RuntimeId id) {
        return id.uuid().toString().replace("-", "");
    }

    /// An `any` whose content nests `levels` levels.
    private static AnyValue nested(int levels) {
        AnyValue value = AnyValue.of(BoolValue.of(true));
        for (int level = 0; level < levels; level++) {
            value = AnyValue.of(value);
        }
        return value;
    }

    private static byte[] nestedBytes(int levels) {
        ByteWriter out = new ByteWriter();
        for (int level = 0; level < levels; level++) {
            out.writeByte(1).writeByte(TypeCode.ANY);
        }
        return out.writeByte(1).writeByte(PrimitiveType.BOOL.code()).writeByte(1).toByteArray();
    }

    @Test
    void anyHoldsAsManyLevelsAsAllowedAndNoMore() {
        byte[] deepest = nestedBytes(Value.MAXIMUM_DEPTH);
        assertArrayEquals(deepest, ValueWriter.encode(nested(Value.MAXIMUM_DEPTH)));
        assertEquals(
                nested(Value.MAXIMUM_DEPTH),
                ValueReader.decode(deepest, AnyType.ANY, RICH, "a value"));
        byte[] deeper = nestedBytes(Value.MAXIMUM_DEPTH + 1);
        assertThrows(
                CorruptException.class,
                () -> ValueReader.decode(deeper, AnyType.ANY, RICH, "a value"));
    }

    @Test
    void levelsSideBySideDoNotAddUp() {
        OptionalType maybe = new OptionalType(PrimitiveType.BOOL);
        VectorType several = new VectorType(maybe);
        Value many =
                Value.from(
                        several,
                        Collections.nCopies(
                                2 * Value.MAXIMUM_DEPTH,
                                OptionalValue.of(maybe, BoolValue.of(true))));
        OptionalValue oneLevelMore = OptionalValue.of(new OptionalType(several), many);
        for (Value content : List.of(many, oneLevelMore)) {
            AnyValue any = AnyValue.of(content);
            assertEquals(
                    any, ValueReader.decode(ValueWriter.encode(any), AnyType.ANY, RICH, "a value"));
        }
        VectorType anys = new VectorType(AnyType.ANY);
        Value deep =
                Value.from(anys, List.of(nested(Value.MAXIMUM_DEPTH), nested(Value.MAXIMUM_DEPTH)));
        assertEquals(deep, ValueReader.decode(ValueWriter.encode(deep), anys, RICH, "a value"));
    }

    /// Each level is a tuple of an `any` that is read to its end and one that goes on.
    @Test
    void levelsBehindAnInnerAnyStillCount() {
        ByteWriter out = new ByteWriter();
        ByteWriter tuple = new ByteWriter();
        TypeCodec.write(tuple, new TupleType(List.of(AnyType.ANY, AnyType.ANY)));
        for (int level = 0; level < Value.MAXIMUM_DEPTH; level++) {
            out.writeByte(1).writeBytes(tuple.toByteArray());
            out.writeByte(1).writeByte(PrimitiveType.BOOL.code()).writeByte(0);
        }
        byte[] bytes = out.writeByte(0).toByteArray();
        assertThrows(
                CorruptException.class,
                () -> ValueReader.decode(bytes, AnyType.ANY, RICH, "a value"));
    }
}
