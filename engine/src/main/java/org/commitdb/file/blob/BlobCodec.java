package org.commitdb.file.blob;

/// How the frames of a blob are stored.
///
/// **Shape**: one byte, 0 or 1.
public enum BlobCodec {
    /// All as they are.
    RAW,
    /// Each as an LZ4 block, or as it is where that is not longer.
    LZ4;

    /// The byte that stands for this codec.
    int code() {
        return ordinal();
    }
}
