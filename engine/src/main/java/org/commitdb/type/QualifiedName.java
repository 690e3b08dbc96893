package org.commitdb.type;

/// The name of a definition within its namespace; shown as `Tuto::User`.
public record QualifiedName(Namespace namespace, String name) {

    @Override
    public String toString() {
        return namespace.name() + "::" + name;
    }
}
