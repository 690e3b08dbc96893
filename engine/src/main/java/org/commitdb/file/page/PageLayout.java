package org.commitdb.file.page;

import java.nio.ByteOrder;

/// Where the parts of a tree page lie.
///
/// **Shape** of a page of `P` bytes. Numbers are little-endian unless noted.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | checksum of bytes 4 to `P`, salted with the file offset of the page ([org.commitdb.bytes.SaltedCrc]) |
/// | 4 | 1 | kind: `0x10` leaf, `0x11` branch |
/// | 5 | 1 | level: 0 for a leaf, one more than its children for a branch |
/// | 6 | 2 | count of slots, at least 1 |
/// | 8 | 4 | own page number |
/// | 12 | 2 | prefixLength: bytes that all keys of the page begin with |
/// | 14 | 2 | heapStart: offset of the last cell, which lies lowest |
/// | 16 | 8 | birthSeq: the checkpoint that wrote the page |
/// | 24 | 2 | treeId |
/// | 26 | 2 | flags, 0 |
/// | 28 | 4 | branch: page number of the leftmost child; leaf: 0 |
/// | 32 | 4 | branch: checksum of the leftmost child; leaf: 0 |
/// | 36 | 4 | 0 |
/// | 40 | prefixLength | the common prefix |
/// | 40 + prefixLength | 8 × count | slots, in ascending order of their keys |
/// | … | … | zeros |
/// | heapStart | … | cells: the first one ends at `P`, each further one ends where the one before begins |
///
/// Slot:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | head: the first four bytes of the key suffix, zero-padded, as one big-endian number |
/// | 4 | 2 | offset of the cell |
/// | 6 | 2 | length of the key suffix, which is the key without the common prefix |
///
/// Leaf cell: key suffix ‖ varint value length ‖ value. Branch cell: separator suffix ‖ u32 child
/// page number ‖ u32 child checksum. A branch of `count` slots has `count + 1` children; the child
/// of slot `i` holds the keys that are not less than separator `i` and less than separator `i + 1`.
///
/// **Invariants**: keys order as unsigned bytes, strictly ascending within a page. Two greatest
/// entries fit into every leaf, three greatest separators into every branch.
public final class PageLayout {

    /// The smallest page, in bytes.
    public static final int MIN_PAGE_SIZE = 4096;

    /// The greatest page, in bytes.
    public static final int MAX_PAGE_SIZE = 65536;

    /// The longest key, in bytes.
    public static final int MAX_KEY_LENGTH = 1024;

    /// Kind of a page with entries.
    public static final int LEAF = 0x10;

    /// Kind of a page with children.
    public static final int BRANCH = 0x11;

    static final int CRC = 0;
    static final int KIND = CRC + Integer.BYTES;
    static final int LEVEL = KIND + Byte.BYTES;
    static final int COUNT = LEVEL + Byte.BYTES;
    static final int NUMBER = COUNT + Short.BYTES;
    static final int PREFIX_LENGTH = NUMBER + Integer.BYTES;
    static final int HEAP_START = PREFIX_LENGTH + Short.BYTES;
    static final int BIRTH_SEQ = HEAP_START + Short.BYTES;
    static final int TREE_ID = BIRTH_SEQ + Long.BYTES;
    static final int FLAGS = TREE_ID + Short.BYTES;
    static final int LEFT_CHILD = FLAGS + Short.BYTES;
    static final int LEFT_CHILD_CRC = LEFT_CHILD + Integer.BYTES;
    static final int RESERVED = LEFT_CHILD_CRC + Integer.BYTES;

    /// Bytes of the fixed part of every page.
    public static final int HEADER_SIZE = RESERVED + Integer.BYTES;

    static final int HEAD = 0;
    static final int CELL_OFFSET = HEAD + Integer.BYTES;
    static final int SUFFIX_LENGTH = CELL_OFFSET + Short.BYTES;

    /// Bytes of a slot.
    public static final int SLOT_SIZE = SUFFIX_LENGTH + Short.BYTES;

    /// Bytes of a pointer to a child: its page number and its checksum.
    public static final int CHILD_SIZE = Integer.BYTES + Integer.BYTES;

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private PageLayout() {}

    /// The longest value in a page of `pageSize` bytes.
    public static int maxValueLength(int pageSize) {
        return pageSize / 8;
    }

    /// Bytes that an entry takes in a leaf that has no common prefix, its slot included.
    public static int entrySize(int keyLength, int valueLength) {
        return SLOT_SIZE + keyLength + varintSize(valueLength) + valueLength;
    }

    /// Bytes that a separator and its child take in a branch that has no common prefix, the slot
    /// included.
    public static int separatorSize(int keyLength) {
        return SLOT_SIZE + keyLength + CHILD_SIZE;
    }

    /// Where in the file the page lies, in bytes. Page numbers are unsigned.
    public static long offsetOf(int pageNumber, int pageSize) {
        return Integer.toUnsignedLong(pageNumber) * pageSize;
    }

    /// Throws [IllegalArgumentException] unless `pageSize` is a power of two from 4096 to 65536.
    public static int checkPageSize(int pageSize) {
        if (pageSize < MIN_PAGE_SIZE
                || pageSize > MAX_PAGE_SIZE
                || Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException("not a page size: " + pageSize);
        }
        return pageSize;
    }

    static int varintSize(int length) {
        return length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : 3;
    }
}
