package org.commitdb.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;
import org.commitdb.value.Key;
import org.commitdb.value.SampleTypes;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

final class ScalarKeysTest {

    static boolean isScalar(Type type) {
        return type instanceof PrimitiveType
                || type instanceof Enumeration
                || type instanceof KeyType;
    }

    @Test
    void stringsAreWrittenAsInJson() {
        assertEquals("\"a\\\"\\\\\\n\\u0001\"", ScalarKeys.write(StringValue.of("a\"\\\n\u0001")));
        assertEquals(
                StringValue.of("\u00e9/\b\f"),
                ScalarKeys.read(PrimitiveType.STRING, "\"\\u00e9\\/\\b\\f\""));
    }

    @Test
    void keyOfItsOwnConceptIsItsInstanceOnly() {
        UUID instance = new UUID(1, 2);
        Key own = Key.of(SampleTypes.THING, instance, SampleTypes.THING.runtimeId());
        assertEquals(instance.toString(), ScalarKeys.write(own));
        Key wide = Key.of(AnyConcept.ANY_CONCEPT, instance, SampleTypes.THING.runtimeId());
        assertEquals(instance + "," + SampleTypes.THING.runtimeId(), ScalarKeys.write(wide));
        assertEquals(wide, ScalarKeys.read(wide.type(), ScalarKeys.write(wide)));
    }

    @Test
    void malformedKeysAreRefused() {
        record Bad(Type type, String text) {}
        List<Bad> bads =
                List.of(
                        new Bad(PrimitiveType.STRING, "a"),
                        new Bad(PrimitiveType.STRING, "\""),
                        new Bad(PrimitiveType.STRING, "\"a"),
                        new Bad(PrimitiveType.STRING, "\"a\"b\""),
                        new Bad(PrimitiveType.STRING, "\"\\\""),
                        new Bad(PrimitiveType.STRING, "\"\\u00\""),
                        new Bad(PrimitiveType.STRING, "\"\\x\""),
                        new Bad(PrimitiveType.STRING, "\"\\ud800\""),
                        new Bad(PrimitiveType.BOOL, "yes"),
                        new Bad(PrimitiveType.UINT8, "256"),
                        new Bad(PrimitiveType.INT8, "x"),
                        new Bad(PrimitiveType.UUID, "1-1-1-1-1"),
                        new Bad(PrimitiveType.BLOB, "0"),
                        new Bad(PrimitiveType.BLOB_ID, "00"),
                        new Bad(SampleTypes.COLOUR, "red"),
                        new Bad(SampleTypes.COLOUR, ".pink"),
                        new Bad(new KeyType(AnyConcept.ANY_CONCEPT), new UUID(1, 1).toString()),
                        new Bad(AnyType.ANY, "1"),
                        new Bad(AnyType.ANY, "point 1"),
                        new Bad(SampleTypes.POINT, "{}"));
        for (Bad bad : bads) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ScalarKeys.read(bad.type(), bad.text()),
                    bad.text());
        }
    }

    @Test
    void anyIsLedByItsType() {
        Value seven = Value.from(AnyType.ANY, 7);
        assertEquals("int32 7", ScalarKeys.write(seven));
        assertEquals(seven, ScalarKeys.read(AnyType.ANY, "int32 7"));
        assertEquals(Value.from(AnyType.ANY, null), ScalarKeys.read(AnyType.ANY, "nil"));
    }
}
