package org.commitdb.type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Turns the default literal of a field into the value that it means for the field's type.
///
/// **Errors**: [IllegalArgumentException] with the sentence that a schema author reads.
record DefaultReader(String field) {

    private static final int LONGEST_INTEGER = "-9223372036854775808".length();
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    DefaultValue read(Type type, Literal literal) {
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive, literal);
            case Enumeration enumeration -> enumerationCase(enumeration, literal);
            case Structure structure -> structure(structure, literal);
            case VecType vec ->
                    new DefaultValue.Several(vec(vec, vec.size(), "", vec.element(), literal));
            case MatType mat -> mat(mat, literal);
            case TupleType tuple -> tuple(tuple, literal);
            case OptionalType optional ->
                    new DefaultValue.Maybe(Optional.of(read(optional.element(), literal)));
            case VectorType vector ->
                    new DefaultValue.Several(elements(vector.element(), filled(literal)));
            case SetType set -> set(set, literal);
            case MapType map -> map(map, literal);
            case AnyType any -> throw noDefault(any);
            case VariantType variant -> throw noDefault(variant);
            case XArrayType xarray -> throw noDefault(xarray);
            case KeyType key -> throw noDefault(key);
        };
    }

    /// What a place of this type holds before anything is written to it. **Cost**: O(elements of a
    /// tuple), else O(1).
    static DefaultValue zero(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> zero(primitive);
            case Enumeration enumeration -> new DefaultValue.Whole(BigInteger.ZERO);
            case Structure structure -> structure.zero();
            case VecType vec ->
                    new DefaultValue.Several(Collections.nCopies(vec.size(), zero(vec.element())));
            case MatType mat ->
                    new DefaultValue.Several(
                            Collections.nCopies(mat.columns() * mat.rows(), zero(mat.element())));
            case TupleType tuple ->
                    new DefaultValue.Several(
                            tuple.elements().stream().map(DefaultReader::zero).toList());
            case OptionalType optional -> new DefaultValue.Maybe(Optional.empty());
            case VectorType vector -> new DefaultValue.Several(List.of());
            case SetType set -> new DefaultValue.Several(List.of());
            case MapType map -> new DefaultValue.Several(List.of());
            case AnyType any -> new DefaultValue.Opaque();
            case VariantType variant -> new DefaultValue.Opaque();
            case XArrayType xarray -> new DefaultValue.Opaque();
            case KeyType key -> new DefaultValue.Opaque();
        };
    }

    /// What `field` holds when a structure is made: its own default, else the zero of its type.
    static DefaultValue initial(Field field) {
        return field.defaultValue() instanceof Literal.None
                ? zero(field.type())
                : new DefaultReader(field.name()).read(field.type(), field.defaultValue());
    }

    private static DefaultValue zero(PrimitiveType type) {
        return switch (type) {
            case FLOAT, DOUBLE -> new DefaultValue.Real(0);
            case STRING -> new DefaultValue.Text("");
            case UUID -> new DefaultValue.Id(new UUID(0, 0));
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                    new DefaultValue.Whole(BigInteger.ZERO);
            case BLOB, BLOB_ID, COMMIT_ID, VOID -> new DefaultValue.Opaque();
        };
    }

    private DefaultValue primitive(PrimitiveType type, Literal literal) {
        return switch (type) {
            case BOOL -> {
                String text = scalar(LiteralDomain.BOOLEAN, "a boolean", literal);
                if (!text.equals("true") && !text.equals("false")) {
                    throw mustBe("a boolean");
                }
                yield new DefaultValue.Whole(
                        text.equals("true") ? BigInteger.ONE : BigInteger.ZERO);
            }
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> integer(type, literal);
            case FLOAT -> real(type, scalar(LiteralDomain.FLOAT, "a number", literal));
            case DOUBLE -> real(type, scalar(LiteralDomain.DOUBLE, "a number", literal));
            case STRING -> {
                String text = scalar(LiteralDomain.STRING, "a string", literal);
                TypeChecks.text("default value of field '" + field + "'", text);
                yield new DefaultValue.Text(text);
            }
            case UUID -> uuid(scalar(LiteralDomain.UUID, "a uuid", literal));
            case BLOB, BLOB_ID, COMMIT_ID -> throw noDefault(type);
            case VOID ->
                    throw new IllegalArgumentException(
                            "The type 'void' is only allowed as a return type.");
        };
    }

    private DefaultValue integer(PrimitiveType type, Literal literal) {
        String text = scalar(LiteralDomain.INTEGER, "an integer", literal);
        if (!INTEGER.matcher(text).matches()) {
            throw mustBe("an integer");
        }
        int bits = type.widthBytes() * Byte.SIZE;
        if (text.length() <= LONGEST_INTEGER) {
            BigInteger number = new BigInteger(text);
            boolean fits =
                    type.isUnsigned()
                            ? number.signum() >= 0 && number.bitLength() <= bits
                            : number.bitLength() < bits;
            if (fits) {
                return new DefaultValue.Whole(number);
            }
        }
        throw outOfRange(type, text);
    }

    private DefaultValue real(PrimitiveType type, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw mustBe("a number");
        }
        double number =
                type == PrimitiveType.FLOAT ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw outOfRange(type, text);
        }
        return new DefaultValue.Real(number);
    }

    private DefaultValue uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return new DefaultValue.Id(uuid);
            }
        } catch (IllegalArgumentException e) {
            throw mustBe("a uuid");
        }
        throw mustBe("a uuid");
    }

    private DefaultValue enumerationCase(Enumeration enumeration, Literal literal) {
        String name = scalar(LiteralDomain.ENUMERATION_CASE, "a case", literal);
        int index = enumeration.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The case '" + name + "' is not defined for enum '" + enumeration + "'.");
        }
        return new DefaultValue.Whole(BigInteger.valueOf(index));
    }

    private DefaultValue structure(Structure structure, Literal literal) {
        List<Literal> members = members(literal, structure.fields().size(), structure, "");
        List<DefaultValue> values = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            values.add(read(structure.fields().get(i).type(), members.get(i)));
        }
        return new DefaultValue.Several(values);
    }

    private DefaultValue tuple(TupleType tuple, Literal literal) {
        List<Literal> members = members(literal, tuple.elements().size(), tuple, "");
        List<DefaultValue> values = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            values.add(read(tuple.elements().get(i), members.get(i)));
        }
        return new DefaultValue.Several(values);
    }

    private DefaultValue mat(MatType mat, Literal literal) {
        List<DefaultValue> values = new ArrayList<>();
        for (Literal column : members(literal, mat.columns(), mat, "")) {
            values.addAll(vec(mat, mat.rows(), " a column", mat.element(), column));
        }
        return new DefaultValue.Several(values);
    }

    private List<DefaultValue> vec(
            Type container, int size, String unit, PrimitiveType element, Literal literal) {
        return elements(element, members(literal, size, container, unit));
    }

    private DefaultValue set(SetType set, Literal literal) {
        List<DefaultValue> values = new ArrayList<>(elements(set.element(), filled(literal)));
        Collections.sort(values);
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i).compareTo(values.get(i - 1)) == 0) {
                throw twice("member");
            }
        }
        return new DefaultValue.Several(values);
    }

    private DefaultValue map(MapType map, Literal literal) {
        List<DefaultValue.Several> entries = new ArrayList<>();
        for (Literal each : filled(literal)) {
            List<Literal> entry = members(each, 2, map, " a pair");
            DefaultValue key = read(map.key(), entry.getFirst());
            entries.add(
                    new DefaultValue.Several(List.of(key, read(map.element(), entry.getLast()))));
        }
        Collections.sort(entries);
        for (int i = 1; i < entries.size(); i++) {
            if (key(entries.get(i)).compareTo(key(entries.get(i - 1))) == 0) {
                throw twice("key");
            }
        }
        return new DefaultValue.Several(entries);
    }

    private static DefaultValue key(DefaultValue.Several entry) {
        return entry.values().getFirst();
    }

    private List<DefaultValue> elements(Type type, List<Literal> members) {
        List<DefaultValue> values = new ArrayList<>();
        for (Literal member : members) {
            values.add(read(type, member));
        }
        return values;
    }

    private List<Literal> filled(Literal literal) {
        if (!(literal instanceof Literal.Members list)) {
            throw mustBe("a list");
        }
        if (list.members().isEmpty()) {
            throw new IllegalArgumentException(
                    "The default value of field '"
                            + field
                            + "' must not be an empty list, which is the zero anyway.");
        }
        return list.members();
    }

    private List<Literal> members(Literal literal, int count, Type type, String unit) {
        if (!(literal instanceof Literal.Members list)) {
            throw mustBe("a list");
        }
        if (list.members().size() != count) {
            throw new IllegalArgumentException(
                    "The default value of field '"
                            + field
                            + "' has "
                            + list.members().size()
                            + " members, "
                            + type
                            + " expects "
                            + count
                            + unit
                            + ".");
        }
        return list.members();
    }

    private String scalar(LiteralDomain domain, String expected, Literal literal) {
        if (literal instanceof Literal.Scalar scalar && scalar.domain() == domain) {
            return scalar.text();
        }
        throw mustBe(expected);
    }

    private IllegalArgumentException mustBe(String expected) {
        return new IllegalArgumentException(
                "The default value of field '" + field + "' must be " + expected + ".");
    }

    private IllegalArgumentException noDefault(Type type) {
        return new IllegalArgumentException(
                "The type '" + type + "' of field '" + field + "' accepts no default value.");
    }

    private IllegalArgumentException twice(String what) {
        return new IllegalArgumentException(
                "A " + what + " appears twice in the default value of field '" + field + "'.");
    }

    private static IllegalArgumentException outOfRange(PrimitiveType type, String digits) {
        String text =
                digits.length() <= LONGEST_SHOWN
                        ? digits
                        : digits.substring(0, LONGEST_SHOWN) + "…";
        return new IllegalArgumentException(
                "The value " + text + " is not in the range of '" + type + "'.");
    }
}
