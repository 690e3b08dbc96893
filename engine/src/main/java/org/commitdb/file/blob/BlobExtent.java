package org.commitdb.file.blob;

/// A stretch of the file that holds bytes of blobs.
///
/// **Units**: bytes. **Invariants**: both numbers are multiples of [#ALIGNMENT], the length is
/// positive and the end is at most [#MAX_END].
///
/// @param offset where it begins in the file
/// @param length how long it is
public record BlobExtent(long offset, long length) {

    /// An extent begins and ends at a multiple of this.
    public static final long ALIGNMENT = 1L << 16;

    /// No file is longer.
    public static final long MAX_END = 1L << 48;

    /// **Errors**: [IllegalArgumentException] when an invariant does not hold.
    public BlobExtent {
        if (!isValid(offset, length)) {
            throw new IllegalArgumentException(
                    "no extent can have " + length + " bytes at " + offset);
        }
    }

    /// Whether there can be such an extent.
    public static boolean isValid(long offset, long length) {
        return offset > 0
                && length > 0
                && offset <= MAX_END
                && length <= MAX_END - offset
                && offset % ALIGNMENT == 0
                && length % ALIGNMENT == 0;
    }

    /// The least length of an extent that holds so many bytes.
    public static long lengthFor(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }

    /// Where it ends in the file.
    public long end() {
        return offset + length;
    }

    /// The first `bytes` of it.
    public BlobExtent first(long bytes) {
        return new BlobExtent(offset, bytes);
    }

    /// What is behind the first `bytes` of it.
    public BlobExtent after(long bytes) {
        return new BlobExtent(offset + bytes, length - bytes);
    }
}
