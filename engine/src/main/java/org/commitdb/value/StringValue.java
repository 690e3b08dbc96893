package org.commitdb.value;

import org.commitdb.bytes.Utf8;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Type;

/// A `string`, ordered by code point, which is the order of its UTF-8 bytes.
///
/// **Invariants**: every surrogate is half of a pair.
public record StringValue(String value) implements Value {

    /// Refuses text with an unpaired surrogate with an [IllegalArgumentException].
    public StringValue {
        if (!Utf8.isWellFormed(value)) {
            throw new IllegalArgumentException("text with an unpaired surrogate is no string");
        }
    }

    /// The value that holds `value`.
    ///
    /// **Errors**: [IllegalArgumentException] for an unpaired surrogate.
    public static StringValue of(String value) {
        return new StringValue(value);
    }

    @Override
    public Type type() {
        return PrimitiveType.STRING;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof StringValue that
                ? compareCodePoints(value, that.value)
                : TypeOrder.compare(this, other);
    }

    /// Surrogates stand for code points above all other chars, although their numbers are lower
    /// than some.
    static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean leftAbove = Character.isSurrogate(l);
                boolean rightAbove = Character.isSurrogate(r);
                return leftAbove == rightAbove
                        ? Character.compare(l, r)
                        : Boolean.compare(leftAbove, rightAbove);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
