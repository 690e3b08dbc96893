package org.commitdb.type;

/// A named entry of a registry.
public sealed interface Definition permits Concept, Club, Enumeration, Structure, Attachment {

    /// The namespace and name.
    QualifiedName name();

    /// What identifies the content.
    RuntimeId runtimeId();

    /// The docstring, verbatim; empty when there is none.
    String documentation();
}
