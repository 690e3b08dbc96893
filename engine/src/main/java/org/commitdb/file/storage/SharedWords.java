package org.commitdb.file.storage;

/// Numbers of 64 bits that all who have a file open share, whatever process they are in.
///
/// **Invariants**: whoever reads a number that another has set also finds what that one wrote to
/// the file before. After a crash the numbers are arbitrary. **Threads**: any. **Errors**:
/// [IndexOutOfBoundsException] for a number that is not there; [IllegalStateException] once the
/// storage is closed; [UnsupportedOperationException] for a change through a read-only storage;
/// [InternalError] when the memory behind them cannot be supplied. **Cost**: nanoseconds, without
/// any call to the operating system.
public interface SharedWords {

    /// The number at `index`.
    long get(int index);

    /// Changes the number at `index`.
    void set(int index, long value);
}
