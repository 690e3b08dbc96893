package org.commitdb.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SampleTypes;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

final class PathTest {

    private static final UUID NOTE = UUID.fromString("00000000-0000-0001-0000-000000000002");

    private static StructureValue shape() {
        StructureValue zero = StructureValue.create(SampleTypes.SHAPE);
        XArrayValue notes = (XArrayValue) zero.get("notes");
        return zero.with("points", List.of(Map.of("x", 1), Map.of("x", 2)))
                .with("centre", Map.of())
                .with("tags", Map.of("a \"b\"}", 1, "c", 2))
                .with("notes", notes.insert(XArrayValue.END, NOTE, StringValue.of("n")));
    }

    private static Path path(String text) {
        return Path.parse(SampleTypes.SHAPE, text);
    }

    private static Value of(PrimitiveType type, Object object) {
        return Value.from(type, object);
    }

    @Test
    void pathResolvesThroughEveryKindOfComposite() {
        assertEquals(DoubleValue.of(2), path(".points[1].x").resolve(shape()));
        assertEquals(DoubleValue.of(1.5), path(".centre?.y").resolve(shape()));
        assertEquals(of(PrimitiveType.INT64, 1), path(".tags{\"a \\\"b\\\"}\"}").resolve(shape()));
        assertEquals(StringValue.of("n"), path(".notes<" + NOTE + ">").resolve(shape()));
        assertEquals(shape(), path("").resolve(shape()));
    }

    @Test
    void placeThatIsNotThereIsUnresolved() {
        StructureValue zero = StructureValue.create(SampleTypes.SHAPE);
        for (String text :
                List.of(".points[0].x", ".centre?", ".tags{\"c\"}", ".notes<" + NOTE + ">")) {
            assertNull(path(text).resolve(zero), text);
            Value there = path(text).resolve(shape());
            assertNotNull(there);
            assertNull(path(text).replace(zero, there), text);
        }
    }

    @Test
    void removedSlotIsUnresolved() {
        XArrayValue notes = ((XArrayValue) shape().get("notes")).remove(NOTE);
        assertNull(
                path(".notes<" + NOTE + ">")
                        .replace(shape().with("notes", notes), StringValue.of("x")));
    }

    @Test
    void replacementChangesOnePlaceOnly() {
        StructureValue before = shape();
        Value after = path(".points[1].x").replace(before, DoubleValue.of(7));
        assertNotNull(after);
        assertEquals(DoubleValue.of(7), path(".points[1].x").resolve(after));
        assertEquals(before, path(".points[1].x").replace(after, DoubleValue.of(2)));
        assertEquals(DoubleValue.of(2), path(".points[1].x").resolve(before));
        assertEquals(
                StringValue.of("z"),
                path(".notes<" + NOTE + ">")
                        .resolve(replaced(".notes<" + NOTE + ">", StringValue.of("z"))));
        assertEquals(
                of(PrimitiveType.INT64, 9),
                path(".tags{\"c\"}").resolve(replaced(".tags{\"c\"}", of(PrimitiveType.INT64, 9))));
        assertEquals(
                DoubleValue.of(9),
                path(".centre?.x").resolve(replaced(".centre?.x", DoubleValue.of(9))));
        assertEquals(before, path("").replace(StructureValue.create(SampleTypes.SHAPE), before));
    }

    private static Value replaced(String text, Value replacement) {
        Value result = path(text).replace(shape(), replacement);
        assertNotNull(result);
        return result;
    }

    @Test
    void replacementOfAnotherTypeIsUnresolved() {
        assertNull(path(".points[1].x").replace(shape(), StringValue.of("7")));
        assertNull(path("").replace(shape(), StringValue.of("7")));
    }

    @Test
    void anyAndVariantKeepTheTypeThatTheyHold() {
        Path inAny = Path.root(AnyType.ANY).unwrap();
        assertNull(inAny.leafType());
        AnyValue any = AnyValue.of(StringValue.of("a"));
        assertEquals(AnyValue.of(StringValue.of("b")), inAny.replace(any, StringValue.of("b")));
        assertNull(inAny.replace(any, of(PrimitiveType.INT8, 1)));
        assertNull(inAny.replace(AnyValue.nil(), StringValue.of("b")));
        assertEquals(AnyValue.nil(), Path.root(AnyType.ANY).replace(any, AnyValue.nil()));
        VariantType type = new VariantType(List.of(PrimitiveType.STRING, PrimitiveType.INT8));
        Path inVariant = Path.root(type).unwrap();
        assertNull(inVariant.leafType());
        VariantValue variant = VariantValue.of(type, StringValue.of("a"));
        assertEquals(
                VariantValue.of(type, StringValue.of("b")),
                inVariant.replace(variant, StringValue.of("b")));
        assertNull(inVariant.replace(variant, of(PrimitiveType.INT8, 1)));
    }

    @Test
    void replacementThatNestsTooDeepForAnAnyIsUnresolved() {
        Value deep = AnyValue.nil();
        for (int i = 1; i < Value.MAXIMUM_DEPTH; i++) {
            deep = AnyValue.of(deep);
        }
        Path inner = Path.root(AnyType.ANY).unwrap().unwrap();
        AnyValue document = AnyValue.of(AnyValue.of(AnyValue.nil()));
        assertNull(inner.replace(document, deep));
        assertNotNull(Path.root(AnyType.ANY).unwrap().replace(document, deep));
    }

    @Test
    void leafTypeIsKnownWhereTheTypesTellIt() {
        assertEquals(PrimitiveType.DOUBLE, path(".points[3].x").leafType());
        assertEquals(SampleTypes.POINT, path(".centre?").leafType());
        assertEquals(SampleTypes.SHAPE, path("").leafType());
        assertEquals(
                PrimitiveType.INT8,
                Path.root(new VariantType(List.of(PrimitiveType.INT8))).unwrap().leafType());
        VariantType two = new VariantType(List.of(SampleTypes.POINT, SampleTypes.SHAPE));
        assertEquals(PrimitiveType.DOUBLE, Path.root(two).unwrap().field("x").leafType());
        assertTrue(Path.root(two).unwrap().admits(SampleTypes.POINT));
        assertFalse(Path.root(two).unwrap().admits(PrimitiveType.BOOL));
        assertTrue(Path.root(AnyType.ANY).unwrap().admits(PrimitiveType.BOOL));
    }

    private static void assertRefused(Type type, String text) {
        assertThrows(IllegalArgumentException.class, () -> Path.parse(type, text), text);
    }

    @Test
    void stepThatNoTypeAdmitsIsRefused() {
        assertRefused(SampleTypes.SHAPE, ".nothing");
        assertRefused(SampleTypes.SHAPE, "[0]");
        assertRefused(SampleTypes.SHAPE, "?");
        assertRefused(SampleTypes.SHAPE, ".points.x");
        assertRefused(SampleTypes.SHAPE, ".tags{1}");
        assertRefused(SampleTypes.SHAPE, ".name<" + NOTE + ">");
        assertRefused(new TupleType(List.of(PrimitiveType.INT8)), "[1]");
        assertRefused(new VecType(PrimitiveType.INT8, 2), "[2]");
        assertRefused(new MatType(PrimitiveType.INT8, 2, 2), "[0]");
        assertRefused(new VariantType(List.of(PrimitiveType.INT8, SampleTypes.POINT)), "?.name");
        assertRefused(SampleTypes.SHAPE, ".notes<" + XArrayValue.END + ">");
        Path tags = Path.root(SampleTypes.SHAPE).field("tags");
        assertThrows(IllegalArgumentException.class, () -> tags.key(of(PrimitiveType.INT8, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Path.root(SampleTypes.SHAPE).field("points").index(-1));
    }

    @Test
    void malformedTextIsRefused() {
        for (String text :
                List.of(
                        "points",
                        ".",
                        ".points[",
                        ".points[]",
                        ".points[-1]",
                        ".points[99999999999]",
                        ".points[1]x",
                        ".tags{\"a\"",
                        ".tags{\"a}",
                        ".tags{a}",
                        ".tags{}",
                        ".notes<>",
                        ".notes<1>",
                        ".notes<1-1-1-1-1>")) {
            assertRefused(SampleTypes.SHAPE, text);
        }
    }

    @Test
    void pathHasALimitedNumberOfSteps() {
        String most = "?".repeat(Path.MAXIMUM_STEPS);
        assertEquals(most, Path.parse(AnyType.ANY, most).toString());
        assertRefused(AnyType.ANY, most + "?");
    }

    @Test
    void documentOfAnotherTypeIsMisuse() {
        assertThrows(IllegalArgumentException.class, () -> path("").resolve(StringValue.of("")));
        assertThrows(
                IllegalArgumentException.class,
                () -> path("").replace(StringValue.of(""), StringValue.of("")));
    }

    @Test
    void keyStepTakesTheFlavourOfTheMap() {
        MapType type = new MapType(new KeyType(AnyConcept.ANY_CONCEPT), PrimitiveType.INT8);
        Key gadget = Key.of(SampleTypes.GADGET, new UUID(1, 1), SampleTypes.GADGET.runtimeId());
        MapValue map = (MapValue) Value.from(type, Map.of(gadget, 5));
        assertEquals(of(PrimitiveType.INT8, 5), Path.root(type).key(gadget).resolve(map));
    }

    @Test
    void keyBelowAnAnyIsWrittenWithItsType() {
        MapType type = new MapType(PrimitiveType.STRING, PrimitiveType.INT8);
        AnyValue document = AnyValue.of(Value.from(type, Map.of("k", 5)));
        Path path = Path.root(AnyType.ANY).unwrap().key(StringValue.of("k"));
        assertEquals("?{string \"k\"}", path.toString());
        assertEquals(path, Path.parse(AnyType.ANY, path.toString()));
        assertEquals(IntegerValue.of(PrimitiveType.INT8, 5), path.resolve(document));
    }

    @Test
    void vecElementIsReplacedLikeAnother() {
        VecType type = new VecType(PrimitiveType.INT8, 2);
        Value vec = Value.from(type, List.of(1, 2));
        assertEquals(
                Value.from(type, List.of(1, 3)),
                Path.root(type).index(1).replace(vec, of(PrimitiveType.INT8, 3)));
    }

    @Test
    void startsWithComparesStepByStep() {
        assertTrue(path(".points[1].x").startsWith(path(".points[1]")));
        assertTrue(path(".points[1].x").startsWith(path("")));
        assertFalse(path(".points[1]").startsWith(path(".points[1].x")));
        assertFalse(path(".points[1]").startsWith(path(".points[0]")));
        assertFalse(
                path("").startsWith(
                                Path.root(new OptionalType(new VectorType(PrimitiveType.INT8)))));
    }
}
