package org.commitdb.value;

import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `double`, in numeric order with NaN before every number and -0.0 just below 0.0.
///
/// **Invariants**: there is one NaN; it equals itself. -0.0 and 0.0 differ.
public record DoubleValue(double value) implements Value {

    /// Replaces every NaN by the canonical one.
    public DoubleValue {
        if (Double.isNaN(value)) {
            value = Double.NaN;
        }
    }

    /// The value that holds `value`.
    public static DoubleValue of(double value) {
        return new DoubleValue(value);
    }

    @Override
    public Type type() {
        return PrimitiveType.DOUBLE;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof DoubleValue that
                ? NumberRange.compareDoubles(value, that.value)
                : TypeOrder.compare(this, other);
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
