package org.commitdb.file.blob;

/// Where a blob gets room when its extents are full.
@FunctionalInterface
public interface ExtentSource {

    /// An extent that nobody else has, of at most the least length that holds `wantedBytes`; often
    /// shorter.
    ///
    /// **Errors**: [org.commitdb.error.StorageException] when the disk refuses.
    BlobExtent take(long wantedBytes);
}
