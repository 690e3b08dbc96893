package org.commitdb.error;

/// Bytes from a disk or a peer contradict the format: they were damaged, cut or made up. Nothing
/// read through such bytes was returned.
public final class CorruptException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final long offset;
    private final String expected;
    private final String found;

    /// Reports `message`; the other arguments are the facts in it.
    public CorruptException(
            String message, String source, long offset, String expected, String found) {
        super(message);
        this.source = source;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /// Reports `message` with its cause; the other arguments are the facts in it.
    public CorruptException(
            String message,
            String source,
            long offset,
            String expected,
            String found,
            Throwable cause) {
        super(message, cause);
        this.source = source;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
    }

    /// The file or stream at fault.
    public String source() {
        return source;
    }

    /// Where in the source, in bytes; -1 when no single place is at fault.
    public long offset() {
        return offset;
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
