package org.commitdb.commit;

/// Everything about a commit but its program.
///
/// **Units**: `timestampMicros` is microseconds since 1970-01-01T00:00:00Z. **Invariants**:
/// `parent` is [CommitId#NONE] for a root; `target` is [CommitId#NONE] for [CommitKind#MUTATIONS]
/// and a commit otherwise; a merge has an empty author and label, and its target is not its parent.
public record CommitHeader(
        CommitId id,
        CommitKind kind,
        CommitId parent,
        CommitId target,
        long timestampMicros,
        String author,
        String label) {

    /// Stands for the timestamp of a merge where only its own encoding is known.
    public static final long NO_TIMESTAMP = -1;

    /// Checks the invariants that a header can check by itself.
    ///
    /// **Errors**: [IllegalArgumentException] that names the broken one.
    public CommitHeader {
        requireParents(kind, parent, target);
        if (kind == CommitKind.MERGE && !(author.isEmpty() && label.isEmpty())) {
            throw new IllegalArgumentException("a merge has neither author nor label");
        }
    }

    /// Checks what `kind` says of parent and target.
    ///
    /// **Errors**: [IllegalArgumentException] that names the broken invariant.
    public static void requireParents(CommitKind kind, CommitId parent, CommitId target) {
        if ((kind == CommitKind.MUTATIONS) != target.isNone()) {
            throw new IllegalArgumentException(
                    kind == CommitKind.MUTATIONS
                            ? "a mutations commit has no target, not " + target
                            : "a " + kind + " commit has a target");
        }
        if (kind != CommitKind.MUTATIONS && parent.isNone()) {
            throw new IllegalArgumentException("a " + kind + " commit has a parent");
        }
        if (kind == CommitKind.MERGE && parent.equals(target)) {
            throw new IllegalArgumentException(
                    "a merge joins two commits, not " + parent + " twice");
        }
    }

    /// This header with another timestamp.
    public CommitHeader withTimestampMicros(long micros) {
        return new CommitHeader(id, kind, parent, target, micros, author, label);
    }
}
