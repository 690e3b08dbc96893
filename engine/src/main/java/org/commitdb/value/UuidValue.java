package org.commitdb.value;

import java.util.UUID;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `uuid`, ordered by its bytes as unsigned numbers.
public record UuidValue(UUID value) implements Value {

    /// The value that holds `value`.
    public static UuidValue of(UUID value) {
        return new UuidValue(value);
    }

    @Override
    public Type type() {
        return PrimitiveType.UUID;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof UuidValue that
                ? compare(value, that.value)
                : TypeOrder.compare(this, other);
    }

    /// The order of the 16 bytes; [UUID#compareTo] is signed and so another one.
    static int compare(UUID left, UUID right) {
        int high =
                Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
