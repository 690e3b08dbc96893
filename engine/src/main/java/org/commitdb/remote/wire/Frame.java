package org.commitdb.remote.wire;

/// One message on a connection: whose it is, what it is, and its body.
///
/// **Shape**, little-endian:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | length of the body |
/// | 4 | 4 | CRC32C over the fields before and behind this one, and the body |
/// | 8 | 4 | request id; 0 where nobody asked |
/// | 12 | 1 | type: the code of a request or a reply |
/// | 13 | 3 | zero |
/// | 16 | length | body |
///
/// The receiver owns `body`.
public record Frame(int requestId, int type, byte[] body) {

    /// Bytes before the body.
    public static final int HEADER_SIZE = 16;

    /// The request id of what nobody asked for: notifications.
    public static final int UNASKED = 0;

    static final int LENGTH_OFFSET = 0;
    static final int CRC_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    static final int REQUEST_OFFSET = CRC_OFFSET + Integer.BYTES;
    static final int TYPE_OFFSET = REQUEST_OFFSET + Integer.BYTES;

    /// Bytes of the whole frame.
    public long size() {
        return (long) HEADER_SIZE + body.length;
    }
}
