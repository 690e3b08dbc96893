/// Blob content inside a `.cdb` file.
///
/// Entry types: [FrameWriter] and [FrameReader] for blobs outside the log, whose place a
/// [BlobRecord] tells; [InlineBlob] for those in it. A frame is a bounded piece of content, stored
/// raw or as one LZ4 block, so a range of a blob costs the frames that it touches.
///
/// Invariants: every length is checked before a byte is copied or allocated; nothing here knows of
/// commits or of other blobs.
///
/// May import: what `org.commitdb.file` may import, and the other packages below it.
package org.commitdb.file.blob;
