package org.commitdb.path;

import org.commitdb.value.AnyValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Takes one step in a value, and puts a new value where a step leads.
///
/// Both answer null when the value has no such place. [#replace] is asked only for places that
/// [#resolve] has found.
final class PathSteps {

    private PathSteps() {}

    static @Nullable Value resolve(Value value, PathStep step) {
        return switch (step) {
            case PathStep.Field field ->
                    value instanceof StructureValue structure
                            ? field(structure, field.name())
                            : null;
            case PathStep.Index index -> element(value, index.index());
            case PathStep.Key key -> value instanceof MapValue map ? map.get(key.key()) : null;
            case PathStep.Position position ->
                    value instanceof XArrayValue xarray ? xarray.get(position.position()) : null;
            case PathStep.Unwrap unwrap -> content(value);
        };
    }

    private static @Nullable Value field(StructureValue structure, String name) {
        int index = structure.type().indexOf(name);
        return index < 0 ? null : structure.get(index);
    }

    private static @Nullable Value element(Value value, int index) {
        if (value instanceof VectorValue vector) {
            return index < vector.size() ? vector.get(index) : null;
        }
        if (value instanceof TupleValue tuple) {
            return index < tuple.size() ? tuple.get(index) : null;
        }
        return value instanceof VecValue vec && index < vec.size() ? vec.get(index) : null;
    }

    private static @Nullable Value content(Value value) {
        if (value instanceof OptionalValue optional) {
            return optional.value().orElse(null);
        }
        if (value instanceof AnyValue any) {
            return any.value().orElse(null);
        }
        return value instanceof VariantValue variant ? variant.value() : null;
    }

    /// Null also when the result would nest too deep for an `any`.
    static @Nullable Value replace(Value value, PathStep step, Value replacement) {
        return switch (step) {
            case PathStep.Field field ->
                    value instanceof StructureValue structure
                            ? structure.with(structure.type().indexOf(field.name()), replacement)
                            : null;
            case PathStep.Index index -> withElement(value, index.index(), replacement);
            case PathStep.Key key ->
                    value instanceof MapValue map ? map.with(key.key(), replacement) : null;
            case PathStep.Position position ->
                    value instanceof XArrayValue xarray
                            ? xarray.update(position.position(), replacement)
                            : null;
            case PathStep.Unwrap unwrap -> withContent(value, replacement);
        };
    }

    private static @Nullable Value withElement(Value value, int index, Value replacement) {
        if (value instanceof VectorValue vector) {
            return vector.with(index, replacement);
        }
        if (value instanceof TupleValue tuple) {
            return tuple.with(index, replacement);
        }
        return value instanceof VecValue vec ? vec.with(index, replacement) : null;
    }

    private static @Nullable Value withContent(Value value, Value replacement) {
        if (value instanceof OptionalValue optional) {
            return OptionalValue.of(optional.type(), replacement);
        }
        if (value instanceof AnyValue) {
            return AnyValue.canHold(replacement) ? AnyValue.of(replacement) : null;
        }
        return value instanceof VariantValue variant
                ? VariantValue.of(variant.type(), replacement)
                : null;
    }
}
