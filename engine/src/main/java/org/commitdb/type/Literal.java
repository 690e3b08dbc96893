package org.commitdb.type;

import java.util.List;

/// A default value as written in a schema.
public sealed interface Literal {

    /// No default.
    Literal NONE = new None();

    /// No default.
    record None() implements Literal {}

    /// A scalar, as its text: unescaped for a string, without braces and in lower case for a UUID,
    /// without the dot for a case.
    record Scalar(LiteralDomain domain, String text) implements Literal {}

    /// A list of members, by position.
    record Members(List<Literal> members) implements Literal {

        /// Copies the list.
        public Members {
            members = List.copyOf(members);
        }
    }

    /// The literal of a bool.
    static Literal of(boolean value) {
        return new Scalar(LiteralDomain.BOOLEAN, Boolean.toString(value));
    }

    /// The literal of a whole number; for `uint64` beyond the range of `long` make a [Scalar] from
    /// the digits.
    static Literal of(long value) {
        return new Scalar(LiteralDomain.INTEGER, Long.toString(value));
    }

    /// The literal of a `float`.
    static Literal of(float value) {
        return new Scalar(LiteralDomain.FLOAT, Float.toString(value));
    }

    /// The literal of a `double`.
    static Literal of(double value) {
        return new Scalar(LiteralDomain.DOUBLE, Double.toString(value));
    }

    /// The literal of a string.
    static Literal of(String value) {
        return new Scalar(LiteralDomain.STRING, value);
    }

    /// The literal of a UUID.
    static Literal of(java.util.UUID value) {
        return new Scalar(LiteralDomain.UUID, value.toString());
    }

    /// The literal of the case `name`, which is given without a dot.
    static Literal ofCase(String name) {
        return new Scalar(LiteralDomain.ENUMERATION_CASE, name);
    }

    /// The literal of a vec, tuple, vector, set or structure; of a mat or map as a list of lists.
    static Literal list(Literal... members) {
        return new Members(List.of(members));
    }
}
