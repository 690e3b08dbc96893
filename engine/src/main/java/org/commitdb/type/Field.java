package org.commitdb.type;

/// One field of a structure: its name, type, default (as written, [Literal.None] when there is none) and docstring.
///
/// **Errors**: [IllegalArgumentException] when the default does not fit the type.
public record Field(String name, Type type, Literal defaultValue, String documentation) {

    /// Checks the default against the type.
    public Field {
        TypeChecks.notVoid(type);
        DefaultEncoding.check(name, type, defaultValue);
    }
}
