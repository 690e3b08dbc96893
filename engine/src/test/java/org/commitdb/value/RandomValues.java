package org.commitdb.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyTarget;
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

/// Random types of the sample model and random values of any type, small, with many edge cases and
/// many equal parts.
public final class RandomValues {

    private static final String[] WORDS = {
        "", "a", "b", "ab", "\u00e9", "\uffee", "\ud83d\ude00", "it's \"\\\n", "z"
    };
    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1.0,
        -1.5,
        1e30,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1
    };
    private static final int DEPTH = 3;

    private final Random random;

    /// Everything follows from `random`.
    public RandomValues(Random random) {
        this.random = random;
    }

    /// A type that nests a few levels.
    public Type type() {
        return type(DEPTH);
    }

    private Type type(int depth) {
        int kinds = depth == 0 ? 5 : 14;
        return switch (random.nextInt(kinds)) {
            case 0, 1 -> scalar();
            case 2 -> pick(SampleTypes.NAMED);
            case 3 -> new KeyType(target());
            case 4 -> new VecType(number(), 1 + random.nextInt(3));
            case 5 -> new MatType(number(), 1 + random.nextInt(2), 1 + random.nextInt(3));
            case 6 -> new TupleType(types(depth));
            case 7 -> new OptionalType(type(depth - 1));
            case 8 -> new VectorType(type(depth - 1));
            case 9 -> new SetType(type(depth - 1));
            case 10 -> new MapType(type(depth - 1), type(depth - 1));
            case 11 -> new XArrayType(type(depth - 1));
            case 12 -> new VariantType(types(depth));
            default -> AnyType.ANY;
        };
    }

    private List<Type> types(int depth) {
        Set<Type> types = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            types.add(type(depth - 1));
        }
        return List.copyOf(types);
    }

    private PrimitiveType scalar() {
        PrimitiveType[] all = PrimitiveType.values();
        return all[1 + random.nextInt(all.length - 1)];
    }

    private PrimitiveType number() {
        while (true) {
            PrimitiveType type = scalar();
            if (type.isNumeric()) {
                return type;
            }
        }
    }

    private KeyTarget target() {
        return pick(
                List.of(
                        SampleTypes.THING,
                        SampleTypes.GADGET,
                        SampleTypes.CLUB,
                        AnyConcept.ANY_CONCEPT));
    }

    private <T> T pick(List<? extends T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// A value of a random type.
    public Value value() {
        return value(type());
    }

    /// A value of `type`; sometimes the zero.
    public Value value(Type type) {
        return value(type, DEPTH);
    }

    private Value value(Type type, int depth) {
        if (random.nextInt(10) == 0) {
            return Value.zero(type);
        }
        return switch (type) {
            case PrimitiveType primitive -> scalar(primitive);
            case AnyType any ->
                    depth == 0 || random.nextInt(4) == 0
                            ? AnyValue.nil()
                            : AnyValue.of(value(type(depth - 1), depth - 1));
            case VecType vec -> VecValue.of(vec, values(vec.element(), vec.size(), depth));
            case MatType mat ->
                    MatValue.of(mat, values(mat.element(), mat.columns() * mat.rows(), depth));
            case TupleType tuple ->
                    TupleValue.of(
                            tuple,
                            tuple.elements().stream().map(each -> value(each, depth)).toList());
            case OptionalType optional ->
                    OptionalValue.of(optional, value(optional.element(), depth));
            case VectorType vector ->
                    VectorValue.of(vector, values(vector.element(), random.nextInt(4), depth));
            case SetType set -> SetValue.of(set, values(set.element(), random.nextInt(4), depth));
            case MapType map -> map(map, depth);
            case XArrayType xarray -> xarray(xarray, depth);
            case VariantType variant ->
                    VariantValue.of(variant, value(pick(variant.alternatives()), depth));
            case KeyType key -> key(key);
            case Enumeration enumeration ->
                    EnumerationValue.of(enumeration, random.nextInt(enumeration.cases().size()));
            case Structure structure ->
                    StructureValue.of(
                            structure,
                            structure.fields().stream()
                                    .map(Field::type)
                                    .map(each -> value(each, depth))
                                    .toList());
        };
    }

    private List<Value> values(Type type, int count, int depth) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(type, depth));
        }
        return values;
    }

    private Value map(MapType type, int depth) {
        MapValue.Builder map = MapValue.empty(type).toBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(type.key(), depth), value(type.element(), depth));
        }
        return map.build();
    }

    private Value xarray(XArrayType type, int depth) {
        XArrayValue.Builder xarray = XArrayValue.empty(type).toBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            UUID position = new UUID(7, 1 + random.nextInt(6));
            UUID before = new UUID(7, random.nextInt(7));
            if (random.nextInt(4) == 0) {
                xarray.insertMasked(before, position);
            } else {
                xarray.insert(before, position, value(type.element(), depth));
                if (random.nextInt(4) == 0) {
                    xarray.remove(position);
                }
            }
        }
        return xarray.build();
    }

    private Key key(KeyType type) {
        List<Concept> concepts =
                switch (type.target()) {
                    case Concept concept ->
                            concept.equals(SampleTypes.THING)
                                    ? List.of(concept, SampleTypes.GADGET)
                                    : List.of(concept);
                    case Club club -> club.members();
                    case AnyConcept any ->
                            List.of(SampleTypes.THING, SampleTypes.GADGET, SampleTypes.OTHER);
                };
        RuntimeId concept = random.nextInt(8) == 0 ? RuntimeId.NONE : pick(concepts).runtimeId();
        return Key.of(type, uuid(), concept);
    }

    private UUID uuid() {
        return new UUID(bits(), bits());
    }

    private long bits() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(3);
            case 2 -> -1 - random.nextInt(3);
            case 3 -> Long.MIN_VALUE;
            default -> random.nextLong();
        };
    }

    private Value scalar(PrimitiveType type) {
        return switch (type) {
            case VOID -> throw new IllegalArgumentException("void has no value");
            case BOOL -> BoolValue.of(random.nextBoolean());
            case UINT64 -> IntegerValue.ofUnsigned(bits());
            case UINT8, UINT16, UINT32 ->
                    IntegerValue.of(type, bits() >>> 64 - 8 * type.widthBytes());
            case INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(type, bits() >> 64 - 8 * type.widthBytes());
            case FLOAT -> FloatValue.of((float) NUMBERS[random.nextInt(NUMBERS.length)]);
            case DOUBLE -> DoubleValue.of(NUMBERS[random.nextInt(NUMBERS.length)]);
            case BLOB_ID -> BlobIdValue.of(bytes(BlobIdValue.SIZE));
            case COMMIT_ID -> CommitIdValue.of(bytes(CommitIdValue.SIZE));
            case UUID -> UuidValue.of(uuid());
            case STRING ->
                    StringValue.of(
                            WORDS[random.nextInt(WORDS.length)]
                                    + WORDS[random.nextInt(WORDS.length)]);
            case BLOB -> BlobValue.of(bytes(random.nextInt(4)));
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        if (length > 0) {
            bytes[random.nextInt(length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
