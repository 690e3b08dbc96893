package org.commitdb.commit;

import java.util.Optional;

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

    /// The kind whose byte is `code`.
    public static Optional<CommitKind> ofCode(int code) {
        for (CommitKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// Whether this kind masks or unmasks another commit.
    public boolean isToggle() {
        return this == DISABLE || this == ENABLE;
    }
}
