package org.commitdb.file.btree;

import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;

/// Points to a tree: everything that is needed to read it.
///
/// **Shape** of the 24 bytes of a root, little-endian:
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 4 | page number of the root page, 0 for an empty tree |
/// | 4 | 4 | checksum of the root page, 0 for an empty tree |
/// | 8 | 1 | height: levels of pages, 0 for an empty tree |
/// | 9 | 1 | treeId |
/// | 10 | 2 | flags, 0 |
/// | 12 | 4 | 0 |
/// | 16 | 8 | entries |
///
/// **Invariants**: an empty tree has no page, no height and no entries; another tree has all three.
///
/// @param page the page number of the root page, unsigned
/// @param crc the checksum of the root page
/// @param height how many levels of pages the tree has
/// @param treeId which tree of the file this is, 0 to 255
/// @param entries how many entries the tree has
public record TreeRoot(int page, int crc, int height, int treeId, long entries) {

    /// Bytes of a root.
    public static final int SIZE = 24;

    /// The greatest height: a tree in which each branch has the least number of children, two, and
    /// that fills every page number.
    public static final int MAX_HEIGHT = 33;

    /// Checks the invariants and raises [IllegalArgumentException].
    public TreeRoot {
        boolean empty = page == 0 && crc == 0 && height == 0 && entries == 0;
        boolean full = page != 0 && height > 0 && height <= MAX_HEIGHT && entries > 0;
        if ((!empty && !full) || treeId < 0 || treeId > 255) {
            throw new IllegalArgumentException(
                    "not a tree: page %s, height %d, tree %d, %d entries"
                            .formatted(Integer.toUnsignedString(page), height, treeId, entries));
        }
    }

    /// The tree without entries.
    public static TreeRoot empty(int treeId) {
        return new TreeRoot(0, 0, 0, treeId, 0);
    }

    /// Whether the tree has no entries.
    public boolean isEmpty() {
        return height == 0;
    }

    /// The level of the root page, -1 for an empty tree.
    int level() {
        return height - 1;
    }

    /// Writes the 24 bytes of the root.
    public void encode(ByteWriter writer) {
        writer.writeInt(page).writeInt(crc).writeByte(height).writeByte(treeId).writeShort(0);
        writer.writeInt(0).writeLong(entries);
    }

    /// Reads the 24 bytes of a root.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when they break an invariant.
    public static TreeRoot decode(ByteReader reader) {
        int page = reader.readInt();
        int crc = reader.readInt();
        int height = reader.readByte();
        int treeId = reader.readByte();
        int reserved = reader.readShort() | reader.readInt();
        long entries = reader.readLong();
        if (reserved != 0) {
            throw reader.corrupt("reserved fields of a tree root to be 0", "other bytes");
        }
        try {
            return new TreeRoot(page, crc, height, treeId, entries);
        } catch (IllegalArgumentException e) {
            throw reader.corrupt("the root of a tree", String.valueOf(e.getMessage()));
        }
    }
}
