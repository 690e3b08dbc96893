package org.commitdb.type;

/// The type of a place that holds nothing or one value of any type, with that type.
public enum AnyType implements Type {
    ANY;

    @Override
    public String toString() {
        return "any";
    }
}
