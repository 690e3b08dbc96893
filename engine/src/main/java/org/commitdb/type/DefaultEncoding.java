package org.commitdb.type;

import org.commitdb.bytes.ByteWriter;

/// Checks default values and writes them in the form that runtime ids hash.
///
/// **Shape**: bool 1 byte; integers little-endian at their width; float and double little-endian IEEE 754; string as in
/// [RuntimeIds]; uuid 16 bytes; a case its index as one byte; vec, mat, tuple and structure their members back to back; vector
/// and set an 8-byte count, then the members in order; map a count, then keys and values; optional 01, then the value.
final class DefaultEncoding {

    private DefaultEncoding() {}

    static void check(String field, Type type, Literal literal) {}

    static void writeUnlessZero(ByteWriter out, Type type, Literal literal) {}
}
