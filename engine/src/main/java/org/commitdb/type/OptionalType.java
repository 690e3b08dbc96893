package org.commitdb.type;

/// Nothing or one value.
public record OptionalType(Type element) implements Type {

    /// Refuses `void`, and elements nested too deep, with an [IllegalArgumentException].
    public OptionalType {
        TypeChecks.element(element);
    }

    @Override
    public String toString() {
        return "optional<" + element + ">";
    }
}
