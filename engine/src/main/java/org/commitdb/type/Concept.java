package org.commitdb.type;

import org.jspecify.annotations.Nullable;

/// A kind of thing that documents are about, with at most one parent.
///
/// **Invariants**: equal when name and runtime id are.
public final class Concept implements Definition, KeyTarget {

    private final QualifiedName name;
    private final @Nullable Concept parent;
    private final String documentation;
    private final RuntimeId runtimeId;

    /// A definition with this content; its runtime id is computed.
    public Concept(QualifiedName name, @Nullable Concept parent, String documentation) {
        Identifiers.requireNotBuiltIn(name.name());
        TypeChecks.text("documentation of '" + name + "'", documentation);
        this.name = name;
        this.parent = parent;
        this.documentation = documentation;
        this.runtimeId = RuntimeIds.of(this);
    }

    @Override
    public QualifiedName name() {
        return name;
    }

    /// The concept that this one is a kind of; null when there is none.
    public @Nullable Concept parent() {
        return parent;
    }

    @Override
    public String documentation() {
        return documentation;
    }

    @Override
    public RuntimeId runtimeId() {
        return runtimeId;
    }

    /// Whether this is `other` or descends from it. **Cost**: O(depth).
    public boolean isA(Concept other) {
        for (Concept concept = this; concept != null; concept = concept.parent) {
            if (concept.equals(other)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Concept that
                && runtimeId.equals(that.runtimeId)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return runtimeId.hashCode();
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
