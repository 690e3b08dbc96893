package org.commitdb.value;

import java.util.stream.Collectors;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;

/// Writes the text form of values, for logs and differences. It is for people and is not read back.
///
/// Strings are quoted by `'`; in them `'` and `\` follow a `\`, and control characters are written
/// `\n`, `\t`, `\r` or `\u0000`.
final class ValueText {

    private final StringBuilder out = new StringBuilder();

    private ValueText() {}

    static String of(Value value) {
        ValueText text = new ValueText();
        text.write(value);
        return text.out.toString();
    }

    static String typeText(Type type) {
        return type instanceof VariantType variant
                ? variant.alternatives().stream()
                        .map(Type::toString)
                        .collect(Collectors.joining("|"))
                : type.toString();
    }

    private void write(Value value) {
        switch (value) {
            case BoolValue scalar -> out.append(scalar);
            case IntegerValue scalar -> out.append(scalar);
            case FloatValue scalar -> out.append(scalar);
            case DoubleValue scalar -> out.append(scalar);
            case UuidValue scalar -> out.append(scalar);
            case BlobValue scalar -> out.append(scalar);
            case BlobIdValue scalar -> out.append(scalar);
            case CommitIdValue scalar -> out.append(scalar);
            case EnumerationValue scalar -> out.append(scalar);
            case Key key -> out.append(key);
            case StringValue string -> writeQuoted(string.value());
            case StructureValue structure -> writeStructure(structure);
            case VecValue vec -> writeVec(vec);
            case MatValue mat -> writeMat(mat);
            case TupleValue tuple -> writeTuple(tuple);
            case OptionalValue optional -> writeOptional(optional);
            case AnyValue any -> writeAny(any);
            case VariantValue variant -> write(variant.value());
            case VectorValue vector -> writeAll('[', vector, ']');
            case SetValue set -> writeAll('{', set, '}');
            case MapValue map -> writeMap(map);
            case XArrayValue xarray -> writeAll('[', xarray.values(), ']');
        }
    }

    private void writeAll(char open, Iterable<Value> values, char close) {
        out.append(open);
        boolean first = true;
        for (Value value : values) {
            separate(first);
            first = false;
            write(value);
        }
        out.append(close);
    }

    private void writeStructure(StructureValue structure) {
        out.append('{');
        for (int i = 0; i < structure.size(); i++) {
            separate(i == 0);
            out.append(structure.type().fields().get(i).name()).append('=');
            write(structure.get(i));
        }
        out.append('}');
    }

    private void writeVec(VecValue vec) {
        out.append('(');
        for (int i = 0; i < vec.size(); i++) {
            separate(i == 0);
            write(vec.get(i));
        }
        out.append(')');
    }

    private void writeMat(MatValue mat) {
        out.append('[');
        for (int column = 0; column < mat.type().columns(); column++) {
            separate(column == 0);
            out.append('(');
            for (int row = 0; row < mat.type().rows(); row++) {
                separate(row == 0);
                write(mat.get(column, row));
            }
            out.append(')');
        }
        out.append(']');
    }

    private void writeTuple(TupleValue tuple) {
        out.append('(');
        for (int i = 0; i < tuple.size(); i++) {
            separate(i == 0);
            write(tuple.get(i));
        }
        out.append(')');
    }

    private void writeMap(MapValue map) {
        out.append('{');
        boolean first = true;
        for (MapValue.Entry entry : map.entries()) {
            separate(first);
            first = false;
            write(entry.key());
            out.append(": ");
            write(entry.value());
        }
        out.append('}');
    }

    private void writeOptional(OptionalValue optional) {
        Value content = optional.content();
        if (content == null) {
            out.append("nil");
            return;
        }
        out.append("Optional(");
        write(content);
        out.append(')');
    }

    private void writeAny(AnyValue any) {
        Value content = any.content();
        if (content == null) {
            out.append("nil");
            return;
        }
        write(content);
        out.append(':').append(typeText(content.type()));
    }

    private void writeQuoted(String text) {
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'' -> out.append("\\'");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('\'');
    }

    private void separate(boolean first) {
        if (!first) {
            out.append(", ");
        }
    }
}
