package org.commitdb.value;

import java.math.BigInteger;
import org.commitdb.type.PrimitiveType;

/// A whole number of one of the eight integer types, in numeric order.
///
/// **Invariants**: within the range of its type.
public final class IntegerValue implements Value {

    private final PrimitiveType type;
    private final long bits;

    private IntegerValue(PrimitiveType type, long bits) {
        this.type = type;
        this.bits = bits;
    }

    /// The value of `type` that is `number`.
    ///
    /// **Errors**: [IllegalArgumentException] when the type is no integer type or the number is out
    /// of its range.
    public static IntegerValue of(PrimitiveType type, long number) {
        NumberRange.checkInteger(type, number);
        return new IntegerValue(type, number);
    }

    /// The value of `type` that is `number`; the way to write a `uint64` above 2^63 - 1.
    ///
    /// **Errors**: [IllegalArgumentException] when the type is no integer type or the number is out
    /// of its range.
    public static IntegerValue of(PrimitiveType type, BigInteger number) {
        return new IntegerValue(type, NumberRange.integerBits(type, number));
    }

    /// The `uint64` whose 64 bits are `bits`: negative longs stand for the numbers from 2^63 up.
    public static IntegerValue ofUnsigned(long bits) {
        return new IntegerValue(PrimitiveType.UINT64, bits);
    }

    @Override
    public PrimitiveType type() {
        return type;
    }

    /// The number; for a `uint64` from 2^63 up, its 64 bits, which read as a negative number.
    public long longValue() {
        return bits;
    }

    /// The number, exactly.
    public BigInteger bigIntegerValue() {
        return NumberRange.toBigInteger(type, bits);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof IntegerValue that) || type != that.type) {
            return TypeOrder.compare(this, other);
        }
        return NumberRange.compareIntegers(type, bits, that.bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntegerValue that && type == that.type && bits == that.bits;
    }

    @Override
    public int hashCode() {
        return 31 * type.code() + Long.hashCode(bits);
    }

    @Override
    public String toString() {
        return type == PrimitiveType.UINT64 ? Long.toUnsignedString(bits) : Long.toString(bits);
    }
}
