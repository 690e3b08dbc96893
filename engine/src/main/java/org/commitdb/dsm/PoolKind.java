package org.commitdb.dsm;

/// The two sorts of function pools.
public enum PoolKind {
    /// Functions of values.
    FUNCTION("function_pool"),
    /// Functions that also see a state, and may change it when they are mutable.
    ATTACHMENT_FUNCTION("attachment_function_pool");

    private final String word;

    PoolKind(String word) {
        this.word = word;
    }

    /// The word that DSM has for this kind.
    public String word() {
        return word;
    }
}
