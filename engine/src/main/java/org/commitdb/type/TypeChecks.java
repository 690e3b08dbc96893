package org.commitdb.type;

import java.util.Collection;
import java.util.List;
import org.commitdb.bytes.Utf8;

/// Checks that several types and definitions share. All refuse with an [IllegalArgumentException].
final class TypeChecks {

    private TypeChecks() {}

    static void element(Type element) {
        elements(List.of(element));
    }

    static void elements(Collection<? extends Type> elements) {
        elements.forEach(TypeChecks::notVoid);
        if (TypeExtent.deepest(elements) >= Type.MAXIMUM_DEPTH) {
            throw new IllegalArgumentException(
                    "The type nests deeper than " + Type.MAXIMUM_DEPTH + " levels.");
        }
    }

    static void notVoid(Type type) {
        if (type == PrimitiveType.VOID) {
            throw new IllegalArgumentException("The type 'void' is only allowed as a return type.");
        }
    }

    static void numericElement(String container, PrimitiveType element) {
        if (!element.isNumeric()) {
            throw new IllegalArgumentException(
                    "The element type '" + element + "' of " + container + " must be numeric.");
        }
    }

    static void positive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("The " + what + " must be a positive integer.");
        }
    }

    static void extent(String what, long scalars) {
        if (scalars > Type.MAXIMUM_ZERO_SCALARS) {
            throw new IllegalArgumentException(
                    "The zero value of "
                            + what
                            + " holds more than "
                            + Type.MAXIMUM_ZERO_SCALARS
                            + " values.");
        }
    }

    static void text(String what, String text) {
        if (!Utf8.isWellFormed(text)) {
            throw new IllegalArgumentException("The " + what + " has an unpaired surrogate.");
        }
    }
}
