package org.commitdb.file.btree;

/// Points to a page below a branch.
///
/// @param separator not greater than any key below the page, greater than any key left of it
/// @param number the page number, unsigned
/// @param crc the checksum of the page
record TreePointer(byte[] separator, int number, int crc) {}
