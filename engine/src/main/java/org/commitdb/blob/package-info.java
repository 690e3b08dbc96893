/// Blobs: immutable bytes with a layout, named by their content.
///
/// Entry type: [org.commitdb.blob.BlobId].
///
/// Invariants: everything here is immutable; equal layout and bytes have equal ids. Allowed
/// imports: bytes.
package org.commitdb.blob;
