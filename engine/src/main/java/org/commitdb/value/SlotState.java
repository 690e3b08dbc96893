package org.commitdb.value;

/// What a slot of an xarray is.
public enum SlotState {
    /// Holds a value.
    LIVE,
    /// Held a value that was removed; it keeps its place and may be updated to live again.
    EMPTIED,
    /// Stands for an insert that does not count; only another insert makes it live.
    MASKED
}
