/// Paths: places inside documents.
///
/// Entry type: [org.commitdb.path.Path], made from a document type and checked against it, step by
/// step ([org.commitdb.path.PathStep]); it reads the value at its place and gives the document with
/// another value there.
///
/// Invariants: immutable; a path whose types are all known never meets a value of the wrong type; a
/// place that does not exist in a document is *unresolved*, which is an answer (null), not an
/// error; a replacement never creates a map key, a vector slot or an optional's content and never
/// changes the type that an `any` or a variant holds. Allowed imports: value, type.
package org.commitdb.path;
