package org.commitdb.value;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.commitdb.type.Attachment;
import org.commitdb.type.Field;
import org.commitdb.type.Structure;
import org.jspecify.annotations.Nullable;

/// A value for each field of a structure, ordered field by field as declared.
///
/// **Invariants**: each value has the type of its field.
public final class StructureValue implements Value {

    private final Structure type;
    private final Value[] fields;
    private final int nesting;

    private StructureValue(Structure type, Value[] fields) {
        this(type, fields, 1 + Nesting.most(fields));
    }

    private StructureValue(Structure type, Value[] fields, int nesting) {
        this.type = type;
        this.fields = fields;
        this.nesting = nesting;
    }

    /// The structure with each field at its default.
    public static StructureValue create(Structure type) {
        List<Field> declared = type.fields();
        Value[] fields = new Value[declared.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = ZeroValues.ofField(declared.get(i));
        }
        return new StructureValue(type, fields);
    }

    /// The zero document of `attachment`, whose documents are structures.
    ///
    /// **Errors**: [IllegalArgumentException] when they are of another type; [Value#zero] makes
    /// those.
    public static StructureValue create(Attachment attachment) {
        if (attachment.documentType() instanceof Structure type) {
            return create(type);
        }
        throw new IllegalArgumentException(
                "documents of "
                        + attachment
                        + " are "
                        + attachment.documentType()
                        + ", not structures");
    }

    /// The structure with these fields, in the order of the declaration.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, or a value of another type than
    /// its field.
    public static StructureValue of(Structure type, Value... fields) {
        List<Field> declared = type.fields();
        if (fields.length != declared.size()) {
            throw new IllegalArgumentException(
                    "structure "
                            + type
                            + " has "
                            + declared.size()
                            + " fields, not "
                            + fields.length);
        }
        Value[] checked = new Value[fields.length];
        for (int i = 0; i < fields.length; i++) {
            checked[i] = Conformance.require(declared.get(i).type(), fields[i]);
        }
        return new StructureValue(type, checked);
    }

    /// The structure with these fields, in the order of the declaration.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, or a value of another type than
    /// its field.
    public static StructureValue of(Structure type, List<? extends Value> fields) {
        return of(type, fields.toArray(Value[]::new));
    }

    @Override
    public Structure type() {
        return type;
    }

    /// How many fields there are.
    public int size() {
        return fields.length;
    }

    /// The field at `index` of the declaration. **Errors**: [IndexOutOfBoundsException].
    public Value get(int index) {
        return fields[Objects.checkIndex(index, fields.length)];
    }

    /// The field named `fieldName`. **Errors**: [IllegalArgumentException] when there is none.
    public Value get(String fieldName) {
        return fields[indexOf(fieldName)];
    }

    /// This structure with `value` at `index`. **Cost**: O(fields), a copy of their references.
    ///
    /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the value has
    /// another type than the field.
    @SuppressWarnings("ReferenceEquality")
    public StructureValue with(int index, Value value) {
        Objects.checkIndex(index, fields.length);
        Value checked = Conformance.require(type.fields().get(index).type(), value);
        return checked == fields[index]
                ? this
                : new StructureValue(
                        type,
                        ValueArrays.with(fields, index, checked),
                        Math.max(nesting, 1 + Nesting.bound(checked)));
    }

    /// This structure with the field named `fieldName` at what `object` stands for, see
    /// [Value#from].
    ///
    /// **Errors**: [IllegalArgumentException] when there is no such field or the object does not
    /// fit.
    public StructureValue with(String fieldName, @Nullable Object object) {
        int index = indexOf(fieldName);
        return with(index, Value.from(type.fields().get(index).type(), object));
    }

    private int indexOf(String fieldName) {
        int index = type.indexOf(fieldName);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "structure " + type + " has no field '" + fieldName + "'");
        }
        return index;
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof StructureValue that && Conformance.same(type, that.type)
                ? ValueArrays.compare(fields, that.fields)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof StructureValue that
                        && Conformance.same(type, that.type)
                        && Arrays.equals(fields, that.fields));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fields);
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
