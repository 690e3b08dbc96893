package org.commitdb.value;

/// Short fixed sequences of values: the fields of a structure, the elements of a tuple.
final class ValueArrays {

    private ValueArrays() {}

    /// Lexicographic.
    static int compare(Value[] left, Value[] right) {
        int count = Math.min(left.length, right.length);
        for (int i = 0; i < count; i++) {
            int order = left[i] == right[i] ? 0 : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    /// A copy with `value` at `index`.
    static Value[] with(Value[] values, int index, Value value) {
        Value[] copy = values.clone();
        copy[index] = value;
        return copy;
    }
}
