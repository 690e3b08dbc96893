package org.commitdb.type;

/// Every concept of the registry.
public enum AnyConcept implements KeyTarget {
    ANY_CONCEPT;

    /// What stands for every concept where named definitions stand by their runtime id.
    public RuntimeId runtimeId() {
        return RuntimeIds.ofBuiltIn(toString());
    }

    @Override
    public String toString() {
        return "any_concept";
    }
}
