package org.commitdb.store;

import org.commitdb.blob.BlobId;

/// What a store knows of a blob without reading its bytes.
///
/// @param id the hash of layout and bytes
/// @param layout the text of the layout
/// @param size how many bytes the blob has
/// @param storedSize how many bytes of the file hold them, after compression
public record BlobInfo(BlobId id, String layout, long size, long storedSize) {

    /// **Errors**: [IllegalArgumentException] when a size is negative.
    public BlobInfo {
        if (size < 0 || storedSize < 0) {
            throw new IllegalArgumentException(
                    "a blob has no negative size: " + size + ", " + storedSize);
        }
    }
}
