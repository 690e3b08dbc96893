package org.commitdb.type;

/// One case of an enumeration.
///
/// **Errors**: [IllegalArgumentException] when the name is not a simple identifier.
public record EnumerationCase(String name, String documentation) {

    /// Checks the name and the text.
    public EnumerationCase {
        Identifiers.requireSimple(name);
        TypeChecks.text("documentation of case '" + name + "'", documentation);
    }

    /// A case without a docstring.
    public EnumerationCase(String name) {
        this(name, "");
    }
}
