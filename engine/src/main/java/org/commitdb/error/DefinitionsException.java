package org.commitdb.error;

/// Definitions contradict each other or what the database holds already; nothing was written.
public final class DefinitionsException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    /// Reports `message`; the other arguments are the facts in it.
    public DefinitionsException(String message) {
        super(message);
    }
}
