package org.commitdb.blob;

/// What the numbers of a blob are. Numbers of several bytes are little-endian.
public enum BlobElement {
    /// Unsigned, 1 byte.
    UCHAR("uchar", 1),
    /// Signed, 1 byte.
    CHAR("char", 1),
    /// Unsigned, 2 bytes.
    USHORT("ushort", 2),
    /// Signed, 2 bytes.
    SHORT("short", 2),
    /// Unsigned, 4 bytes.
    UINT("uint", 4),
    /// Signed, 4 bytes.
    INT("int", 4),
    /// Unsigned, 8 bytes.
    ULONG("ulong", 8),
    /// Signed, 8 bytes.
    LONG("long", 8),
    /// IEEE 754 binary32.
    FLOAT("float", 4),
    /// IEEE 754 binary64.
    DOUBLE("double", 8);

    private final String text;
    private final int size;

    BlobElement(String text, int size) {
        this.text = text;
        this.size = size;
    }

    /// The name in a layout.
    public String text() {
        return text;
    }

    /// The bytes of one number.
    public int size() {
        return size;
    }

    /// Whether the numbers have a fraction.
    public boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }
}
