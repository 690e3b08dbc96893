package org.commitdb.file.log;

/// A stretch of the file that holds log records.
///
/// **Units**: bytes; `seq` counts the LOG extents of a file from 1 on. **Invariants**: offset and
/// length are multiples of [#ALIGNMENT].
public record LogExtent(long offset, long length, long seq) {

    /// Every extent begins and ends at a multiple of this.
    public static final int ALIGNMENT = 1 << 16;

    /// The longest extent that is made unless a single record needs more.
    public static final int MAX_LENGTH = 1 << 22;

    /// Checks the invariants.
    ///
    /// **Errors**: [IllegalArgumentException] that shows the extent.
    public LogExtent {
        if (!isValid(offset, length, seq)) {
            throw new IllegalArgumentException(
                    "not an extent: " + length + " bytes at " + offset + ", number " + seq);
        }
    }

    /// Whether these numbers make an extent.
    static boolean isValid(long offset, long length, long seq) {
        return offset > 0
                && length > 0
                && seq > 0
                && offset % ALIGNMENT == 0
                && length % ALIGNMENT == 0
                && offset <= Long.MAX_VALUE - length;
    }

    /// Where the extent ends.
    public long end() {
        return offset + length;
    }

    /// Where its first record lies.
    public long firstRecord() {
        return offset + ExtentHeader.SIZE;
    }
}
