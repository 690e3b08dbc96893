package org.commitdb.file.log;

/// Where the bytes of single log records are read from.
///
/// **Threads**: any.
public interface LogBytes {

    /// Copies `length` bytes of the file at `position` to `target` from `offset` on.
    ///
    /// **Errors**: [org.commitdb.error.CorruptException] when the file ends before;
    /// [org.commitdb.error.StorageException] when the disk refuses.
    void copy(long position, byte[] target, int offset, int length);

    /// The number of 64 bits at `position`, a multiple of 8, little-endian.
    ///
    /// **Errors**: as [#copy].
    default long longAt(long position) {
        byte[] bytes = new byte[Long.BYTES];
        copy(position, bytes, 0, bytes.length);
        return (long) LogRecord.LONG.get(bytes, 0);
    }

    /// The name of the file, for messages.
    String name();
}
