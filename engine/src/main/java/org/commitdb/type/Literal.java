package org.commitdb.type;

import java.util.List;

/// A default value as written in a schema.
public sealed interface Literal {

    /// No default.
    record None() implements Literal {}

    /// A scalar, as its text: unescaped for a string, without braces for a UUID, without the dot for a case.
    record Scalar(LiteralDomain domain, String text) implements Literal {}

    /// A list of members, by position.
    record Members(List<Literal> members) implements Literal {

        /// Copies the list.
        public Members {
            members = List.copyOf(members);
        }
    }
}
