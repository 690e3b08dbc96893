package org.commitdb.file.storage;

/// What a power cut leaves of what was written since the last sync.
public enum PowerCut {
    /// Each sector independently in any version, any length, any filling of what is new.
    ANY,
    /// Nothing, with any of the lengths.
    NOTHING,
    /// Some writes and not others, whatever their order was.
    WHOLE_WRITES,
    /// Each sector, or each page, independently in any version.
    SECTORS,
    /// All up to one write, and of that one the beginning, the middle or the end.
    TORN,
    /// What is new to the file is zero where it was not written.
    NEW_AREA_ZERO,
    /// What is new to the file holds other bytes where it was not written: noise, or blocks of this
    /// or another file.
    NEW_AREA_GARBAGE,
    /// The newest length and none of the bytes.
    SIZE_WITHOUT_DATA,
    /// All the bytes and the old length.
    DATA_WITHOUT_SIZE
}
