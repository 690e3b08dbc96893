package org.commitdb.file;

import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;

/// A blob whose bytes are where they will stay, so that one log record makes it be there.
///
/// **Threads**: immutable.
///
/// @param id the hash of layout and bytes
/// @param type the type of the record
/// @param flags its flags
/// @param payload its payload
/// @param used the extents that the record names
/// @param unused extents that were taken for the blob and are not needed
record StagedBlob(
        BlobId id,
        RecordType type,
        int flags,
        byte[] payload,
        List<BlobExtent> used,
        List<BlobExtent> unused) {

    StagedBlob {
        used = List.copyOf(used);
        unused = List.copyOf(unused);
    }

    /// A blob whose bytes are in its record.
    static StagedBlob inline(BlobId id, InlineBlob.Payload payload) {
        return new StagedBlob(
                id,
                RecordType.BLOB_INLINE,
                payload.compressed() ? LogRecord.LZ4 : 0,
                payload.bytes(),
                List.of(),
                List.of());
    }
}
