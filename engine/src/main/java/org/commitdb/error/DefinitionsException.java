package org.commitdb.error;

import java.util.List;

/// Definitions contradict each other or what the database holds already; nothing was written.
public final class DefinitionsException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /// Reports `message`.
    public DefinitionsException(String message) {
        this(List.of(message));
    }

    /// Reports several problems; the message has each on a line of its own.
    public DefinitionsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// What is wrong, one sentence each; a cause stands before what follows from it.
    public List<String> problems() {
        return problems;
    }
}
