package org.commitdb.remote.wire;

/// The numbers that both sides of a connection agree on.
///
/// **Units**: sizes are bytes.
public final class Protocol {

    /// The one version that there is.
    public static final int VERSION = 1;

    /// The port that a server listens on unless told otherwise.
    public static final int PORT = 54321;

    /// The first bytes of the body of a hello.
    static final String MAGIC = "CommitDB";

    /// The longest body of a hello: what a stranger may send before it is known.
    public static final int MAX_HELLO_SIZE = 4 << 10;

    /// The longest body of any other message, unless the server says otherwise. Four times what the
    /// largest commit takes.
    public static final int MAX_BODY_SIZE = 64 << 20;

    /// The least limit of a body that a server may set: the largest commit fits into it.
    public static final int LEAST_BODY_LIMIT = (16 << 20) + (64 << 10);

    /// What a page of a long answer holds at most, unless one thing alone is larger.
    public static final int PAGE_SIZE = 1 << 20;

    /// The longest piece of a blob in one message.
    public static final int BLOB_PIECE_SIZE = 1 << 20;

    private Protocol() {}
}
