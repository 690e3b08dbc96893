package org.commitdb.type;

/// The name of a definition within its namespace; shown as `Tuto::User`.
///
/// **Errors**: [IllegalArgumentException] when the name is not a simple identifier, see
/// [Identifiers].
public record QualifiedName(Namespace namespace, String name) {

    /// Checks the name.
    public QualifiedName {
        Identifiers.requireSimple(name);
    }

    @Override
    public String toString() {
        return namespace.name() + "::" + name;
    }
}
