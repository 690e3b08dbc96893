package org.commitdb.value;

import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `bool`; false sorts before true.
public record BoolValue(boolean value) implements Value {

    private static final BoolValue TRUE = new BoolValue(true);
    private static final BoolValue FALSE = new BoolValue(false);

    /// The value that holds `value`.
    public static BoolValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public Type type() {
        return PrimitiveType.BOOL;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof BoolValue that
                ? Boolean.compare(value, that.value)
                : TypeOrder.compare(this, other);
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
