package org.commitdb.type;

/// An ordered list of slots, each named by a UUID, that merges well.
public record XArrayType(Type element) implements Type {

    /// Refuses `void`, and elements nested too deep, with an [IllegalArgumentException].
    public XArrayType {
        TypeChecks.element(element);
    }

    @Override
    public String toString() {
        return "xarray<" + element + ">";
    }
}
