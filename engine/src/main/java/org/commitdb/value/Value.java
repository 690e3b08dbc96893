package org.commitdb.value;

import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// One value of one type. Closed: a switch over it needs no default.
///
/// **Invariants**: immutable. Equality is typed and structural: `uint8 7` is not `uint16 7`. The
/// order is total over all values and consistent with equality: values of different types are
/// ordered by their types, in the order of the codes that types have in encodings, then operand by
/// operand (named types by runtime id); values of one type as that type says. **Threads**: any.
///
/// [Object#toString] gives the text form for logs: `{nickname='a', tags={'x', 'y'}}`.
public sealed interface Value extends Comparable<Value>
        permits BoolValue,
                IntegerValue,
                FloatValue,
                DoubleValue,
                StringValue,
                UuidValue,
                BlobValue,
                BlobIdValue,
                CommitIdValue,
                EnumerationValue,
                StructureValue,
                VecValue,
                MatValue,
                TupleValue,
                OptionalValue,
                AnyValue,
                VariantValue,
                Key,
                VectorValue,
                SetValue,
                MapValue,
                XArrayValue {

    /// The most levels that what an `any` holds may nest. Each composite value (structure, tuple,
    /// optional, vector, set, map, xarray, variant, any) is one level.
    int MAXIMUM_DEPTH = 256;

    /// The type of this value.
    Type type();

    /// The value that a place of this type starts with: zero, empty, nil, the first case, the
    /// defaults of a structure's fields.
    ///
    /// **Errors**: [IllegalArgumentException] for `void`, which has no value.
    static Value zero(Type type) {
        return ZeroValues.of(type);
    }

    /// The value of `type` that `object` stands for.
    ///
    /// A [Value] of this type is itself; a [Key] of another flavour is converted when its concept
    /// conforms. Otherwise: `Boolean`; whole numbers for integers; any number for float and double;
    /// `String` for strings and, with or without a leading dot, cases; `UUID` for uuids and keys of
    /// a concept; `byte[]` for blobs, blob ids and commit ids; a `Collection` for vec, mat (flat,
    /// by column), tuple, vector and set; a `Map` for maps and, by field name, structures (absent
    /// fields get their defaults); `Optional`, null or the content for optionals; null or a scalar
    /// for `any`; what fits exactly one alternative for a variant. An xarray takes only a
    /// [XArrayValue], because plain elements have no positions.
    ///
    /// **Errors**: [IllegalArgumentException] that names the type and what was found.
    static Value from(Type type, @Nullable Object object) {
        return Conversion.convert(type, object);
    }

    /// The text form with the type after a colon: `['a', 'b']:vector<string>`. A variant's type
    /// reads `string|int64`.
    default String describe() {
        return this + ":" + ValueText.typeText(type());
    }
}
