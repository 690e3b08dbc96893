package org.commitdb.error;

/// A write reached the disk but the final sync failed, or a server was asked for it and cannot be
/// reached any more: the commit may or may not survive. After a failed sync the handle refuses
/// further writes; the next open decides by what it finds on the disk.
public final class OutcomeUnknownException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;

    /// Reports `message`; the other arguments are the facts in it.
    public OutcomeUnknownException(String message, String source) {
        super(message);
        this.source = source;
    }

    /// Reports `message` with its cause; the other arguments are the facts in it.
    public OutcomeUnknownException(String message, String source, Throwable cause) {
        super(message, cause);
        this.source = source;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }
}
