package org.commitdb.error;

/// The connection to a server failed, or the server refused the request.
public final class RemoteException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;

    /// Reports `message`; the other arguments are the facts in it.
    public RemoteException(String message, String source) {
        super(message);
        this.source = source;
    }

    /// Reports `message` with its cause; the other arguments are the facts in it.
    public RemoteException(String message, String source, Throwable cause) {
        super(message, cause);
        this.source = source;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }
}
