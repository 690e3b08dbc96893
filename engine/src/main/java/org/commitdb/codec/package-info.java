/// Canonical binary encodings of what the engine stores and sends.
///
/// Entry types: [org.commitdb.codec.TypeCodec] for types, [org.commitdb.codec.DefinitionsCodec] for
/// whole registries.
///
/// Invariants: equal things have equal bytes, and bytes that are not the one encoding of something
/// are refused; a decoder checks every count before it allocates by it and bounds its recursion;
/// hostile bytes end in a [org.commitdb.error.CorruptException]. Allowed imports: commit, blob,
/// path, value, type, bytes.
package org.commitdb.codec;
