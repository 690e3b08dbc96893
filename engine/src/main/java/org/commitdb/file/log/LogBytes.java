package org.commitdb.file.log;

import org.commitdb.error.StorageException;

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

    /// What stands for `cause`, which the JVM raised because the device could not supply bytes that
    /// are mapped, at `position` or, when that is negative, somewhere; to be thrown by the caller.
    /// The JVM may raise it some time after the access, in whoever called what made the access.
    default StorageException unreadable(long position, InternalError cause) {
        String place = position < 0 ? "" : " at offset " + position;
        return new StorageException(
                name()
                        + ": the operating system could not supply bytes of the file"
                        + place
                        + "; the device failed, or the file was cut while it was open",
                name(),
                cause);
    }

    /// The name of the file, for messages.
    String name();
}
