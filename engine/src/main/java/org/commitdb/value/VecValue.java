package org.commitdb.value;

import java.util.List;
import java.util.Objects;
import org.commitdb.type.VecType;

/// A fixed number of numbers of one type, ordered lexicographically.
///
/// **Invariants**: exactly as many as the type says, each in range. **Cost**: packed, no object for
/// each number.
public final class VecValue implements Value {

    private final VecType type;
    private final NumberArray numbers;

    private VecValue(VecType type, NumberArray numbers) {
        this.type = type;
        this.numbers = numbers;
        if (numbers.count() != type.size()) {
            throw new IllegalArgumentException(
                    type + " has " + type.size() + " elements, not " + numbers.count());
        }
    }

    static VecValue zero(VecType type) {
        return new VecValue(type, NumberArray.zeros(type.element(), type.size()));
    }

    /// The vec of these whole numbers.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count or a number out of range.
    public static VecValue of(VecType type, long... numbers) {
        return new VecValue(type, NumberArray.ofLongs(type.element(), numbers));
    }

    /// The vec of these numbers, for float and double elements.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, an integer type or a number out of
    /// range.
    public static VecValue of(VecType type, double... numbers) {
        return new VecValue(type, NumberArray.ofDoubles(type.element(), numbers));
    }

    /// The vec of these numbers, each a value of the element type.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count or type.
    public static VecValue of(VecType type, List<? extends Value> numbers) {
        NumberArray array = NumberArray.zeros(type.element(), numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            array.setValue(i, numbers.get(i));
        }
        return new VecValue(type, array);
    }

    /// The vec that `bytes` spell: each number little-endian at its width.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count of bytes.
    public static VecValue ofLittleEndian(VecType type, byte[] bytes) {
        if (bytes.length != (long) type.size() * type.element().widthBytes()) {
            throw new IllegalArgumentException(type + " has other than " + bytes.length + " bytes");
        }
        return new VecValue(type, NumberArray.ofLittleEndian(type.element(), bytes));
    }

    /// The numbers little-endian at their width, back to back.
    public byte[] toLittleEndian() {
        return numbers.toLittleEndian();
    }

    @Override
    public VecType type() {
        return type;
    }

    /// How many numbers there are.
    public int size() {
        return type.size();
    }

    /// The number at `index`. **Errors**: [IndexOutOfBoundsException].
    public Value get(int index) {
        return numbers.valueAt(Objects.checkIndex(index, size()));
    }

    /// The integer at `index` as [IntegerValue#longValue] gives it; a float or double cut to its
    /// whole part.
    public long getLong(int index) {
        return numbers.longAt(Objects.checkIndex(index, size()));
    }

    /// The number at `index`; integers beyond 2^53 are rounded.
    public double getDouble(int index) {
        return numbers.doubleAt(Objects.checkIndex(index, size()));
    }

    /// The vec with `number` at `index`. **Cost**: O(size).
    ///
    /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the number is of
    /// another type.
    public VecValue with(int index, Value number) {
        return new VecValue(type, numbers.with(Objects.checkIndex(index, size()), number));
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof VecValue that && type.equals(that.type)
                ? numbers.compareTo(that.numbers)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VecValue that
                && type.equals(that.type)
                && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
