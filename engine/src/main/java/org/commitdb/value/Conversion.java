package org.commitdb.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.Concept;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.jspecify.annotations.Nullable;

/// Makes values from plain Java objects, as [Value#from] describes.
final class Conversion {

    private Conversion() {}

    static Value convert(Type type, @Nullable Object object) {
        if (object instanceof Value value && Conformance.same(type, value.type())) {
            return value;
        }
        return switch (type) {
            case PrimitiveType primitive -> ScalarConversion.convert(primitive, object);
            case Enumeration enumeration -> ofCase(enumeration, object);
            case KeyType key -> ofKey(key, object);
            case AnyType any -> ofAny(object);
            case OptionalType optional -> ofOptional(optional, object);
            case VariantType variant -> ofVariant(variant, object);
            case VecType vec -> VecValue.of(vec, each(vec, vec.element(), object));
            case MatType mat -> MatValue.of(mat, each(mat, mat.element(), object));
            case TupleType tuple -> ofTuple(tuple, object);
            case VectorType vector ->
                    VectorValue.of(vector, each(vector, vector.element(), object));
            case SetType set -> SetValue.of(set, each(set, set.element(), object));
            case MapType map -> ofMap(map, object);
            case Structure structure -> ofFields(structure, object);
            case XArrayType xarray -> throw unfit(type, object);
        };
    }

    private static Value ofCase(Enumeration type, @Nullable Object object) {
        if (!(object instanceof String text)) {
            throw unfit(type, object);
        }
        return EnumerationValue.of(type, text.startsWith(".") ? text.substring(1) : text);
    }

    private static Value ofKey(KeyType type, @Nullable Object object) {
        if (object instanceof Key key) {
            return Conformance.require(type, key);
        }
        if (object instanceof UUID instance && type.target() instanceof Concept concept) {
            return Key.of(type, instance, concept.runtimeId());
        }
        throw unfit(type, object);
    }

    private static Value ofAny(@Nullable Object object) {
        return switch (object) {
            case null -> AnyValue.nil();
            case Value value -> AnyValue.of(value);
            case Boolean flag -> AnyValue.of(BoolValue.of(flag));
            case Byte number -> AnyValue.of(IntegerValue.of(PrimitiveType.INT8, number));
            case Short number -> AnyValue.of(IntegerValue.of(PrimitiveType.INT16, number));
            case Integer number -> AnyValue.of(IntegerValue.of(PrimitiveType.INT32, number));
            case Long number -> AnyValue.of(IntegerValue.of(PrimitiveType.INT64, number));
            case Float number -> AnyValue.of(FloatValue.of(number));
            case Double number -> AnyValue.of(DoubleValue.of(number));
            case String text -> AnyValue.of(StringValue.of(text));
            case UUID uuid -> AnyValue.of(UuidValue.of(uuid));
            case byte[] bytes -> AnyValue.of(BlobValue.of(bytes));
            default -> throw unfit(AnyType.ANY, object);
        };
    }

    private static Value ofOptional(OptionalType type, @Nullable Object object) {
        return switch (object) {
            case null -> OptionalValue.nil(type);
            case Optional<?> optional ->
                    optional.isEmpty()
                            ? OptionalValue.nil(type)
                            : OptionalValue.of(type, convert(type.element(), optional.get()));
            default -> OptionalValue.of(type, convert(type.element(), object));
        };
    }

    private static Value ofVariant(VariantType type, @Nullable Object object) {
        if (object instanceof Value value) {
            return VariantValue.of(type, value);
        }
        List<Value> fits = new ArrayList<>();
        for (Type alternative : type.alternatives()) {
            try {
                fits.add(convert(alternative, object));
            } catch (IllegalArgumentException unfit) {
                continue;
            }
        }
        if (fits.size() != 1) {
            throw new IllegalArgumentException(
                    found(object)
                            + " fits "
                            + fits.size()
                            + " alternatives of "
                            + type
                            + ", not exactly one");
        }
        return VariantValue.of(type, fits.getFirst());
    }

    private static List<Value> each(Type type, Type element, @Nullable Object object) {
        if (!(object instanceof Collection<?> elements)) {
            throw unfit(type, object);
        }
        List<Value> values = new ArrayList<>(elements.size());
        for (Object each : elements) {
            values.add(convert(element, each));
        }
        return values;
    }

    private static Value ofTuple(TupleType type, @Nullable Object object) {
        if (!(object instanceof Collection<?> elements)
                || elements.size() != type.elements().size()) {
            throw unfit(type, object);
        }
        List<Value> values = new ArrayList<>();
        for (Object each : elements) {
            values.add(convert(type.elements().get(values.size()), each));
        }
        return TupleValue.of(type, values);
    }

    private static Value ofMap(MapType type, @Nullable Object object) {
        if (!(object instanceof Map<?, ?> entries)) {
            throw unfit(type, object);
        }
        MapValue.Builder map = MapValue.empty(type).toBuilder();
        entries.forEach(
                (key, value) -> map.put(convert(type.key(), key), convert(type.element(), value)));
        return map.build();
    }

    private static Value ofFields(Structure type, @Nullable Object object) {
        if (!(object instanceof Map<?, ?> given)) {
            throw unfit(type, object);
        }
        Set<Object> unknown = new HashSet<>(given.keySet());
        List<Value> values = new ArrayList<>();
        for (Field field : type.fields()) {
            values.add(
                    unknown.remove(field.name())
                            ? convert(field.type(), given.get(field.name()))
                            : ZeroValues.ofField(field));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("structure " + type + " has no field " + unknown);
        }
        return StructureValue.of(type, values);
    }

    static IllegalArgumentException unfit(Type type, @Nullable Object object) {
        return new IllegalArgumentException(
                "expected a value of type " + type + ", found " + found(object));
    }

    static String found(@Nullable Object object) {
        return switch (object) {
            case null -> "null";
            case Value value -> "one of type " + value.type();
            case Number number -> number.getClass().getSimpleName() + " " + number;
            default -> "a " + object.getClass().getSimpleName();
        };
    }
}
