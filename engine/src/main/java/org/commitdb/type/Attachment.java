package org.commitdb.type;

/// Binds a document type to what keys point at: each key may have one document here.
///
/// **Invariants**: equal when name and runtime id are.
public final class Attachment implements Definition {

    private final QualifiedName name;
    private final KeyTarget keyTarget;
    private final Type documentType;
    private final String documentation;
    private final RuntimeId runtimeId;

    /// A definition with this content; its runtime id is computed.
    public Attachment(
            QualifiedName name, KeyTarget keyTarget, Type documentType, String documentation) {
        TypeChecks.text("documentation of '" + name + "'", documentation);
        this.name = name;
        TypeChecks.notVoid(documentType);
        this.keyTarget = keyTarget;
        this.documentType = documentType;
        this.documentation = documentation;
        this.runtimeId = RuntimeIds.of(this);
    }

    @Override
    public QualifiedName name() {
        return name;
    }

    /// What the keys point at.
    public KeyTarget keyTarget() {
        return keyTarget;
    }

    /// The type of the documents.
    public Type documentType() {
        return documentType;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// The stable text that names this attachment to people: `Tuto::User.login`, led by the
    /// declaring namespace when that is not the namespace of what the keys point at:
    /// `App::Lib::User.profile`; `any_concept.note` for any concept.
    public String identifier() {
        String local = keyTarget + "." + name.name();
        return switch (keyTarget) {
            case Concept concept -> qualify(concept.name().namespace(), local);
            case Club club -> qualify(club.name().namespace(), local);
            case AnyConcept any -> local;
        };
    }

    private String qualify(Namespace target, String local) {
        return target.equals(name.namespace()) ? local : name.namespace().name() + "::" + local;
    }

    @Override
    public String toString() {
        return identifier();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && runtimeId.equals(that.runtimeId)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return runtimeId.hashCode();
    }
}
