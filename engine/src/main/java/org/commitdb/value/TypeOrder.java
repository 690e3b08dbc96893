package org.commitdb.value;

import java.util.List;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
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

/// The total order of types: by code, then operand by operand; named types by runtime id, then
/// namespace and name.
///
/// **Invariants**: types compare as 0 exactly when they are equal. The codes are those that types
/// have in runtime ids.
final class TypeOrder {

    private TypeOrder() {}

    /// The order of two values of different types.
    static int compare(Value left, Value right) {
        return compare(left.type(), right.type());
    }

    static int compare(Type left, Type right) {
        if (left == right) {
            return 0;
        }
        int order = Integer.compare(code(left), code(right));
        return order != 0 ? order : compareOperands(left, right);
    }

    private static int code(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive.code();
            case VecType vec -> 0x11;
            case MatType mat -> 0x12;
            case TupleType tuple -> 0x13;
            case OptionalType optional -> 0x14;
            case VectorType vector -> 0x15;
            case SetType set -> 0x16;
            case MapType map -> 0x17;
            case XArrayType xarray -> 0x18;
            case AnyType any -> 0x19;
            case VariantType variant -> 0x1a;
            case Enumeration enumeration -> 0x1b;
            case Structure structure -> 0x1c;
            case KeyType key -> 0x1d;
        };
    }

    /// Both types have the same code and so the same class.
    private static int compareOperands(Type left, Type right) {
        return switch (left) {
            case PrimitiveType primitive -> 0;
            case AnyType any -> 0;
            case VecType vec -> compareVec(vec, (VecType) right);
            case MatType mat -> compareMat(mat, (MatType) right);
            case TupleType tuple -> compareAll(tuple.elements(), ((TupleType) right).elements());
            case OptionalType optional ->
                    compare(optional.element(), ((OptionalType) right).element());
            case VectorType vector -> compare(vector.element(), ((VectorType) right).element());
            case SetType set -> compare(set.element(), ((SetType) right).element());
            case MapType map -> compareMap(map, (MapType) right);
            case XArrayType xarray -> compare(xarray.element(), ((XArrayType) right).element());
            case VariantType variant ->
                    compareAll(variant.alternatives(), ((VariantType) right).alternatives());
            case Enumeration enumeration -> compareNamed(enumeration, (Enumeration) right);
            case Structure structure -> compareNamed(structure, (Structure) right);
            case KeyType key -> compareTargets(key.target(), ((KeyType) right).target());
        };
    }

    private static int compareVec(VecType left, VecType right) {
        int order = compare(left.element(), right.element());
        return order != 0 ? order : Integer.compare(left.size(), right.size());
    }

    private static int compareMat(MatType left, MatType right) {
        int order = compare(left.element(), right.element());
        order = order != 0 ? order : Integer.compare(left.columns(), right.columns());
        return order != 0 ? order : Integer.compare(left.rows(), right.rows());
    }

    private static int compareMap(MapType left, MapType right) {
        int order = compare(left.key(), right.key());
        return order != 0 ? order : compare(left.element(), right.element());
    }

    private static int compareAll(List<Type> left, List<Type> right) {
        int count = Math.min(left.size(), right.size());
        for (int i = 0; i < count; i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareTargets(KeyTarget left, KeyTarget right) {
        int order = Integer.compare(targetCode(left), targetCode(right));
        if (order != 0) {
            return order;
        }
        return switch (left) {
            case Concept concept -> compareNamed(concept, (Concept) right);
            case Club club -> compareNamed(club, (Club) right);
            case AnyConcept any -> 0;
        };
    }

    private static int targetCode(KeyTarget target) {
        return switch (target) {
            case Concept concept -> 0x1e;
            case Club club -> 0x1f;
            case AnyConcept any -> 0x20;
        };
    }

    private static int compareNamed(Definition left, Definition right) {
        int order = left.runtimeId().compareTo(right.runtimeId());
        if (order == 0) {
            order =
                    UuidValue.compare(
                            left.name().namespace().uuid(), right.name().namespace().uuid());
        }
        return order != 0
                ? order
                : StringValue.compareCodePoints(left.name().name(), right.name().name());
    }
}
