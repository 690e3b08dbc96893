package org.commitdb.value;

import java.util.List;
import java.util.Objects;
import org.commitdb.type.MatType;

/// A grid of numbers of one type, column by column, ordered lexicographically in that sequence.
///
/// **Invariants**: exactly columns × rows numbers, each in range. **Cost**: packed, no object for
/// each number.
public final class MatValue implements Value {

    private final MatType type;
    private final NumberArray numbers;

    private MatValue(MatType type, NumberArray numbers) {
        this.type = type;
        this.numbers = numbers;
        if (numbers.count() != size()) {
            throw new IllegalArgumentException(
                    type + " has " + size() + " elements, not " + numbers.count());
        }
    }

    static MatValue zero(MatType type) {
        return new MatValue(type, NumberArray.zeros(type.element(), type.columns() * type.rows()));
    }

    /// The mat of these whole numbers, column by column.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count or a number out of range.
    public static MatValue of(MatType type, long... numbers) {
        return new MatValue(type, NumberArray.ofLongs(type.element(), numbers));
    }

    /// The mat of these numbers, column by column, for float and double elements.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count, an integer type or a number out of
    /// range.
    public static MatValue of(MatType type, double... numbers) {
        return new MatValue(type, NumberArray.ofDoubles(type.element(), numbers));
    }

    /// The mat of these numbers, column by column, each a value of the element type.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count or type.
    public static MatValue of(MatType type, List<? extends Value> numbers) {
        NumberArray array = NumberArray.zeros(type.element(), numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            array.setValue(i, numbers.get(i));
        }
        return new MatValue(type, array);
    }

    /// The mat that `bytes` spell: each number little-endian at its width, column by column.
    ///
    /// **Errors**: [IllegalArgumentException] for a wrong count of bytes.
    public static MatValue ofLittleEndian(MatType type, byte[] bytes) {
        if (bytes.length != (long) type.columns() * type.rows() * type.element().widthBytes()) {
            throw new IllegalArgumentException(type + " has other than " + bytes.length + " bytes");
        }
        return new MatValue(type, NumberArray.ofLittleEndian(type.element(), bytes));
    }

    /// The numbers little-endian at their width, column by column, back to back.
    public byte[] toLittleEndian() {
        return numbers.toLittleEndian();
    }

    @Override
    public MatType type() {
        return type;
    }

    /// How many numbers there are: columns × rows.
    public int size() {
        return type.columns() * type.rows();
    }

    /// The number at this place. **Errors**: [IndexOutOfBoundsException].
    public Value get(int column, int row) {
        return numbers.valueAt(place(column, row));
    }

    /// The number at `index` of the sequence of columns. **Errors**: [IndexOutOfBoundsException].
    public Value get(int index) {
        return numbers.valueAt(Objects.checkIndex(index, size()));
    }

    /// The integer at this place as [IntegerValue#longValue] gives it; a float or double cut to its
    /// whole part.
    public long getLong(int column, int row) {
        return numbers.longAt(place(column, row));
    }

    /// The number at this place; integers beyond 2^53 are rounded.
    public double getDouble(int column, int row) {
        return numbers.doubleAt(place(column, row));
    }

    /// The mat with `number` at this place. **Cost**: O(size).
    ///
    /// **Errors**: [IndexOutOfBoundsException]; [IllegalArgumentException] when the number is of
    /// another type.
    public MatValue with(int column, int row, Value number) {
        return new MatValue(type, numbers.with(place(column, row), number));
    }

    private int place(int column, int row) {
        return Objects.checkIndex(column, type.columns()) * type.rows()
                + Objects.checkIndex(row, type.rows());
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof MatValue that && type.equals(that.type)
                ? numbers.compareTo(that.numbers)
                : TypeOrder.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatValue that
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
