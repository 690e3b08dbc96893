package org.commitdb.file;

import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.error.CorruptException;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;

/// Reads the log records that are about blobs, and adds them to an index.
///
/// **Threads**: one. **Errors**: [CorruptException] when a record says what cannot be.
final class BlobReplay {

    private BlobReplay() {}

    /// Whether a record makes a blob come or go.
    static boolean isAboutBlob(LogRecord record) {
        return record.is(RecordType.BLOB_INLINE)
                || record.is(RecordType.BLOB_EXTENT)
                || record.is(RecordType.DROP_BLOB);
    }

    /// Adds the blob of a record, or takes it away.
    static void apply(LogRecord record, Staging staging, String name) {
        if (record.is(RecordType.DROP_BLOB)) {
            staging.dropBlob(droppedBy(record, name), record.seq());
        } else if (record.is(RecordType.BLOB_INLINE)) {
            staging.addBlob(outline(record, name).id(), record.seq(), record.offset());
        } else {
            BlobRecord blob = BlobRecord.decode(record.payload(), name);
            staging.addBlob(blob.id(), record.seq(), record.offset());
        }
    }

    /// Adds the extents for blobs that a record names, and returns where the last of them ends, 0
    /// if it names none.
    static long applyExtents(LogRecord record, Staging staging, String name) {
        long end = 0;
        if (record.is(RecordType.BLOB_EXTENT)) {
            for (BlobExtent extent : BlobRecord.decode(record.payload(), name).extents()) {
                staging.addBlobExtent(extent, ExtentIndex.BLOB, record.seq());
                end = Math.max(end, extent.end());
            }
        } else if (record.is(RecordType.ALLOC) || record.is(RecordType.FREE)) {
            int kind = record.is(RecordType.FREE) ? ExtentIndex.FREE : ExtentIndex.PENDING;
            BlobExtent extent = extentOf(record, name);
            staging.addBlobExtent(extent, kind, record.seq());
            end = extent.end();
        }
        return end;
    }

    /// What a BLOB_INLINE record says without its bytes.
    static InlineBlob.Outline outline(LogRecord record, String name) {
        return InlineBlob.outline(record.payload(), record.has(LogRecord.LZ4), name);
    }

    /// The blob that a DROP_BLOB record drops.
    static BlobId droppedBy(LogRecord record, String name) {
        ByteReader payload = new ByteReader(record.payload(), name);
        BlobId id = BlobId.of(payload.readBytes(BlobId.SIZE));
        payload.expectEnd();
        return id;
    }

    /// Whether an ALLOC record is for blobs, and not for tree pages.
    static boolean isForBlobs(LogRecord record, String name) {
        ByteReader payload = new ByteReader(record.payload(), name);
        payload.skip(2 * Long.BYTES);
        long kind = payload.readLong();
        if (kind != ExtentIndex.BLOB && kind != ExtentIndex.TREE) {
            throw payload.corrupt("an extent of kind 2 or 3", "kind " + kind);
        }
        return kind == ExtentIndex.BLOB;
    }

    /// The extent that an ALLOC or FREE record for blobs names.
    static BlobExtent extentOf(LogRecord record, String name) {
        ByteReader payload = new ByteReader(record.payload(), name);
        long offset = payload.readLong();
        long length = payload.readLong();
        if (offset < FileLayout.MIN_LENGTH
                || !BlobExtent.isValid(offset, length)
                || payload.readLong() != ExtentIndex.BLOB) {
            String found = length + " bytes at " + offset;
            throw new CorruptException(
                    name
                            + ": the log record "
                            + record.seq()
                            + " at offset "
                            + record.offset()
                            + ": expected an extent for blobs, found "
                            + found,
                    name,
                    record.offset(),
                    "an extent for blobs",
                    found);
        }
        return new BlobExtent(offset, length);
    }
}
