package org.commitdb.type;

/// The type of a place that holds nothing or one value of any type, with that type.
public enum AnyType implements Type {
    ANY;

    /// What stands for this type where named types stand by their runtime id.
    public RuntimeId runtimeId() {
        return RuntimeIds.ofBuiltIn(toString());
    }

    @Override
    public String toString() {
        return "any";
    }
}
