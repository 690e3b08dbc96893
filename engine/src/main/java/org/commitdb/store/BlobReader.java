package org.commitdb.store;

/// Reads a blob of any size, wherever in it.
///
/// **Threads**: one at a time. **Cost**: reads only the frames that a range touches, each of which
/// is verified; memory for one frame. **Errors**, of [#read]: [org.commitdb.error.CorruptException]
/// when what is stored is damaged there; [org.commitdb.error.UnknownIdException] when the blob was
/// collected meanwhile; [IllegalStateException] when the reader or the store is closed.
public interface BlobReader extends AutoCloseable {

    /// What is known of the blob.
    BlobInfo info();

    /// Reads bytes of the blob from `position` on to `target` from `offset` on: `length`, or fewer
    /// where the blob ends. Returns how many; -1 when the blob ends at `position` or before, unless
    /// `length` is 0.
    ///
    /// **Errors**: [IndexOutOfBoundsException] when `position` is negative or the range is not
    /// within `target`.
    int read(long position, byte[] target, int offset, int length);

    /// Ends the use. A second call does nothing.
    @Override
    void close();
}
