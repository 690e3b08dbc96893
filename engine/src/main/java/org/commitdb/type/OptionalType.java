package org.commitdb.type;

/// Nothing or one value.
public record OptionalType(Type element) implements Type {

    /// Refuses `void` with an [IllegalArgumentException].
    public OptionalType {
        TypeChecks.notVoid(element);
    }

    @Override
    public String toString() {
        return "optional<" + element + ">";
    }
}
