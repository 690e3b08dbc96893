package org.commitdb.file.log;

/// A place between two records, and what the next record there must say to continue the chain.
///
/// **Units**: `offset` in bytes from the start of the file; `seq` counts records from 1 on;
/// `prevCrc` is the checksum of the record before, 0 at the very start. **Invariants**: the offset
/// is 8-aligned and lies in the extent, behind its header.
public record LogPosition(LogExtent extent, long offset, long seq, int prevCrc) {

    /// Checks the invariants.
    ///
    /// **Errors**: [IllegalArgumentException] that shows the position.
    public LogPosition {
        if (!isValid(extent, offset, seq)) {
            throw new IllegalArgumentException(
                    "no record "
                            + seq
                            + " can be at "
                            + offset
                            + " in the extent from "
                            + extent.offset()
                            + " to "
                            + extent.end());
        }
    }

    /// Whether a record `seq` can begin at `offset` of `extent`.
    public static boolean isValid(LogExtent extent, long offset, long seq) {
        return seq > 0
                && offset % LogRecord.ALIGNMENT == 0
                && offset >= extent.firstRecord()
                && offset < extent.end();
    }

    /// The start of an empty log in its first extent.
    public static LogPosition start(LogExtent extent) {
        return new LogPosition(extent, extent.firstRecord(), 1, 0);
    }
}
