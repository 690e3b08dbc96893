package org.commitdb.commit;

import java.util.List;

/// A whole commit: its header and what it does, document by document.
///
/// **Invariants**: a document appears once; only [CommitKind#MUTATIONS] has a program.
public record Commit(CommitHeader header, List<DocumentProgram> program) {

    /// Copies the list.
    public Commit {
        program = List.copyOf(program);
        if (header.kind() != CommitKind.MUTATIONS && !program.isEmpty()) {
            throw new IllegalArgumentException("a " + header.kind() + " commit has no program");
        }
    }
}
