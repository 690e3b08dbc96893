package org.commitdb.path;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.type.AnyType;
import org.commitdb.type.MapType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// The types that the place of a path may have: one as a rule, several below a variant, unknown
/// below an `any`.
///
/// **Invariants**: the list is empty exactly when the types are unknown.
record PathTypes(List<Type> possible) {

    private static final PathTypes UNKNOWN = new PathTypes(List.of());

    static PathTypes of(Type type) {
        return new PathTypes(List.of(type));
    }

    /// The only type, null when there are several or they are unknown.
    @Nullable Type only() {
        return possible.size() == 1 ? possible.getFirst() : null;
    }

    /// The types one step further, null when no possible type admits the step.
    @Nullable PathTypes after(PathStep step) {
        if (possible.isEmpty()) {
            return UNKNOWN;
        }
        Set<Type> next = new LinkedHashSet<>();
        for (Type type : possible) {
            if (step instanceof PathStep.Unwrap && type == AnyType.ANY) {
                return UNKNOWN;
            }
            next.addAll(after(type, step));
        }
        return next.isEmpty() ? null : new PathTypes(List.copyOf(next));
    }

    private static List<Type> after(Type type, PathStep step) {
        return switch (step) {
            case PathStep.Field field -> ofField(type, field.name());
            case PathStep.Index index -> ofIndex(type, index.index());
            case PathStep.Key key ->
                    type instanceof MapType map && map.key().equals(key.key().type())
                            ? List.of(map.element())
                            : List.of();
            case PathStep.Position position ->
                    type instanceof XArrayType xarray ? List.of(xarray.element()) : List.of();
            case PathStep.Unwrap unwrap -> ofContent(type);
        };
    }

    private static List<Type> ofField(Type type, String name) {
        if (!(type instanceof Structure structure)) {
            return List.of();
        }
        int index = structure.indexOf(name);
        return index < 0 ? List.of() : List.of(structure.fields().get(index).type());
    }

    private static List<Type> ofIndex(Type type, int index) {
        if (type instanceof VectorType vector) {
            return List.of(vector.element());
        }
        if (type instanceof TupleType tuple && index < tuple.elements().size()) {
            return List.of(tuple.elements().get(index));
        }
        return type instanceof VecType vec && index < vec.size()
                ? List.of(vec.element())
                : List.of();
    }

    private static List<Type> ofContent(Type type) {
        if (type instanceof OptionalType optional) {
            return List.of(optional.element());
        }
        return type instanceof VariantType variant ? variant.alternatives() : List.of();
    }

    /// The type of the keys of the map here, null when that is not one known type.
    @Nullable Type keyType() {
        Set<Type> keys = new LinkedHashSet<>();
        for (Type type : possible) {
            if (type instanceof MapType map) {
                keys.add(map.key());
            }
        }
        return keys.size() == 1 ? keys.iterator().next() : null;
    }

    /// The step with a key as the map here asks for it.
    PathStep.Key conform(PathStep.Key step) {
        Type type = keyType();
        if (type == null) {
            if (!AnyValue.canHold(step.key())) {
                throw new IllegalArgumentException(
                        "a key below an any nests too deep to be in one");
            }
            return step;
        }
        if (type.equals(step.key().type())) {
            return step;
        }
        return new PathStep.Key(Value.from(type, step.key()));
    }

    @Override
    public String toString() {
        Type only = only();
        return only != null ? only.toString() : possible.isEmpty() ? "any" : "one of " + possible;
    }
}
