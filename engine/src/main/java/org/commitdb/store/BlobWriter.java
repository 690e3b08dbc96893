package org.commitdb.store;

import org.commitdb.blob.BlobId;

/// A blob that is being written, of any size, in constant memory.
///
/// Its bytes are written, then it is sealed, which tells its id, then a [RecordStore] appends it,
/// alone or in one transaction with the commits that name it. Only then it is there.
///
/// **Threads**: one at a time. **Errors**, of [#write] and [#seal]:
/// [org.commitdb.error.StorageException] when the disk refuses: the writer is then of no use any
/// more; [IllegalStateException] when it is sealed, appended or closed.
public interface BlobWriter extends AutoCloseable {

    /// Writes `length` bytes of `source` from `offset` on.
    void write(byte[] source, int offset, int length);

    /// Writes all of `source`.
    default void write(byte[] source) {
        write(source, 0, source.length);
    }

    /// How many bytes were written so far.
    long size();

    /// Ends the bytes and returns the id that they have with their layout. Nobody else sees the
    /// blob yet. A second call returns the same.
    BlobId seal();

    /// Gives the blob up, unless it was appended. A second call does nothing. **Errors**: none when
    /// the disk refuses: at worst its space is found again later.
    @Override
    void close();
}
