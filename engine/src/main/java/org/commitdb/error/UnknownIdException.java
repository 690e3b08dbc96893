package org.commitdb.error;

/// The database has nothing under the id, name or prefix that was given.
public final class UnknownIdException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String id;

    /// Reports `message`; the other arguments are the facts in it.
    public UnknownIdException(String message, String kind, String id) {
        super(message);
        this.kind = kind;
        this.id = id;
    }

    /// What sort of thing was looked for: commit, blob, attachment, definition.
    public String kind() {
        return kind;
    }

    /// The id or name that is unknown.
    public String id() {
        return id;
    }
}
