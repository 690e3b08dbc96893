package org.commitdb.type;

import java.math.BigInteger;
import java.util.List;
import org.commitdb.bytes.ByteWriter;

/// Checks default values and writes them in the form that runtime ids hash.
///
/// **Shape**: bool 1 byte; integers little-endian at their width; float and double little-endian
/// IEEE 754; string as in [RuntimeIds]; uuid 16 bytes; a case its index as one byte; vec, mat,
/// tuple and structure their members back to back; vector and set an 8-byte count, then the members
/// in order; map a count, then keys and values; optional 01, then the value.
final class DefaultEncoding {

    private DefaultEncoding() {}

    /// Refuses a default that does not fit the type with an [IllegalArgumentException].
    static void check(String field, Type type, Literal literal) {
        if (!(literal instanceof Literal.None)) {
            DefaultValue _ = new DefaultReader(field).read(type, literal);
        }
    }

    /// Writes the default unless there is none or it is what the field would hold without it.
    static void writeUnlessZero(ByteWriter out, Type type, Literal literal) {
        if (literal instanceof Literal.None) {
            return;
        }
        DefaultValue value = new DefaultReader("").read(type, literal);
        if (!value.equals(DefaultReader.zero(type))) {
            write(out, type, value);
        }
    }

    private static void write(ByteWriter out, Type type, DefaultValue value) {
        switch (value) {
            case DefaultValue.Whole whole -> writeWhole(out, type, whole.number());
            case DefaultValue.Real real -> writeReal(out, type, real.number());
            case DefaultValue.Text text -> RuntimeIds.writeText(out, text.text());
            case DefaultValue.Id id -> RuntimeIds.writeUuid(out, id.uuid());
            case DefaultValue.Maybe maybe -> {
                out.writeByte(maybe.value().isPresent() ? 1 : 0);
                maybe.value().ifPresent(held -> write(out, ((OptionalType) type).element(), held));
            }
            case DefaultValue.Several several -> writeSeveral(out, type, several.values());
            case DefaultValue.Opaque opaque ->
                    throw new IllegalStateException(type + " accepts no default");
        }
    }

    private static void writeWhole(ByteWriter out, Type type, BigInteger number) {
        int widthBytes = type instanceof PrimitiveType primitive ? primitive.widthBytes() : 1;
        long bits = number.longValue();
        for (int i = 0; i < widthBytes; i++) {
            out.writeByte((int) (bits >>> (i * Byte.SIZE)));
        }
    }

    private static void writeReal(ByteWriter out, Type type, double number) {
        if (type == PrimitiveType.FLOAT) {
            out.writeInt(Float.floatToIntBits((float) number));
        } else {
            out.writeLong(Double.doubleToLongBits(number));
        }
    }

    private static void writeSeveral(
            ByteWriter out, Type type, List<? extends DefaultValue> values) {
        switch (type) {
            case VecType vec -> writeAll(out, vec.element(), values);
            case MatType mat -> writeAll(out, mat.element(), values);
            case VectorType vector ->
                    writeAll(out.writeLong(values.size()), vector.element(), values);
            case SetType set -> writeAll(out.writeLong(values.size()), set.element(), values);
            case MapType map -> {
                out.writeLong(values.size());
                for (DefaultValue entry : values) {
                    List<? extends DefaultValue> pair = ((DefaultValue.Several) entry).values();
                    write(out, map.key(), pair.getFirst());
                    write(out, map.element(), pair.getLast());
                }
            }
            case TupleType tuple -> {
                for (int i = 0; i < values.size(); i++) {
                    write(out, tuple.elements().get(i), values.get(i));
                }
            }
            case Structure structure -> {
                for (int i = 0; i < values.size(); i++) {
                    write(out, structure.fields().get(i).type(), values.get(i));
                }
            }
            case PrimitiveType other -> throw noList(other);
            case AnyType other -> throw noList(other);
            case OptionalType other -> throw noList(other);
            case XArrayType other -> throw noList(other);
            case VariantType other -> throw noList(other);
            case KeyType other -> throw noList(other);
            case Enumeration other -> throw noList(other);
        }
    }

    private static IllegalStateException noList(Type type) {
        return new IllegalStateException("a default of " + type + " is no list");
    }

    private static void writeAll(ByteWriter out, Type type, List<? extends DefaultValue> values) {
        for (DefaultValue value : values) {
            write(out, type, value);
        }
    }
}
