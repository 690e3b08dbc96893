package org.commitdb.file.btree;

import org.commitdb.error.CorruptException;

/// Something that is wrong with a tree.
///
/// @param source the file
/// @param offset where in the file, in bytes; -1 when no single place is at fault
/// @param expected what should have been there
/// @param found what was there
public record TreeFinding(String source, long offset, String expected, String found) {

    static TreeFinding of(CorruptException failure) {
        return new TreeFinding(
                failure.source(), failure.offset(), failure.expected(), failure.found());
    }
}
