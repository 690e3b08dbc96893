package org.commitdb.codec;

import java.util.List;
import java.util.UUID;
import org.commitdb.bytes.ByteReader;
import org.commitdb.error.CorruptException;
import org.commitdb.type.AnyType;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
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
import org.jspecify.annotations.Nullable;

/// Reads what a [ValueWriter] wrote, and refuses every other encoding.
///
/// **Errors**: [org.commitdb.error.CorruptException] when the bytes are not the canonical form of a
/// value of the type. **Threads**: one. **Cost**: O(bytes); every count is checked against the
/// bytes that are left.
public final class ValueReader {

    private final ByteReader in;
    private final Definitions definitions;
    private final boolean checksPositions;
    private boolean insideAny;
    private int levelsInsideAny;

    /// A reader from `in` that finds named types in `definitions`. That the slots of an xarray are
    /// at different positions is left to whoever looks one up: bytes that were validated once need
    /// no second check.
    public ValueReader(ByteReader in, Definitions definitions) {
        this(in, definitions, false);
    }

    private ValueReader(ByteReader in, Definitions definitions, boolean checksPositions) {
        this.in = in;
        this.definitions = definitions;
        this.checksPositions = checksPositions;
    }

    /// A reader that also refuses an xarray with two slots at one position, for bytes that nobody
    /// validated yet.
    static ValueReader validating(ByteReader in, Definitions definitions) {
        return new ValueReader(in, definitions, true);
    }

    Definitions definitions() {
        return definitions;
    }

    /// The value of `type` whose canonical bytes are `bytes`.
    public static Value decode(byte[] bytes, Type type, Definitions definitions, String source) {
        ByteReader in = new ByteReader(bytes, source);
        Value value = new ValueReader(in, definitions).read(type);
        in.expectEnd();
        return value;
    }

    /// Reads a value of `type`.
    public Value read(Type type) {
        if (!insideAny || !nests(type)) {
            return readContent(type);
        }
        if (levelsInsideAny == Value.MAXIMUM_DEPTH) {
            throw in.corrupt("at most " + Value.MAXIMUM_DEPTH + " levels inside an any", "more");
        }
        levelsInsideAny++;
        Value value = readContent(type);
        levelsInsideAny--;
        return value;
    }

    /// Whether a value of `type` is a level of [Value#MAXIMUM_DEPTH].
    private static boolean nests(Type type) {
        return switch (type) {
            case PrimitiveType scalar -> false;
            case Enumeration scalar -> false;
            case KeyType scalar -> false;
            case VecType packed -> false;
            case MatType packed -> false;
            case AnyType any -> true;
            case TupleType tuple -> true;
            case OptionalType optional -> true;
            case VectorType vector -> true;
            case SetType set -> true;
            case MapType map -> true;
            case XArrayType xarray -> true;
            case VariantType variant -> true;
            case Structure structure -> true;
        };
    }

    private Value readContent(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> readPrimitive(primitive);
            case AnyType any -> readAny();
            case VecType vec ->
                    VecValue.ofLittleEndian(vec, readNumbers(vec.element(), vec.size()));
            case MatType mat ->
                    MatValue.ofLittleEndian(
                            mat, readNumbers(mat.element(), mat.columns() * mat.rows()));
            case TupleType tuple -> readTuple(tuple);
            case OptionalType optional ->
                    readFlag()
                            ? OptionalValue.of(optional, read(optional.element()))
                            : OptionalValue.nil(optional);
            case VectorType vector -> readVector(vector);
            case SetType set -> readSet(set);
            case MapType map -> readMap(map);
            case XArrayType xarray -> readXArray(xarray);
            case VariantType variant -> readVariant(variant);
            case KeyType key -> readKey(key);
            case Enumeration enumeration -> readCase(enumeration);
            case Structure structure -> readStructure(structure);
        };
    }

    /// Reads a type, then a value of it.
    public Value readTyped() {
        return read(TypeCodec.read(in, definitions));
    }

    /// Reads a UUID.
    public UUID readUuid() {
        return readUuid(in);
    }

    private Value readPrimitive(PrimitiveType type) {
        return switch (type) {
            case VOID -> throw in.corrupt("a value type", "void");
            case BOOL -> BoolValue.of(readFlag());
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> readInteger(type);
            case FLOAT -> readFloat();
            case DOUBLE -> readDouble();
            case BLOB_ID -> BlobIdValue.of(in.readBytes(32));
            case COMMIT_ID -> CommitIdValue.of(in.readBytes(32));
            case UUID -> UuidValue.of(readUuid());
            case STRING -> StringValue.of(in.readString());
            case BLOB -> BlobValue.of(in.readBytes(in.readCount(1)));
        };
    }

    private boolean readFlag() {
        int flag = in.readByte();
        if (flag > 1) {
            throw in.corrupt("0 or 1", Integer.toString(flag));
        }
        return flag == 1;
    }

    private IntegerValue readInteger(PrimitiveType type) {
        long raw = in.readVarint();
        long bits = type.isUnsigned() ? raw : (raw >>> 1) ^ -(raw & 1);
        return integer(type, bits);
    }

    private IntegerValue integer(PrimitiveType type, long bits) {
        try {
            return type == PrimitiveType.UINT64
                    ? IntegerValue.ofUnsigned(bits)
                    : IntegerValue.of(type, bits);
        } catch (IllegalArgumentException e) {
            throw in.corrupt("a number in the range of " + type, Long.toString(bits));
        }
    }

    private FloatValue readFloat() {
        int bits = in.readInt();
        float value = Float.intBitsToFloat(bits);
        if (Float.floatToIntBits(value) != bits) {
            throw in.corrupt("the one NaN", Integer.toHexString(bits));
        }
        return FloatValue.of(value);
    }

    private DoubleValue readDouble() {
        long bits = in.readLong();
        double value = Double.longBitsToDouble(bits);
        if (Double.doubleToLongBits(value) != bits) {
            throw in.corrupt("the one NaN", Long.toHexString(bits));
        }
        return DoubleValue.of(value);
    }

    private byte[] readNumbers(PrimitiveType element, int count) {
        byte[] numbers = in.readBytes(count * element.widthBytes());
        if (element == PrimitiveType.FLOAT || element == PrimitiveType.DOUBLE) {
            ValueReader each = new ValueReader(new ByteReader(numbers, in.source()), definitions);
            for (int i = 0; i < count; i++) {
                each.readPrimitive(element);
            }
        }
        return numbers;
    }

    private TupleValue readTuple(TupleType type) {
        List<Type> types = type.elements();
        Value[] values = new Value[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(types.get(i));
        }
        return TupleValue.of(type, values);
    }

    private StructureValue readStructure(Structure type) {
        List<Field> fields = type.fields();
        Value[] values = new Value[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(fields.get(i).type());
        }
        return StructureValue.of(type, values);
    }

    private VectorValue readVector(VectorType type) {
        int count = in.readCount(1);
        VectorValue.Builder builder = VectorValue.empty(type).toBuilder();
        for (int i = 0; i < count; i++) {
            builder.append(read(type.element()));
        }
        return builder.build();
    }

    private SetValue readSet(SetType type) {
        int count = in.readCount(1);
        SetValue.Builder builder = SetValue.empty(type).toBuilder();
        Value previous = null;
        for (int i = 0; i < count; i++) {
            Value element = read(type.element());
            requireAscending(previous, element);
            builder.add(element);
            previous = element;
        }
        return builder.build();
    }

    private MapValue readMap(MapType type) {
        int count = in.readCount(2);
        MapValue.Builder builder = MapValue.empty(type).toBuilder();
        Value previous = null;
        for (int i = 0; i < count; i++) {
            Value key = read(type.key());
            requireAscending(previous, key);
            builder.put(key, read(type.element()));
            previous = key;
        }
        return builder.build();
    }

    private void requireAscending(@Nullable Value previous, Value next) {
        if (previous != null && previous.compareTo(next) >= 0) {
            throw in.corrupt("elements in ascending order", next + " after " + previous);
        }
    }

    private XArrayValue readXArray(XArrayType type) {
        int count = in.readCount(17);
        XArrayValue.Builder builder = XArrayValue.empty(type).toBuilder();
        for (int i = 0; i < count; i++) {
            UUID position = readUuid();
            SlotState state = readSlotState();
            Value value = state == SlotState.LIVE ? read(type.element()) : null;
            try {
                builder.appendSlot(position, state, value);
            } catch (IllegalArgumentException | CorruptException e) {
                throw in.corrupt("each slot at its own position", String.valueOf(e.getMessage()));
            }
        }
        XArrayValue xarray = builder.build();
        if (checksPositions) {
            requireDistinctPositions(xarray);
        }
        return xarray;
    }

    /// Tells where the bytes are in which two slots are at one position.
    private void requireDistinctPositions(XArrayValue xarray) {
        try {
            xarray.requireDistinctPositions();
        } catch (CorruptException e) {
            throw in.corrupt("each slot at its own position", String.valueOf(e.getMessage()));
        }
    }

    private SlotState readSlotState() {
        int code = in.readByte();
        return switch (code) {
            case ValueWriter.SLOT_LIVE -> SlotState.LIVE;
            case ValueWriter.SLOT_EMPTIED -> SlotState.EMPTIED;
            case ValueWriter.SLOT_MASKED -> SlotState.MASKED;
            default -> throw in.corrupt("a slot state", Integer.toString(code));
        };
    }

    private AnyValue readAny() {
        if (!readFlag()) {
            return AnyValue.nil();
        }
        boolean outermost = !insideAny;
        insideAny = true;
        AnyValue any = AnyValue.of(readTyped());
        insideAny = !outermost;
        return any;
    }

    private VariantValue readVariant(VariantType type) {
        int index = in.readByte();
        if (index >= type.alternatives().size()) {
            throw in.corrupt("an alternative of " + type, Integer.toString(index));
        }
        return VariantValue.of(type, read(type.alternatives().get(index)));
    }

    private EnumerationValue readCase(Enumeration type) {
        int index = in.readByte();
        if (index >= type.cases().size()) {
            throw in.corrupt("a case of " + type, Integer.toString(index));
        }
        return EnumerationValue.of(type, index);
    }

    private Key readKey(KeyType type) {
        int form = in.readByte();
        UUID instance = readUuid();
        RuntimeId concept =
                switch (form) {
                    case ValueWriter.KEY_WITHOUT_CONCEPT -> RuntimeId.NONE;
                    case ValueWriter.KEY_OF_STATIC_CONCEPT -> staticConcept(type);
                    case ValueWriter.KEY_OF_OTHER_CONCEPT -> otherConcept(type);
                    default -> throw in.corrupt("a key form", Integer.toString(form));
                };
        return Key.of(type, instance, concept);
    }

    private RuntimeId staticConcept(KeyType type) {
        if (type.target() instanceof Concept concept) {
            return concept.runtimeId();
        }
        throw in.corrupt("a concept's runtime id, as " + type + " names none", "none");
    }

    private RuntimeId otherConcept(KeyType type) {
        RuntimeId concept = new RuntimeId(readUuid());
        boolean implied =
                concept.isNone()
                        || type.target() instanceof Concept target
                                && target.runtimeId().equals(concept);
        if (implied || !definitions.conforms(type.target(), concept)) {
            throw in.corrupt("a concept that conforms to " + type, concept.toString());
        }
        return concept;
    }

    static UUID readUuid(ByteReader in) {
        return new UUID(Long.reverseBytes(in.readLong()), Long.reverseBytes(in.readLong()));
    }
}
