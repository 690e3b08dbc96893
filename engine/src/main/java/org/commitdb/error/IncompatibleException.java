package org.commitdb.error;

/// The source is sound as far as one can tell, but this engine cannot use it: another kind of file,
/// or a newer format.
public final class IncompatibleException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final String expected;
    private final String found;

    /// Reports `message`; the other arguments are the facts in it.
    public IncompatibleException(String message, String source, String expected, String found) {
        super(message);
        this.source = source;
        this.expected = expected;
        this.found = found;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }

    /// What should have been there.
    public String expected() {
        return expected;
    }

    /// What was there.
    public String found() {
        return found;
    }
}
