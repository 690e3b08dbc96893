package org.commitdb.value;

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

/// The value that a place of a type starts with.
final class ZeroValues {

    private ZeroValues() {}

    static Value of(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> ofPrimitive(primitive);
            case AnyType any -> AnyValue.nil();
            case VecType vec -> VecValue.zero(vec);
            case MatType mat -> MatValue.zero(mat);
            case TupleType tuple ->
                    TupleValue.of(
                            tuple,
                            tuple.elements().stream().map(ZeroValues::of).toArray(Value[]::new));
            case OptionalType optional -> OptionalValue.nil(optional);
            case VectorType vector -> VectorValue.empty(vector);
            case SetType set -> SetValue.empty(set);
            case MapType map -> MapValue.empty(map);
            case XArrayType xarray -> XArrayValue.empty(xarray);
            case VariantType variant ->
                    VariantValue.of(variant, of(variant.alternatives().getFirst()));
            case KeyType key -> Key.zero(key);
            case Enumeration enumeration -> EnumerationValue.of(enumeration, 0);
            case Structure structure -> StructureValue.create(structure);
        };
    }

    /// The declared default of a field, else the zero of its type.
    static Value ofField(Field field) {
        return field.defaultValue() instanceof Literal.None
                ? of(field.type())
                : LiteralValues.of(field.type(), field.defaultValue());
    }

    private static Value ofPrimitive(PrimitiveType type) {
        return switch (type) {
            case VOID -> throw new IllegalArgumentException("void has no value");
            case BOOL -> BoolValue.of(false);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(type, 0);
            case FLOAT -> FloatValue.of(0);
            case DOUBLE -> DoubleValue.of(0);
            case BLOB_ID -> BlobIdValue.of(new byte[BlobIdValue.SIZE]);
            case COMMIT_ID -> CommitIdValue.of(new byte[CommitIdValue.SIZE]);
            case UUID -> UuidValue.of(new UUID(0, 0));
            case STRING -> StringValue.of("");
            case BLOB -> BlobValue.of(new byte[0]);
        };
    }
}
