package org.commitdb.remote;

/// What a client may do.
public enum Role {
    /// Read everything, change nothing.
    READ_ONLY("read-only"),
    /// Also append commits, blobs and definitions.
    READ_WRITE("read-write");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /// `read-only` or `read-write`.
    @Override
    public String toString() {
        return text;
    }
}
