package org.commitdb.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.Enumeration;
import org.commitdb.type.Field;
import org.commitdb.type.KeyType;
import org.commitdb.type.Literal;
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

/// Reads the default values of a schema.
///
/// **Errors**: [IllegalArgumentException] when a literal does not fit its type; checked definitions
/// have none.
final class LiteralValues {

    private LiteralValues() {}

    static Value of(Type type, Literal literal) {
        return switch (literal) {
            case Literal.None none -> ZeroValues.of(type);
            case Literal.Scalar scalar -> ofText(type, scalar.text());
            case Literal.Members members -> ofMembers(type, members.members());
        };
    }

    private static Value ofText(Type type, String text) {
        return switch (type) {
            case PrimitiveType primitive -> ofText(primitive, text);
            case OptionalType optional ->
                    OptionalValue.of(optional, ofText(optional.element(), text));
            case Enumeration enumeration -> EnumerationValue.of(enumeration, text);
            case VecType vec -> throw unfit(type);
            case MatType mat -> throw unfit(type);
            case TupleType tuple -> throw unfit(type);
            case VectorType vector -> throw unfit(type);
            case SetType set -> throw unfit(type);
            case MapType map -> throw unfit(type);
            case XArrayType xarray -> throw unfit(type);
            case AnyType any -> throw unfit(type);
            case VariantType variant -> throw unfit(type);
            case KeyType key -> throw unfit(type);
            case Structure structure -> throw unfit(type);
        };
    }

    private static Value ofText(PrimitiveType type, String text) {
        return switch (type) {
            case BOOL -> BoolValue.of(truth(text));
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(type, new BigInteger(text));
            case FLOAT -> FloatValue.of(NumberRange.parseFloat(text));
            case DOUBLE -> DoubleValue.of(NumberRange.parseDouble(text));
            case UUID -> UuidValue.of(UUID.fromString(text));
            case STRING -> StringValue.of(text);
            case VOID, BLOB_ID, COMMIT_ID, BLOB -> throw unfit(type);
        };
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is no bool");
        };
    }

    private static Value ofMembers(Type type, List<Literal> members) {
        return switch (type) {
            case OptionalType optional ->
                    OptionalValue.of(optional, ofMembers(optional.element(), members));
            case VecType vec -> VecValue.of(vec, each(vec.element(), members));
            case MatType mat -> MatValue.of(mat, columns(mat, members));
            case TupleType tuple -> TupleValue.of(tuple, each(tuple.elements(), members));
            case VectorType vector -> VectorValue.of(vector, each(vector.element(), members));
            case SetType set -> SetValue.of(set, each(set.element(), members));
            case MapType map -> entries(map, members);
            case Structure structure ->
                    StructureValue.of(
                            structure,
                            each(structure.fields().stream().map(Field::type).toList(), members));
            case PrimitiveType primitive -> throw unfit(type);
            case Enumeration enumeration -> throw unfit(type);
            case XArrayType xarray -> throw unfit(type);
            case AnyType any -> throw unfit(type);
            case VariantType variant -> throw unfit(type);
            case KeyType key -> throw unfit(type);
        };
    }

    private static List<Value> each(Type type, List<Literal> members) {
        return members.stream().map(member -> of(type, member)).toList();
    }

    private static List<Value> each(List<Type> types, List<Literal> members) {
        if (types.size() != members.size()) {
            throw new IllegalArgumentException(
                    types.size() + " members expected, found " + members.size());
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(of(types.get(i), members.get(i)));
        }
        return values;
    }

    private static List<Value> columns(MatType type, List<Literal> columns) {
        List<Value> numbers = new ArrayList<>();
        for (Literal column : columns) {
            if (!(column instanceof Literal.Members rows) || rows.members().size() != type.rows()) {
                throw unfit(type);
            }
            numbers.addAll(each(type.element(), rows.members()));
        }
        return numbers;
    }

    private static MapValue entries(MapType type, List<Literal> members) {
        MapValue.Builder map = MapValue.empty(type).toBuilder();
        for (Literal member : members) {
            if (!(member instanceof Literal.Members pair) || pair.members().size() != 2) {
                throw unfit(type);
            }
            map.put(
                    of(type.key(), pair.members().get(0)),
                    of(type.element(), pair.members().get(1)));
        }
        return map.build();
    }

    private static IllegalArgumentException unfit(Type type) {
        return new IllegalArgumentException("the literal does not fit the type " + type);
    }
}
