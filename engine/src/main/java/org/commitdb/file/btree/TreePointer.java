package org.commitdb.file.btree;

/// Points to a page below a branch.
final class TreePointer {

    private final byte[] separator;
    private final int number;
    private final int crc;

    TreePointer(byte[] separator, int number, int crc) {
        this.separator = separator;
        this.number = number;
        this.crc = crc;
    }

    /// Not greater than any key below the page, greater than any key left of it. The array itself,
    /// not a copy.
    byte[] separator() {
        return separator;
    }

    /// The page number, unsigned.
    int number() {
        return number;
    }

    /// The checksum of the page.
    int crc() {
        return crc;
    }
}
