package org.commitdb.type;

import java.util.Collection;

/// How large a type is: how deep it nests and how many scalars its zero value holds. Both count
/// what structures embed.
///
/// Bounding them when a type is made keeps every recursion over types, and every zero value,
/// bounded too, whatever a schema says.
final class TypeExtent {

    private TypeExtent() {}

    /// Levels: 1 for a type without elements.
    static int depth(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> 1;
            case AnyType any -> 1;
            case VecType vec -> 1;
            case MatType mat -> 1;
            case KeyType key -> 1;
            case Enumeration enumeration -> 1;
            case TupleType tuple -> 1 + deepest(tuple.elements());
            case VariantType variant -> 1 + deepest(variant.alternatives());
            case OptionalType optional -> 1 + depth(optional.element());
            case VectorType vector -> 1 + depth(vector.element());
            case SetType set -> 1 + depth(set.element());
            case XArrayType xarray -> 1 + depth(xarray.element());
            case MapType map -> 1 + Math.max(depth(map.key()), depth(map.element()));
            case Structure structure -> structure.depth();
        };
    }

    /// The most levels of any of `types`; 0 when there is none.
    static int deepest(Collection<? extends Type> types) {
        int deepest = 0;
        for (Type type : types) {
            deepest = Math.max(deepest, depth(type));
        }
        return deepest;
    }

    /// Scalars in the zero value of `type`; containers that start empty count as one.
    static long zeroScalars(Type type) {
        return switch (type) {
            case VecType vec -> vec.size();
            case MatType mat -> (long) mat.columns() * mat.rows();
            case TupleType tuple -> sum(tuple.elements());
            case VariantType variant -> 1 + zeroScalars(variant.alternatives().getFirst());
            case Structure structure -> structure.zeroScalars();
            case PrimitiveType primitive -> 1;
            case AnyType any -> 1;
            case KeyType key -> 1;
            case Enumeration enumeration -> 1;
            case OptionalType optional -> 1;
            case VectorType vector -> 1;
            case SetType set -> 1;
            case XArrayType xarray -> 1;
            case MapType map -> 1;
        };
    }

    /// Scalars in the zero value of a tuple of `types`.
    static long sum(Collection<? extends Type> types) {
        long sum = 0;
        for (Type type : types) {
            sum += zeroScalars(type);
        }
        return sum;
    }

    /// Scalars in the value that a field of a structure starts with.
    static long zeroScalars(Field field) {
        return field.defaultValue() instanceof Literal.None
                ? zeroScalars(field.type())
                : scalars(field.defaultValue());
    }

    private static long scalars(Literal literal) {
        return switch (literal) {
            case Literal.None none -> 1;
            case Literal.Scalar scalar -> 1;
            case Literal.Members members -> {
                long sum = 0;
                for (Literal member : members.members()) {
                    sum += scalars(member);
                }
                yield sum;
            }
        };
    }
}
