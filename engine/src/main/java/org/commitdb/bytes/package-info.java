/// Bytes: little-endian numbers, varints, text, checksums and hashes.
///
/// Entry types: [org.commitdb.bytes.ByteWriter] and [org.commitdb.bytes.ByteReader].
///
/// Invariants: a reader never reads past its limit and never allocates by an unchecked length;
/// whatever a writer writes, a reader reads back; each value has one encoding. Allowed imports: the
/// JDK and `error` only.
package org.commitdb.bytes;
