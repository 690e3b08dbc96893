package org.commitdb.path;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.type.AnyType;
import org.commitdb.type.Concept;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.RuntimeId;
import org.commitdb.type.Type;
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
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

/// The text of map keys in paths, for scalar keys: strings as in JSON, numbers, `true`, uuids bare,
/// `.case`, blobs and ids in hex, keys as the instance uuid, followed by a comma and the concept's
/// runtime id unless the key type names that concept. A scalar whose type is not known is led by
/// the name of its primitive type: `string "a"`. Composite keys are written as [Object#toString]
/// gives them and not read: whoever has another notation for values passes it to [Path#parse] and
/// [Path#toString].
final class ScalarKeys {

    private ScalarKeys() {}

    static String write(Value key) {
        return switch (key) {
            case StringValue string -> QuotedText.quote(string.value());
            case BlobValue blob -> HexFormat.of().formatHex(blob.toByteArray());
            case Key reference -> writeKey(reference);
            case AnyValue any ->
                    any.value().map(held -> held.type() + " " + write(held)).orElse("nil");
            case BoolValue scalar -> scalar.toString();
            case IntegerValue scalar -> scalar.toString();
            case FloatValue scalar -> scalar.toString();
            case DoubleValue scalar -> scalar.toString();
            case UuidValue scalar -> scalar.toString();
            case BlobIdValue scalar -> scalar.toString();
            case CommitIdValue scalar -> scalar.toString();
            case EnumerationValue scalar -> scalar.toString();
            case StructureValue composite -> composite.toString();
            case VecValue composite -> composite.toString();
            case MatValue composite -> composite.toString();
            case TupleValue composite -> composite.toString();
            case OptionalValue composite -> composite.toString();
            case VariantValue composite -> composite.toString();
            case VectorValue composite -> composite.toString();
            case SetValue composite -> composite.toString();
            case MapValue composite -> composite.toString();
            case XArrayValue composite -> composite.toString();
        };
    }

    private static String writeKey(Key key) {
        boolean own =
                key.target() instanceof Concept concept
                        && concept.runtimeId().equals(key.concept());
        return own ? key.instance().toString() : key.instance() + "," + key.concept();
    }

    static Value read(Type type, String text) {
        if (type instanceof PrimitiveType primitive) {
            return readPrimitive(primitive, text);
        }
        if (type instanceof Enumeration enumeration && text.startsWith(".")) {
            return EnumerationValue.of(enumeration, text.substring(1));
        }
        if (type instanceof KeyType key) {
            return readKey(key, text);
        }
        if (type == AnyType.ANY) {
            return readAny(text);
        }
        throw unfit(type, text);
    }

    private static Value readPrimitive(PrimitiveType type, String text) {
        return switch (type) {
            case BOOL -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw unfit(type, text);
                }
                yield BoolValue.of(text.equals("true"));
            }
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(type, new BigInteger(text));
            case FLOAT -> FloatValue.of(Float.parseFloat(text));
            case DOUBLE -> DoubleValue.of(Double.parseDouble(text));
            case UUID -> UuidValue.of(PathParser.uuid(text));
            case STRING -> StringValue.of(QuotedText.unquote(text));
            case BLOB -> BlobValue.of(HexFormat.of().parseHex(text));
            case BLOB_ID -> BlobIdValue.of(HexFormat.of().parseHex(text));
            case COMMIT_ID -> CommitIdValue.of(HexFormat.of().parseHex(text));
            case VOID -> throw unfit(type, text);
        };
    }

    private static Value readKey(KeyType type, String text) {
        int comma = text.indexOf(',');
        if (comma >= 0) {
            UUID instance = PathParser.uuid(text.substring(0, comma));
            return Key.of(
                    type, instance, new RuntimeId(PathParser.uuid(text.substring(comma + 1))));
        }
        if (type.target() instanceof Concept concept) {
            return Key.of(type, PathParser.uuid(text), concept.runtimeId());
        }
        throw unfit(type, text);
    }

    private static Value readAny(String text) {
        if (text.equals("nil")) {
            return AnyValue.nil();
        }
        int space = text.indexOf(' ');
        Optional<PrimitiveType> type =
                space < 0 ? Optional.empty() : PrimitiveType.named(text.substring(0, space));
        if (type.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' does not start with the name of a primitive type");
        }
        return AnyValue.of(readPrimitive(type.get(), text.substring(space + 1)));
    }

    private static IllegalArgumentException unfit(Type type, String text) {
        return new IllegalArgumentException("'" + text + "' is no key of type " + type);
    }
}
