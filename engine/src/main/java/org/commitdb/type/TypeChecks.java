package org.commitdb.type;

/// Checks that several types share.
final class TypeChecks {

    private TypeChecks() {}

    static void notVoid(Type type) {
        if (type == PrimitiveType.VOID) {
            throw new IllegalArgumentException("void is only allowed as a return type");
        }
    }

    static void numericElement(String container, PrimitiveType element) {
        if (!element.isNumeric()) {
            throw new IllegalArgumentException(
                    "the element type " + element + " of " + container + " must be numeric");
        }
    }

    static void positive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the " + what + " must be positive, not " + number);
        }
    }
}
