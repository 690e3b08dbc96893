package org.commitdb.type;

/// An ordered list of slots, each named by a UUID, that merges well.
public record XArrayType(Type element) implements Type {

    /// Refuses `void` with an [IllegalArgumentException].
    public XArrayType {
        TypeChecks.notVoid(element);
    }

    @Override
    public String toString() {
        return "xarray<" + element + ">";
    }
}
