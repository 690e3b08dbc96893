package org.commitdb.remote.wire;

import java.util.Optional;

/// The kinds of requests, by the number that stands in a frame.
public enum RequestType {
    /// See [Request.Hello].
    HELLO(0x01, false),
    /// See [Request.Ping].
    PING(0x02, false),
    /// See [Request.Status].
    STATUS(0x03, false),
    /// See [Request.Info].
    INFO(0x04, false),
    /// See [Request.Subscribe].
    SUBSCRIBE(0x05, false),
    /// See [Request.LastOrdinal].
    LAST_ORDINAL(0x10, false),
    /// See [Request.OrdinalsOf].
    ORDINALS_OF(0x11, false),
    /// See [Request.IdsWithPrefix].
    IDS_WITH_PREFIX(0x12, false),
    /// See [Request.IdsOf].
    IDS_OF(0x13, false),
    /// See [Request.Commits].
    COMMITS(0x14, false),
    /// See [Request.Timestamp].
    TIMESTAMP(0x15, false),
    /// See [Request.RunOf].
    RUN_OF(0x16, false),
    /// See [Request.Children].
    CHILDREN(0x17, false),
    /// See [Request.Heads].
    HEADS(0x18, false),
    /// See [Request.Roots].
    ROOTS(0x19, false),
    /// See [Request.Toggles].
    TOGGLES(0x1A, false),
    /// See [Request.Touches].
    TOUCHES(0x1B, false),
    /// See [Request.Documents].
    DOCUMENTS(0x1C, false),
    /// See [Request.Attachments].
    ATTACHMENTS(0x1D, false),
    /// See [Request.Definitions].
    DEFINITIONS(0x1E, false),
    /// See [Request.Ancestry].
    ANCESTRY(0x1F, false),
    /// See [Request.NewestFrame].
    NEWEST_FRAME(0x20, false),
    /// See [Request.KeyFrame].
    KEY_FRAME(0x21, false),
    /// See [Request.DefinitionsVersion].
    DEFINITIONS_VERSION(0x22, false),
    /// See [Request.CommitCount].
    COMMIT_COUNT(0x23, false),
    /// See [Request.IsDeleted].
    IS_DELETED(0x24, false),
    /// See [Request.TouchesOfMany].
    TOUCHES_OF_MANY(0x25, false),
    /// See [Request.Append].
    APPEND(0x30, true),
    /// See [Request.AppendDefinitions].
    APPEND_DEFINITIONS(0x31, true),
    /// See [Request.Flush].
    FLUSH(0x32, true),
    /// See [Request.Delete].
    DELETE(0x33, true),
    /// See [Request.HasBlobs].
    HAS_BLOBS(0x40, false),
    /// See [Request.BlobPiece].
    BLOB_PIECE(0x41, true),
    /// See [Request.GiveUpBlobs].
    GIVE_UP_BLOBS(0x42, true),
    /// See [Request.BlobHead].
    BLOB_HEAD(0x43, false),
    /// See [Request.BlobRange].
    BLOB_RANGE(0x44, false),
    /// See [Request.BlobIds].
    BLOB_IDS(0x45, false),
    /// See [Request.BlobTotals].
    BLOB_TOTALS(0x46, false),
    /// See [Request.CollectBlobs].
    COLLECT_BLOBS(0x47, true);

    private final int code;
    private final boolean writes;

    RequestType(int code, boolean writes) {
        this.code = code;
        this.writes = writes;
    }

    /// The number in a frame.
    public int code() {
        return code;
    }

    /// Whether only a client that may write may send it.
    public boolean writes() {
        return writes;
    }

    /// The type with this number; empty when there is none.
    public static Optional<RequestType> ofCode(int code) {
        for (RequestType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
