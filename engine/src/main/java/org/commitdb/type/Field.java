package org.commitdb.type;

/// One field of a structure: its name, type, default (as written, [Literal.None] when there is
/// none) and docstring.
///
/// **Errors**: [IllegalArgumentException] when the name is not a simple identifier, the type is
/// `void`, or the default does not fit the type.
public record Field(String name, Type type, Literal defaultValue, String documentation) {

    /// Checks the name, and the default against the type.
    public Field {
        Identifiers.requireSimple(name);
        TypeChecks.text("documentation of field '" + name + "'", documentation);
        TypeChecks.notVoid(type);
        DefaultEncoding.check(name, type, defaultValue);
    }

    /// A field without a default and without a docstring.
    public Field(String name, Type type) {
        this(name, type, Literal.NONE, "");
    }

    /// A field without a docstring.
    public Field(String name, Type type, Literal defaultValue) {
        this(name, type, defaultValue, "");
    }
}
