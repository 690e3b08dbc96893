package org.commitdb.file;

import java.io.IOException;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;

/// A transaction about blobs and their room, without a commit. All of it happens under the lock of
/// the [LogTip], which nobody holds who writes bytes of a blob.
///
/// **Threads**: one.
interface BlobChange {

    /// Decides what to write, as the index stands; false when there is nothing.
    boolean begin(Staging staging);

    /// Adds the records, and takes the room that they allocate.
    ///
    /// **Errors**: [IOException] when the disk refuses; nothing has happened then.
    void addTo(TransactionEncoder transaction, Space space) throws IOException;

    /// Adds to the index what was written; `seq` is the number of the last record.
    void stageIn(Staging staging, long seq);

    /// The payload of an ALLOC or FREE record for blobs.
    static byte[] payload(BlobExtent extent) {
        return new ByteWriter()
                .writeLong(extent.offset())
                .writeLong(extent.length())
                .writeLong(ExtentIndex.BLOB)
                .toByteArray();
    }

    /// Adds FREE records.
    static void free(Iterable<BlobExtent> extents, TransactionEncoder transaction)
            throws IOException {
        for (BlobExtent extent : extents) {
            transaction.add(RecordType.FREE, payload(extent));
        }
    }

    /// Notes that extents are free.
    static void stageFree(Iterable<BlobExtent> extents, Staging staging, long seq) {
        for (BlobExtent extent : extents) {
            staging.addBlobExtent(extent, ExtentIndex.FREE, seq);
        }
    }
}
