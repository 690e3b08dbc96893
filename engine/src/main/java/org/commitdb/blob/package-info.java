/// Blobs: immutable bytes with a layout, named by their content.
///
/// Entry types: [org.commitdb.blob.BlobId], what names a blob; [org.commitdb.blob.BlobLayout], how
/// its bytes are to be read; [org.commitdb.blob.BlobView], its elements;
/// [org.commitdb.blob.BlobPack], several named regions in one.
///
/// Invariants: everything here is immutable and copies no content; equal layout and bytes have
/// equal ids. Allowed imports: bytes.
package org.commitdb.blob;
