package org.commitdb.state;

/// What became of an opcode at replay.
///
/// A `union` or `subtract` whose path resolves is applied, also when every element was there or
/// gone already: what it asks for holds.
public enum Outcome {
    /// It did what it says.
    APPLIED,
    /// It put its slot at the end, because the anchor is unknown.
    RELOCATED,
    /// The document does not exist.
    MISSING_DOCUMENT,
    /// The path leads nowhere in the document.
    UNRESOLVED_PATH,
    /// What is at the path, below `any` or `variant`, is of another type than the opcode needs.
    WRONG_KIND,
    /// None of the map keys, or not the slot, is there.
    ABSENT_ENTRY,
    /// The slot was inserted by a commit that is disabled.
    MASKED_SLOT,
    /// A toggle disables the commit: of what it inserts, masked slots remain.
    DISABLED,
    /// Only merges that are disabled lead to the commit.
    UNREACHED;

    /// Whether the opcode changed, or confirmed, the document.
    public boolean isEffective() {
        return this == APPLIED || this == RELOCATED;
    }
}
