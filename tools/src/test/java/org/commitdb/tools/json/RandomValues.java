package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.BlobValue;
import org.commitdb.value.BoolValue;
import org.commitdb.value.CommitIdValue;
import org.commitdb.value.DoubleValue;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.FloatValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.MatValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// Makes random values that JSON keeps as they are: no NaN or infinity, emptied slots at the end,
/// nothing empty inside an optional.
record RandomValues(Random random, Definitions definitions) {

    Value value(Type type, int depth) {
        return switch (type) {
            case PrimitiveType primitive -> scalar(primitive);
            case Enumeration enumeration ->
                    EnumerationValue.of(enumeration, random.nextInt(enumeration.cases().size()));
            case Structure structure ->
                    StructureValue.of(
                            structure,
                            structure.fields().stream()
                                    .map(field -> value(field.type(), depth - 1))
                                    .toList());
            case VecType vec -> VecValue.of(vec, several(vec.element(), vec.size(), depth));
            case MatType mat ->
                    MatValue.of(mat, several(mat.element(), mat.columns() * mat.rows(), depth));
            case TupleType tuple ->
                    TupleValue.of(
                            tuple,
                            tuple.elements().stream()
                                    .map(element -> value(element, depth - 1))
                                    .toList());
            case OptionalType optional -> {
                Value held = value(optional.element(), depth - 1);
                boolean empty =
                        (held instanceof OptionalValue inner && inner.isNil())
                                || (held instanceof AnyValue any && any.isNil());
                yield empty || random.nextInt(3) == 0
                        ? OptionalValue.nil(optional)
                        : OptionalValue.of(optional, held);
            }
            case VectorType vector ->
                    VectorValue.of(vector, several(vector.element(), count(depth), depth));
            case SetType set -> SetValue.of(set, several(set.element(), count(depth), depth));
            case MapType map -> {
                MapValue.Builder builder = MapValue.empty(map).toBuilder();
                for (int i = count(depth); i > 0; i--) {
                    builder.put(value(map.key(), depth - 1), value(map.element(), depth - 1));
                }
                yield builder.build();
            }
            case XArrayType xarray -> {
                XArrayValue.Builder builder = XArrayValue.empty(xarray).toBuilder();
                for (int i = count(depth); i > 0; i--) {
                    builder.appendSlot(uuid(), SlotState.LIVE, value(xarray.element(), depth - 1));
                }
                for (int i = random.nextInt(3); i > 0; i--) {
                    builder.appendSlot(uuid(), SlotState.EMPTIED, null);
                }
                yield builder.build();
            }
            case AnyType any ->
                    depth <= 0 || random.nextInt(4) == 0
                            ? AnyValue.nil()
                            : AnyValue.of(
                                    value(
                                            RandomDefinitions.type(
                                                    random.nextLong(), definitions, 2),
                                            depth - 1));
            case VariantType variant -> {
                List<Type> alternatives = variant.alternatives();
                yield VariantValue.of(
                        variant,
                        value(alternatives.get(random.nextInt(alternatives.size())), depth - 1));
            }
            case KeyType key -> key(key);
        };
    }

    private Value scalar(PrimitiveType type) {
        return switch (type) {
            case BOOL -> BoolValue.of(random.nextBoolean());
            case UINT64 -> IntegerValue.ofUnsigned(random.nextLong());
            case UINT8, UINT16, UINT32 ->
                    IntegerValue.of(
                            type,
                            random.nextLong() >>> (Long.SIZE - Byte.SIZE * type.widthBytes()));
            case INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(
                            type, random.nextLong() >> (Long.SIZE - Byte.SIZE * type.widthBytes()));
            case FLOAT -> FloatValue.of(aFloat());
            case DOUBLE -> DoubleValue.of(aDouble());
            case STRING -> StringValue.of(new RandomDefinitions(random).text());
            case UUID -> UuidValue.of(uuid());
            case BLOB -> BlobValue.of(bytes(random.nextInt(20)));
            case BLOB_ID -> BlobIdValue.of(bytes(BlobIdValue.SIZE));
            case COMMIT_ID -> CommitIdValue.of(bytes(BlobIdValue.SIZE));
            case VOID -> throw new IllegalArgumentException("void has no value");
        };
    }

    private float aFloat() {
        float[] edges = {
            0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MIN_NORMAL, 0.1f, 16777216f, 1e10f
        };
        float number = Float.intBitsToFloat(random.nextInt());
        return random.nextInt(3) == 0 || !Float.isFinite(number)
                ? edges[random.nextInt(edges.length)]
                : number;
    }

    private double aDouble() {
        double[] edges = {
            0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 1e23, 9007199254740992.0, -5
        };
        double number = Double.longBitsToDouble(random.nextLong());
        return random.nextInt(3) == 0 || !Double.isFinite(number)
                ? edges[random.nextInt(edges.length)]
                : number;
    }

    private Key key(KeyType type) {
        List<Concept> concepts = new ArrayList<>(definitions.concepts());
        concepts.removeIf(concept -> !definitions.conforms(type.target(), concept.runtimeId()));
        Collections.shuffle(concepts, random);
        RuntimeId concept =
                concepts.isEmpty() || random.nextInt(5) == 0
                        ? RuntimeId.NONE
                        : concepts.getFirst().runtimeId();
        return Key.of(type, uuid(), concept);
    }

    private List<Value> several(Type type, int count, int depth) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(type, depth - 1));
        }
        return values;
    }

    private int count(int depth) {
        return depth <= 0 ? 0 : random.nextInt(4);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
