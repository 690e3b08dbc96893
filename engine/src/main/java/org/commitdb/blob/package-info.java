/// Blobs: immutable bytes with a layout, named by their content.
///
/// Entry types: [org.commitdb.blob.BlobId] and [org.commitdb.blob.BlobLayout].
///
/// Invariants: everything here is immutable; equal layout and bytes have equal ids. Allowed
/// imports: bytes.
package org.commitdb.blob;
