package org.commitdb.file.log;

import org.jspecify.annotations.Nullable;

/// What a log record holds.
///
/// **Shape** of each payload:
///
/// | code | type | payload |
/// |---|---|---|
/// | 1 | COMMIT | the canonical encoding of a commit |
/// | 2 | BLOB_INLINE | blob id (32 B), varint length and UTF-8 of the layout, the bytes |
/// | 4 | DEFINITIONS | an encoded definition record |
/// | 6 | TOMBSTONE | ranges of commits that are deleted from there on |
/// | 7 | NEXT_EXTENT | offset u64, length u64, extentSeq u64 of the LOG extent in which the log goes on; allocates it |
/// | 8 | ALLOC | offset u64, length u64, kind u64 (2 TREE) of an extent that is taken from the end of the file |
/// | 128 | FRAME | attachment (16 B), instance (16 B), id of a commit (32 B), the key frame of that document there |
/// | 129 | DROP_FRAMES | nothing; every FRAME before it is void |
///
/// A code from 128 on may be skipped by a reader that does not know it; one below must be known.
public enum RecordType {
    COMMIT(1),
    BLOB_INLINE(2),
    DEFINITIONS(4),
    TOMBSTONE(6),
    NEXT_EXTENT(7),
    ALLOC(8),
    FRAME(128),
    DROP_FRAMES(129);

    private static final RecordType[] BY_CODE = new RecordType[256];

    static {
        for (RecordType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /// The byte that stands for this type.
    public int code() {
        return code;
    }

    /// The type with this code, null when there is none.
    static @Nullable RecordType ofCode(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
