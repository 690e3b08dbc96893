package org.commitdb.store;

/// Something in a file that is not as it should be.
///
/// @param severity what it means for what is stored
/// @param place what part of the file it is about, in a few words
/// @param offset where in the file, in bytes; -1 when no single place is at fault
/// @param expected what should have been there
/// @param found what was there
public record Finding(Severity severity, String place, long offset, String expected, String found) {

    /// What a finding means for what is stored.
    public enum Severity {
        /// Only the indexes are at fault: nothing is lost, rebuilding them repairs it.
        INDEX,
        /// Something that was stored is damaged or missing.
        DATA
    }

    /// One line: severity, offset, place, expected, found.
    @Override
    public String toString() {
        String where = offset < 0 ? "" : " at offset " + offset;
        return severity + where + ": " + place + ": expected " + expected + ", found " + found;
    }
}
