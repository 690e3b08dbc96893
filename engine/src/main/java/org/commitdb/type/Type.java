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
                Structure {}
