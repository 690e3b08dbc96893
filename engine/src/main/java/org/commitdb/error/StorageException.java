package org.commitdb.error;

/// The disk or the operating system refused: full, read-only, I/O error. Nothing that was
/// acknowledged is lost.
public final class StorageException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;

    /// Reports `message`; the other arguments are the facts in it.
    public StorageException(String message, String source) {
        super(message);
        this.source = source;
    }

    /// Reports `message` with its cause; the other arguments are the facts in it.
    public StorageException(String message, String source, Throwable cause) {
        super(message, cause);
        this.source = source;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }
}
