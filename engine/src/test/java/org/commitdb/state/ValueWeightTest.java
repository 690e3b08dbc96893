package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.commitdb.type.AnyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.IntegerValue;
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

/// That the guess is of the right size, wherever the bytes are.
final class ValueWeightTest {

    private static final int LENGTH = 5_000;
    private static final Type STRING = PrimitiveType.STRING;
    private static final Value LONG = StringValue.of("x".repeat(LENGTH));
    private static final Value SHORT = StringValue.of("x");

    private static void assertAbout(long bytes, Value value) {
        long weight = ValueWeight.of(value);
        assertTrue(
                bytes <= weight && weight <= bytes + bytes / 5 + 1_000,
                () -> value.type() + ": " + weight + " for " + bytes);
    }

    @Test
    void textsAndBytesWeighWhatTheyTake() {
        assertAbout(2 * LENGTH, LONG);
        assertAbout(LENGTH, BlobValue.of(new byte[LENGTH]));
        assertAbout(8 * 1_000, Value.zero(new VecType(PrimitiveType.DOUBLE, 1_000)));
        assertAbout(8 * 900, Value.zero(new MatType(PrimitiveType.DOUBLE, 30, 30)));
        assertAbout(64, Value.zero(PrimitiveType.BLOB_ID));
        assertAbout(64, Value.zero(PrimitiveType.COMMIT_ID));
    }

    @Test
    void whatIsHeldWeighsWhereverItStands() {
        RichModel model = new RichModel();
        for (Value holder :
                List.of(
                        OptionalValue.of(new OptionalType(STRING), LONG),
                        AnyValue.of(LONG),
                        VariantValue.of(new VariantType(List.of(PrimitiveType.BOOL, STRING)), LONG),
                        TupleValue.of(new TupleType(List.of(STRING, STRING)), SHORT, LONG),
                        VectorValue.of(new VectorType(STRING), LONG),
                        SetValue.of(new SetType(STRING), LONG),
                        MapValue.of(new MapType(STRING, STRING), Map.of(LONG, SHORT)),
                        MapValue.of(new MapType(STRING, STRING), Map.of(SHORT, LONG)),
                        XArrayValue.empty(new XArrayType(STRING)).append(LONG),
                        AnyValue.of(StructureValue.create(model.profile).with("text", LONG)))) {
            assertAbout(2 * LENGTH, holder);
        }
        assertAbout(0, OptionalValue.nil(new OptionalType(STRING)));
        assertAbout(0, AnyValue.nil());
        assertAbout(0, VectorValue.empty(new VectorType(STRING)));
    }

    @Test
    void elementsOfALargeContainerWeighLikeItsFirst() {
        int count = 10_000;
        VectorValue.Builder texts = VectorValue.empty(new VectorType(STRING)).toBuilder();
        SetValue.Builder numbers = SetValue.empty(new SetType(PrimitiveType.INT64)).toBuilder();
        MapValue.Builder names =
                MapValue.empty(new MapType(PrimitiveType.INT64, STRING)).toBuilder();
        XArrayValue.Builder slots = XArrayValue.empty(new XArrayType(STRING)).toBuilder();
        for (int i = 0; i < count; i++) {
            Value number = IntegerValue.of(PrimitiveType.INT64, i);
            texts.append(StringValue.of("x".repeat(100)));
            numbers.add(number);
            names.put(number, StringValue.of("x".repeat(100)));
            slots.append(StringValue.of("x".repeat(100)));
        }
        assertAbout(count * 230L, texts.build());
        assertAbout(count * 30L, numbers.build());
        assertAbout(count * 260L, names.build());
        assertAbout(count * 270L, slots.build());
    }

    /// However much there is of it: ten levels of ten each are ten thousand millions.
    @Test
    void littleIsLookedAt() {
        Value nested = AnyValue.of(SHORT);
        VectorType type = new VectorType(AnyType.ANY);
        for (int level = 0; level < 10; level++) {
            Value[] ten = new Value[10];
            Arrays.fill(ten, nested);
            nested = AnyValue.of(VectorValue.of(type, ten));
        }
        assertTrue(ValueWeight.of(nested) > 1_000);
    }
}
