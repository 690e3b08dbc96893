package org.commitdb.value;

import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `float`, in numeric order with NaN before every number and -0.0 just below 0.0.
///
/// **Invariants**: there is one NaN; it equals itself. -0.0 and 0.0 differ.
public record FloatValue(float value) implements Value {

    /// Replaces every NaN by the canonical one.
    public FloatValue {
        if (Float.isNaN(value)) {
            value = Float.NaN;
        }
    }

    /// The value that holds `value`.
    public static FloatValue of(float value) {
        return new FloatValue(value);
    }

    @Override
    public Type type() {
        return PrimitiveType.FLOAT;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof FloatValue that
                ? NumberRange.compareDoubles(value, that.value)
                : TypeOrder.compare(this, other);
    }

    @Override
    public String toString() {
        return Float.toString(value);
    }
}
