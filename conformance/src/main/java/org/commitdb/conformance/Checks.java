package org.commitdb.conformance;

import java.util.Objects;

/// What must hold, and how it is told when it does not.
final class Checks {

    private Checks() {}

    /// **Errors**: [AssertionError] when `found` is not `expected`.
    static void same(Object expected, Object found, String what) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError(what + ": expected " + expected + ", found " + found);
        }
    }

    /// **Errors**: [AssertionError] when `fact` is false.
    static void holds(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }
}
