/// Blob content inside a `.cdb` file.
///
/// Entry type: [Lz4Frames], the codec of one stored frame. A frame is a bounded piece of content,
/// stored raw or as one LZ4 block, so a range of a blob costs the frames that it touches.
///
/// Invariants: every length is checked before a byte is copied or allocated.
///
/// May import: what `org.commitdb.file` may import, and the other packages below it.
package org.commitdb.file.blob;
