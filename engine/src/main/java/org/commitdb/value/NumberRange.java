package org.commitdb.value;

import java.math.BigInteger;
import org.commitdb.type.PrimitiveType;

/// The ranges and the orders of the numeric types.
///
/// An integer is carried as 64 bits: its two's complement, for `uint64` the unsigned number.
final class NumberRange {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private NumberRange() {}

    static void checkInteger(PrimitiveType type, long number) {
        if (!type.isInteger()) {
            throw new IllegalArgumentException(type + " is no integer type");
        }
        if (number < minimum(type) || number > maximum(type)) {
            throw outOfRange(type, Long.toString(number));
        }
    }

    static long integerBits(PrimitiveType type, BigInteger number) {
        boolean fits =
                type == PrimitiveType.UINT64
                        ? number.signum() >= 0 && number.bitLength() <= 64
                        : number.bitLength() <= 63;
        if (!fits) {
            throw type.isInteger()
                    ? outOfRange(type, number.toString())
                    : new IllegalArgumentException(type + " is no integer type");
        }
        long bits = number.longValue();
        if (type != PrimitiveType.UINT64) {
            checkInteger(type, bits);
        }
        return bits;
    }

    static BigInteger toBigInteger(PrimitiveType type, long bits) {
        BigInteger signed = BigInteger.valueOf(bits);
        return type == PrimitiveType.UINT64 && bits < 0 ? signed.add(TWO_TO_64) : signed;
    }

    /// `number` as a float. A finite number must stay finite.
    static float toFloat(double number) {
        float narrowed = (float) number;
        if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
            throw outOfRange(PrimitiveType.FLOAT, Double.toString(number));
        }
        return narrowed;
    }

    /// The float nearest to what `text` spells, which must be finite.
    static float parseFloat(String text) {
        float number = Float.parseFloat(text);
        if (!Float.isFinite(number)) {
            throw outOfRange(PrimitiveType.FLOAT, text);
        }
        return number;
    }

    /// The double nearest to what `text` spells, which must be finite.
    static double parseDouble(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw outOfRange(PrimitiveType.DOUBLE, text);
        }
        return number;
    }

    static int compareIntegers(PrimitiveType type, long left, long right) {
        return type == PrimitiveType.UINT64
                ? Long.compareUnsigned(left, right)
                : Long.compare(left, right);
    }

    /// Numeric, NaN first, -0.0 just below 0.0.
    static int compareDoubles(double left, double right) {
        boolean leftNan = Double.isNaN(left);
        boolean rightNan = Double.isNaN(right);
        return leftNan || rightNan
                ? Boolean.compare(rightNan, leftNan)
                : Double.compare(left, right);
    }

    private static long minimum(PrimitiveType type) {
        return type.isUnsigned() ? 0 : Long.MIN_VALUE >> (64 - 8 * type.widthBytes());
    }

    private static long maximum(PrimitiveType type) {
        int bits = 8 * type.widthBytes() - (type.isUnsigned() ? 0 : 1);
        return bits >= 63 ? Long.MAX_VALUE : (1L << bits) - 1;
    }

    private static IllegalArgumentException outOfRange(PrimitiveType type, String number) {
        return new IllegalArgumentException(
                "the number " + number + " is out of the range of " + type);
    }
}
