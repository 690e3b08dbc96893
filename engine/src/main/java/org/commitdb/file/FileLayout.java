package org.commitdb.file;

import org.commitdb.file.log.LogExtent;

/// Where things lie in a file.
///
/// **Shape**:
///
/// | offset | size | content |
/// |---|---|---|
/// | 0x0000 | 16 KiB | HEADER, 512 B used, never changed after creation |
/// | 0x4000 | 16 KiB | META slot 0, 512 B used |
/// | 0x8000 | 16 KiB | META slot 1, 512 B used |
/// | 0xC000 | 16 KiB | STATUS, hints shared by open processes, never trusted |
/// | 0x10000 | 64 KiB | the first LOG extent |
/// | 0x20000 | … | further LOG and TREE extents, each aligned to 64 KiB |
///
/// The blocks of the preamble lie 16 KiB apart whatever the page size is, so that no torn sector,
/// flash page or page of the operating system hits two of them.
final class FileLayout {

    /// Bytes between the blocks of the preamble.
    static final int BLOCK_DISTANCE = 0x4000;

    static final long HEADER = 0;
    static final long META_SLOT_0 = HEADER + BLOCK_DISTANCE;
    static final long META_SLOT_1 = META_SLOT_0 + BLOCK_DISTANCE;
    static final long STATUS = META_SLOT_1 + BLOCK_DISTANCE;

    /// Bytes that a block of the preamble uses.
    static final int BLOCK_SIZE = 512;

    /// The extent in which every log begins.
    static final LogExtent FIRST_EXTENT =
            new LogExtent(STATUS + BLOCK_DISTANCE, LogExtent.ALIGNMENT, 1);

    /// The shortest file.
    static final long MIN_LENGTH = FIRST_EXTENT.offset() + FIRST_EXTENT.length();

    /// The most pages that a file has, as many as a page number counts.
    private static final long MAX_PAGES = 1L << 32;

    /// Byte-range locks lie here, far beyond any data.
    static final long LOCKS = 1L << 62;

    /// Held for a moment by everyone who opens the file.
    static final long LOCK_RECOVERY = LOCKS;

    /// Held by everyone who has the file open: shared, or exclusively by one who needs it alone.
    static final long LOCK_OPEN = LOCK_RECOVERY + 1;

    /// Held exclusively by the process that appends and syncs.
    static final long LOCK_WRITE = LOCK_OPEN + 1;

    /// Held exclusively by the process that writes a checkpoint.
    static final long LOCK_CHECKPOINT = LOCK_WRITE + 1;

    /// Shared by everyone who has the file open for writing.
    static final long LOCK_SESSION = LOCK_CHECKPOINT + 1;

    private FileLayout() {}

    /// The longest file with pages of this size.
    static long maxLength(int pageSize) {
        return MAX_PAGES * pageSize;
    }
}
