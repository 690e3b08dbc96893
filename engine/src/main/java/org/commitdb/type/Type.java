package org.commitdb.type;

/// The type of a value. Closed: a switch over it needs no default.
///
/// [Object#toString] gives the DSM text, with named types qualified: `map<string, Tuto::Login>`.
public sealed interface Type
        permits PrimitiveType,
                AnyType,
                VecType,
                MatType,
                TupleType,
                OptionalType,
                VectorType,
                SetType,
                MapType,
                XArrayType,
                VariantType,
                KeyType,
                Enumeration,
                Structure {

    /// How deep types may nest: `vector<set<int8>>` has 3 levels; a structure is one level more
    /// than its deepest field. Deeper types are refused with an [IllegalArgumentException] where
    /// they are made.
    int MAXIMUM_DEPTH = 128;

    /// The most scalars that the zero value of a type may hold, counting what structures, tuples,
    /// vecs and mats embed.
    int MAXIMUM_ZERO_SCALARS = 1 << 24;
}
