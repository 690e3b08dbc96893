package org.commitdb.file.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The port to the disk: everything that the engine asks of one file, and nothing more, so that
/// faults are easy to make.
///
/// **Units**: positions and lengths are bytes from the start of the file. **Threads**: all methods
/// from any thread, also from one that is interrupted: it neither fails nor harms the file.
/// **Errors**: [IOException] as the operating system reports it,
/// [java.nio.channels.ClosedChannelException] after [#close]. A mapped access may raise
/// [InternalError] when the page cannot be supplied.
public interface Storage extends AutoCloseable {

    /// The length of the file.
    long size() throws IOException;

    /// Reads exactly `length` bytes at `position` into `target` from `offset` on.
    ///
    /// **Errors**: [java.io.EOFException] when the file ends before.
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /// Writes all that remains in `source` at `position`, growing the file when it ends before.
    void write(long position, ByteBuffer source) throws IOException;

    /// Makes what was written durable; with `metadata` also the length of the file.
    void force(boolean metadata) throws IOException;

    /// Makes the file exactly `length` long; new bytes are zero.
    void setLength(long length) throws IOException;

    /// A read-only view of `length` bytes at `position`, which must lie within the file and within
    /// one [#mapUnit]. It shows what is written later, and lives until this storage is closed.
    MemorySegment map(long position, long length) throws IOException;

    /// The file is mapped in units of so many bytes, a power of two: no view crosses a multiple of
    /// it.
    long mapUnit();

    /// Tries to lock `length` bytes at `position` without waiting; empty when another holder, or an
    /// overlapping lock of this one, prevents it.
    Optional<StorageLock> tryLock(long position, long length, boolean shared) throws IOException;

    /// `count` words at `position`, a multiple of 8, that all who have the file open share; always
    /// the same ones for the same place. Empty when this storage cannot share words dependably, so
    /// that one process alone may have the file. The file is at least so long that the words and 8
    /// bytes more lie in it; those are used to find out.
    default Optional<SharedWords> sharedWords(long position, int count) throws IOException {
        return Optional.empty();
    }

    /// Whether the file can be read only: nothing can be written, and no lock be held exclusively.
    default boolean isReadOnly() {
        return false;
    }

    /// The kind of file system that the file lies on, as the operating system calls it; empty when
    /// nobody knows.
    default String fileSystem() {
        return "";
    }

    /// What tells this file from any other, also after it was renamed or replaced.
    Object identity() throws IOException;

    /// Whether another file has taken the name of this one since it was opened, so that nobody
    /// would ever see what is written here.
    default boolean isReplaced() throws IOException {
        return false;
    }

    /// The name of the file, for messages.
    String name();

    /// The threads and the clock of the process that has this storage.
    default Execution execution() {
        return Execution.MACHINE;
    }

    /// Ends all maps and shared words, which nobody may use any more, so that the file can be cut
    /// on every system.
    default void unmap() {}

    /// Ends all use: maps first, then handles, locks last. A second call does nothing.
    @Override
    void close() throws IOException;
}
