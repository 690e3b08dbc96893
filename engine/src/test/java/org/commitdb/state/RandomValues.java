package org.commitdb.state;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.commitdb.blob.BlobId;
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

/// Random values of any type of a [DocumentModel], from small domains, so that elements, keys and
/// positions meet again; extremes of each scalar are among them.
public final class RandomValues {

    private static final List<String> TEXTS =
            List.of("", "a", "b", "é", "\uffff", "\ud83d\ude00", "a longer text of a few words");
    private static final long[] WHOLE = {0, 1, 2, 3, 100, 127, 128, 255, 256, 65_535, 1L << 31};
    private static final double[] REAL = {
        0.0, -0.0, 1.5, -2.25, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10
    };
    private static final int POSITIONS = 10;
    private static final int INSTANCES = 4;

    private final RandomGenerator random;
    private final DocumentModel model;
    private int depth;

    /// Draws from `random`.
    public RandomValues(RandomGenerator random, DocumentModel model) {
        this.random = random;
        this.model = model;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A position of an xarray, one of few.
    UUID position() {
        return new UUID(0x8000_0000_0000_0000L >>> below(2), 1 + below(POSITIONS));
    }

    /// An instance, one of few.
    UUID instance() {
        return new UUID(below(2) == 0 ? -1 : 7, 1 + below(INSTANCES / 2));
    }

    /// A value of `type`.
    public Value of(Type type) {
        depth++;
        try {
            return switch (type) {
                case PrimitiveType primitive -> scalar(primitive);
                case AnyType any ->
                        depth > 8 || chance(depth > 4 ? 80 : 25)
                                ? AnyValue.nil()
                                : AnyValue.of(of(oneOf(model.anyTypes())));
                case VecType vec -> VecValue.of(vec, several(vec.element(), vec.size()));
                case MatType mat ->
                        MatValue.ofLittleEndian(
                                mat,
                                VecValue.of(
                                                new VecType(
                                                        mat.element(), mat.columns() * mat.rows()),
                                                several(mat.element(), mat.columns() * mat.rows()))
                                        .toLittleEndian());
                case TupleType tuple ->
                        TupleValue.of(tuple, tuple.elements().stream().map(this::of).toList());
                case OptionalType optional ->
                        chance(30)
                                ? OptionalValue.nil(optional)
                                : OptionalValue.of(optional, of(optional.element()));
                case VectorType vector -> VectorValue.of(vector, several(vector.element(), few()));
                case SetType set -> set(set);
                case MapType map -> map(map);
                case XArrayType xarray -> xarray(xarray);
                case VariantType variant ->
                        VariantValue.of(variant, of(oneOf(variant.alternatives())));
                case KeyType key -> key(key);
                case Enumeration enumeration ->
                        EnumerationValue.of(enumeration, below(enumeration.cases().size()));
                case Structure structure ->
                        StructureValue.of(
                                structure,
                                structure.fields().stream()
                                        .map(Field::type)
                                        .map(this::of)
                                        .toList());
            };
        } finally {
            depth--;
        }
    }

    SetValue set(SetType type) {
        return SetValue.of(type, several(type.element(), few()));
    }

    MapValue map(MapType type) {
        TreeMap<Value, Value> entries = new TreeMap<>();
        for (int i = few(); i > 0; i--) {
            entries.put(of(type.key()), of(type.element()));
        }
        return MapValue.of(type, entries);
    }

    private XArrayValue xarray(XArrayType type) {
        XArrayValue.Builder builder = XArrayValue.empty(type).toBuilder();
        for (int i = 2 * few(); i > 0; i--) {
            UUID position = position();
            if (builder.slotState(position) == null) {
                boolean live = chance(60);
                SlotState state =
                        live ? SlotState.LIVE : chance(50) ? SlotState.EMPTIED : SlotState.MASKED;
                switch (state) {
                    case LIVE -> builder.insert(position(), position, of(type.element()));
                    case EMPTIED -> {
                        builder.insert(XArrayValue.END, position, of(type.element()));
                        builder.remove(position);
                    }
                    case MASKED -> builder.insertMasked(position(), position);
                }
            }
        }
        return builder.build();
    }

    private Key key(KeyType type) {
        KeyTarget target = type.target();
        List<Concept> fit = new ArrayList<>();
        for (Concept concept : model.definitions().concepts()) {
            boolean conforms =
                    switch (target) {
                        case Concept base -> concept.isA(base);
                        case Club club -> club.accepts(concept);
                        case AnyConcept any -> true;
                    };
            if (conforms) {
                fit.add(concept);
            }
        }
        RuntimeId concept = fit.isEmpty() || chance(20) ? RuntimeId.NONE : oneOf(fit).runtimeId();
        return Key.of(target, instance(), concept);
    }

    List<Value> several(Type element, int count) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(of(element));
        }
        return values;
    }

    private int few() {
        return depth > 5 ? 0 : depth > 3 ? below(2) : below(4);
    }

    private Value scalar(PrimitiveType type) {
        return switch (type) {
            case VOID -> throw new IllegalArgumentException("void has no value");
            case BOOL -> BoolValue.of(chance(50));
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> integer(type);
            case FLOAT -> FloatValue.of((float) REAL[below(REAL.length)]);
            case DOUBLE -> DoubleValue.of(REAL[below(REAL.length)]);
            case BLOB_ID -> {
                BlobId id = chance(50) ? BlobId.NONE : RichModel.blobId(oneOf(RichModel.BLOBS));
                yield BlobIdValue.of(id.toByteArray());
            }
            case COMMIT_ID -> {
                byte[] bytes = new byte[32];
                bytes[below(32)] = (byte) below(256);
                yield CommitIdValue.of(bytes);
            }
            case UUID -> UuidValue.of(new UUID(random.nextLong(), below(3)));
            case STRING -> StringValue.of(oneOf(TEXTS));
            case BLOB -> BlobValue.of(oneOf(TEXTS).getBytes(StandardCharsets.UTF_8));
        };
    }

    private Value integer(PrimitiveType type) {
        int bits = 8 * type.widthBytes();
        BigInteger range = BigInteger.ONE.shiftLeft(bits);
        BigInteger least =
                type.isUnsigned() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
        BigInteger wanted =
                switch (below(8)) {
                    case 0 -> least;
                    case 1 -> least.add(range).subtract(BigInteger.ONE);
                    case 2 -> new BigInteger(64, new Random(random.nextLong()));
                    default -> BigInteger.valueOf(WHOLE[below(WHOLE.length)]);
                };
        return IntegerValue.of(type, wanted.subtract(least).mod(range).add(least));
    }
}
