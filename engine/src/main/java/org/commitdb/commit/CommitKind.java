package org.commitdb.commit;

/// What a commit does.
public enum CommitKind {
    /// Carries an ordered program of opcodes.
    MUTATIONS(1),
    /// Joins the stream of its target ("theirs") to that of its parent ("ours"); carries nothing
    /// else.
    MERGE(2),
    /// Masks its target.
    DISABLE(3),
    /// Unmasks its target.
    ENABLE(4);

    private final int code;

    CommitKind(int code) {
        this.code = code;
    }

    /// The byte that stands for this kind in the canonical encoding.
    public int code() {
        return code;
    }

    /// Whether this kind masks or unmasks another commit.
    public boolean isToggle() {
        return this == DISABLE || this == ENABLE;
    }
}
