package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.Namespace;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// That nothing is recorded which could not be read back, wherever in a value it stands.
final class ReadableValuesTest {

    private static final RichModel MODEL = new RichModel();
    private static final StringValue TEXT = StringValue.of("text");

    private final DefinitionsBuilder foreign = Definitions.builder();
    private final Namespace namespace = new Namespace(new UUID(8, 8), "Foreign");
    private final Concept stranger = foreign.concept(namespace, "Stranger");
    private final Club strangers = foreign.club(namespace, "Strangers");
    private final Enumeration mood = foreign.enumeration(namespace, "Mood", "good", "bad");
    private final Structure odd =
            foreign.structure(namespace, "Odd", new Field("x", PrimitiveType.BOOL));

    private static void require(Value document) {
        new ReadableValues(MODEL.definitions()).require(new Opcode.DocumentSet(document));
    }

    private static void assertRefused(Value document, String name) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> require(document),
                        document.type()::toString);
        assertTrue(
                String.valueOf(refused.getMessage()).contains(name),
                () -> refused.getMessage() + " names " + name);
    }

    /// What has a type, but nothing of it.
    private static List<Value> typedBy(Type type) {
        return List.of(
                OptionalValue.nil(new OptionalType(type)),
                VectorValue.empty(new VectorType(type)),
                SetValue.empty(new SetType(type)),
                XArrayValue.empty(new XArrayType(type)),
                MapValue.empty(new MapType(type, PrimitiveType.BOOL)),
                MapValue.empty(new MapType(PrimitiveType.BOOL, type)),
                VariantValue.of(new VariantType(List.of(PrimitiveType.STRING, type)), TEXT),
                TupleValue.of(
                        new TupleType(List.of(PrimitiveType.STRING, new OptionalType(type))),
                        TEXT,
                        OptionalValue.nil(new OptionalType(type))));
    }

    /// What holds a value without saying so in its type.
    private static List<Value> holding(Value value) {
        Value any = AnyValue.of(value);
        return List.of(
                any,
                OptionalValue.of(new OptionalType(AnyType.ANY), any),
                VectorValue.of(new VectorType(AnyType.ANY), AnyValue.nil(), any),
                SetValue.of(new SetType(AnyType.ANY), any),
                XArrayValue.empty(new XArrayType(AnyType.ANY)).append(any),
                MapValue.of(new MapType(AnyType.ANY, PrimitiveType.STRING), Map.of(any, TEXT)),
                MapValue.of(new MapType(PrimitiveType.STRING, AnyType.ANY), Map.of(TEXT, any)),
                TupleValue.of(new TupleType(List.of(PrimitiveType.STRING, AnyType.ANY)), TEXT, any),
                VariantValue.of(new VariantType(List.of(PrimitiveType.STRING, AnyType.ANY)), any),
                StructureValue.create(MODEL.profile).with("free", any));
    }

    @Test
    void unknownTypesAreFoundInEveryKindOfType() {
        for (Type type : List.of(odd, mood, new KeyType(stranger), new KeyType(strangers))) {
            String name = type instanceof KeyType ? "Stranger" : type.toString();
            typedBy(type).forEach(value -> assertRefused(AnyValue.of(value), name));
        }
        assertRefused(AnyValue.of(EnumerationValue.of(mood, 1)), "Mood");
    }

    @Test
    void unknownTypesAreFoundInEveryKindOfValue() {
        holding(StructureValue.create(odd)).forEach(value -> assertRefused(value, "Odd"));
    }

    @Test
    void keysOfUnknownConceptsAreFoundInEveryKindOfValue() {
        Key key = Key.of(MODEL.thing, new UUID(1, 1), stranger.runtimeId());
        holding(key).forEach(value -> assertRefused(value, "points at no known concept"));
        assertRefused(
                SetValue.of(new SetType(new KeyType(MODEL.thing)), key),
                "points at no known concept");
    }

    @Test
    void whatTheRegistryKnowsIsTakenWhereverItStands() {
        for (KeyTarget target : List.of(MODEL.thing, MODEL.crew, AnyConcept.ANY_CONCEPT)) {
            for (Type type : List.of(MODEL.point, MODEL.color, new KeyType(target))) {
                typedBy(type).forEach(value -> assertDoesNotThrow(() -> require(value)));
            }
            Key key = Key.of(target, new UUID(1, 1), MODEL.gadget.runtimeId());
            holding(key).forEach(value -> assertDoesNotThrow(() -> require(value)));
        }
        holding(StructureValue.create(MODEL.profile))
                .forEach(value -> assertDoesNotThrow(() -> require(value)));
    }

    @Test
    void keysOnThePathOfAnOpcodeAreLookedAtToo() {
        Value unknown = StructureValue.create(odd);
        Key unrelated = Key.of(MODEL.thing, new UUID(1, 1), RuntimeId.NONE);
        Key stray = Key.of(MODEL.thing, new UUID(1, 1), stranger.runtimeId());
        Path held = Path.root(AnyType.ANY).unwrap();
        ReadableValues readable = new ReadableValues(MODEL.definitions());
        for (Value key : List.of(unknown, AnyValue.of(unknown), stray)) {
            for (Opcode opcode : opcodesAt(held.key(key))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> readable.require(opcode),
                        opcode::toString);
            }
        }
        for (Opcode opcode : opcodesAt(held.key(unrelated))) {
            assertDoesNotThrow(() -> readable.require(opcode));
        }
    }

    private static List<Opcode> opcodesAt(Path path) {
        SetValue set = SetValue.empty(new SetType(PrimitiveType.STRING));
        MapValue map = MapValue.empty(new MapType(PrimitiveType.STRING, PrimitiveType.BOOL));
        UUID slot = new UUID(1, 2);
        return List.of(
                new Opcode.Update(path, TEXT),
                new Opcode.UnionInSet(path, set),
                new Opcode.SubtractInSet(path, set),
                new Opcode.UnionInMap(path, map),
                new Opcode.UpdateInMap(path, map),
                new Opcode.SubtractInMap(path, set),
                new Opcode.InsertInXArray(path, XArrayValue.END, slot, TEXT),
                new Opcode.UpdateInXArray(path, slot, TEXT),
                new Opcode.RemoveInXArray(path, slot));
    }

    @Test
    void operandsOfEveryOpcodeAreLookedAt() {
        Value odds = AnyValue.of(StructureValue.create(odd));
        SetValue set = SetValue.of(new SetType(AnyType.ANY), odds);
        MapValue map =
                MapValue.of(new MapType(AnyType.ANY, PrimitiveType.STRING), Map.of(odds, TEXT));
        Path held = Path.root(AnyType.ANY).unwrap();
        UUID slot = new UUID(1, 2);
        ReadableValues readable = new ReadableValues(MODEL.definitions());
        for (Opcode opcode :
                List.of(
                        new Opcode.Update(held, odds),
                        new Opcode.UnionInSet(held, set),
                        new Opcode.SubtractInSet(held, set),
                        new Opcode.UnionInMap(held, map),
                        new Opcode.UpdateInMap(held, map),
                        new Opcode.SubtractInMap(held, set),
                        new Opcode.InsertInXArray(held, XArrayValue.END, slot, odds),
                        new Opcode.UpdateInXArray(held, slot, odds))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> readable.require(opcode),
                    opcode::toString);
        }
    }
}
