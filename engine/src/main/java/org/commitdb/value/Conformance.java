package org.commitdb.value;

import org.commitdb.type.KeyType;
import org.commitdb.type.Type;

/// Checks that a value may stand where a type is asked for.
final class Conformance {

    private Conformance() {}

    static boolean same(Type left, Type right) {
        return left == right || left.equals(right);
    }

    /// `value`, or the key of the asked flavour that it converts to.
    ///
    /// **Errors**: [IllegalArgumentException] that names both types.
    static Value require(Type expected, Value value) {
        Type found = value.type();
        if (same(expected, found)) {
            return value;
        }
        if (expected instanceof KeyType keyType && value instanceof Key key) {
            Key converted = key.as(keyType.target());
            if (converted != null) {
                return converted;
            }
        }
        throw new IllegalArgumentException(
                "expected a value of type " + expected + ", found one of type " + found);
    }
}
