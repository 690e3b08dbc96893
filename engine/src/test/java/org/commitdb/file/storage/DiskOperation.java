package org.commitdb.file.storage;

/// One thing that was done to a [SimDisk].
sealed interface DiskOperation {

    /// Bytes were written; they may stay in the cache until a [Force].
    record Write(long position, byte[] bytes) implements DiskOperation {}

    /// The length was changed; it may stay in the cache until a [Force] with metadata.
    record SetLength(long length) implements DiskOperation {}

    /// Everything that was written became durable; with `metadata` the length, too.
    record Force(boolean metadata) implements DiskOperation {}

    /// A sync failed: what was written stays in the cache, is believed to be clean, and will never
    /// be written to the disk unless somebody writes it again.
    record FailedForce() implements DiskOperation {}
}
