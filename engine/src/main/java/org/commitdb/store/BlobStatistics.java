package org.commitdb.store;

/// Facts about many blobs together.
///
/// @param count how many blobs
/// @param size how many bytes they have
/// @param storedSize how many bytes of the file hold these, after compression
public record BlobStatistics(long count, long size, long storedSize) {

    /// No blob.
    public static final BlobStatistics NONE = new BlobStatistics(0, 0, 0);

    /// These and one more.
    public BlobStatistics plus(long moreSize, long moreStoredSize) {
        return new BlobStatistics(count + 1, size + moreSize, storedSize + moreStoredSize);
    }
}
