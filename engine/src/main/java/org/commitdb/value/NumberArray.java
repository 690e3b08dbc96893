package org.commitdb.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.commitdb.type.PrimitiveType;

/// Numbers of one type, packed: the elements of a vec or a mat.
///
/// **Shape**: each element little-endian at the width of its type, back to back; every NaN is the
/// canonical one. **Invariants**: the bytes never change once the array is given out.
final class NumberArray {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final PrimitiveType element;
    private final byte[] bytes;

    private NumberArray(PrimitiveType element, byte[] bytes) {
        this.element = element;
        this.bytes = bytes;
    }

    static NumberArray zeros(PrimitiveType element, int count) {
        return new NumberArray(element, new byte[Math.multiplyExact(count, element.widthBytes())]);
    }

    static NumberArray ofLongs(PrimitiveType element, long[] numbers) {
        NumberArray array = zeros(element, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            array.setLong(i, numbers[i]);
        }
        return array;
    }

    static NumberArray ofDoubles(PrimitiveType element, double[] numbers) {
        NumberArray array = zeros(element, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            array.setDouble(i, numbers[i]);
        }
        return array;
    }

    static NumberArray ofLittleEndian(PrimitiveType element, byte[] bytes) {
        NumberArray array = new NumberArray(element, bytes.clone());
        if (element == PrimitiveType.FLOAT || element == PrimitiveType.DOUBLE) {
            for (int i = 0; i < array.count(); i++) {
                array.setDouble(i, array.doubleAt(i));
            }
        }
        return array;
    }

    int count() {
        return bytes.length / element.widthBytes();
    }

    byte[] toLittleEndian() {
        return bytes.clone();
    }

    /// The integer at `i` as 64 bits, or the float or double cut to its whole part.
    long longAt(int i) {
        return switch (element) {
            case UINT8 -> bytes[i] & 0xffL;
            case INT8 -> bytes[i];
            case UINT16 -> (short) SHORTS.get(bytes, 2 * i) & 0xffffL;
            case INT16 -> (short) SHORTS.get(bytes, 2 * i);
            case UINT32 -> (int) INTS.get(bytes, 4 * i) & 0xffff_ffffL;
            case INT32 -> (int) INTS.get(bytes, 4 * i);
            case UINT64, INT64 -> (long) LONGS.get(bytes, 8 * i);
            case FLOAT, DOUBLE -> (long) doubleAt(i);
            case VOID, BOOL, BLOB_ID, COMMIT_ID, UUID, STRING, BLOB -> throw noNumber();
        };
    }

    /// The number at `i`, rounded when it is an integer beyond 2^53.
    double doubleAt(int i) {
        return switch (element) {
            case FLOAT -> Float.intBitsToFloat((int) INTS.get(bytes, 4 * i));
            case DOUBLE -> Double.longBitsToDouble((long) LONGS.get(bytes, 8 * i));
            case UINT64 -> NumberRange.toBigInteger(element, longAt(i)).doubleValue();
            case UINT8, UINT16, UINT32, INT8, INT16, INT32, INT64 -> longAt(i);
            case VOID, BOOL, BLOB_ID, COMMIT_ID, UUID, STRING, BLOB -> throw noNumber();
        };
    }

    Value valueAt(int i) {
        return switch (element) {
            case FLOAT -> FloatValue.of((float) doubleAt(i));
            case DOUBLE -> DoubleValue.of(doubleAt(i));
            case UINT64 -> IntegerValue.ofUnsigned(longAt(i));
            case UINT8, UINT16, UINT32, INT8, INT16, INT32, INT64 ->
                    IntegerValue.of(element, longAt(i));
            case VOID, BOOL, BLOB_ID, COMMIT_ID, UUID, STRING, BLOB -> throw noNumber();
        };
    }

    /// A copy with the number of `value`, which is of the element type, at `i`.
    NumberArray with(int i, Value value) {
        NumberArray copy = new NumberArray(element, bytes.clone());
        copy.setValue(i, value);
        return copy;
    }

    /// Only while the array is being filled.
    void setValue(int i, Value value) {
        switch (Conformance.require(element, value)) {
            case IntegerValue integer -> setBits(i, integer.longValue());
            case FloatValue number -> setDouble(i, number.value());
            case DoubleValue number -> setDouble(i, number.value());
            case Value other -> throw noNumber();
        }
    }

    private void setLong(int i, long number) {
        if (element.isInteger()) {
            NumberRange.checkInteger(element, number);
            setBits(i, number);
        } else {
            setDouble(i, (double) number);
        }
    }

    private void setDouble(int i, double number) {
        switch (element) {
            case FLOAT -> INTS.set(bytes, 4 * i, Float.floatToIntBits(NumberRange.toFloat(number)));
            case DOUBLE -> LONGS.set(bytes, 8 * i, Double.doubleToLongBits(number));
            default ->
                    throw new IllegalArgumentException(
                            "the number " + number + " is not of type " + element);
        }
    }

    private void setBits(int i, long bits) {
        switch (element.widthBytes()) {
            case 1 -> bytes[i] = (byte) bits;
            case 2 -> SHORTS.set(bytes, 2 * i, (short) bits);
            case 4 -> INTS.set(bytes, 4 * i, (int) bits);
            default -> LONGS.set(bytes, 8 * i, bits);
        }
    }

    /// Element by element; both have the same element type and count.
    int compareTo(NumberArray other) {
        boolean integers = element.isInteger();
        for (int i = 0, n = count(); i < n; i++) {
            int order =
                    integers
                            ? NumberRange.compareIntegers(element, longAt(i), other.longAt(i))
                            : NumberRange.compareDoubles(doubleAt(i), other.doubleAt(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private IllegalStateException noNumber() {
        return new IllegalStateException(element + " is no type of number");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberArray that
                && element == that.element
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
