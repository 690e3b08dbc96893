package org.commitdb.type;

/// Every concept of the registry.
public enum AnyConcept implements KeyTarget {
    ANY_CONCEPT;

    @Override
    public String toString() {
        return "any_concept";
    }
}
