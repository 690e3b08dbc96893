package org.commitdb.error;

/// Something else holds what the request needs, and it did not let go in time.
public final class BusyException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final String heldBy;

    /// Reports `message`; the other arguments are the facts in it.
    public BusyException(String message, String source, String heldBy) {
        super(message);
        this.source = source;
        this.heldBy = heldBy;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }

    /// What holds it, where that is known; empty otherwise.
    public String heldBy() {
        return heldBy;
    }
}
