package org.commitdb.file;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.FrameWriter;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;

/// Writes a new file from records of the log of another: the records first, then all trees in bulk,
/// then the checkpoint that makes it a database that can be opened.
///
/// The file has an identity and a salt of its own and remembers the file that it was made from. It
/// is as small as it can be: the records without gaps, pages filled by sorted batches, and no room
/// at the end.
///
/// **Threads**: one, which nobody interrupts. **Errors**: [IOException] when the disk refuses; the
/// file is then worth nothing.
final class FileCopy {

    private static final int TRANSACTION_BYTES = 1 << 18;

    /// Knows which blobs are there.
    @FunctionalInterface
    interface BlobPresence {

        /// Whether the blob is there and its record lies at `offset`.
        boolean isAt(BlobId id, long offset);
    }

    private final Storage target;
    private final FileOptions options;
    private final Volume volume;
    private final Space space;
    private final TransactionEncoder encoder;
    private LogPosition tail;
    private long txnId;
    private long waitingBytes;

    /// Begins a file in `target`, which holds nothing, from the file with the UUID `parent`.
    FileCopy(Storage target, FileOptions options, UUID parent) throws IOException {
        this.target = target;
        this.options = options;
        Preamble.create(target, options, parent);
        this.volume = Volume.of(target, Preamble.readHeader(target, false));
        this.space =
                new Space(target, options.pageSize(), FileLayout.MIN_LENGTH, target.size(), true);
        this.tail = LogPosition.start(FileLayout.FIRST_EXTENT);
        this.encoder = new TransactionEncoder(target, volume.checksum(), this::nextExtent, tail);
    }

    /// Copies what the log of `source` holds as far as `snapshot` shows it, without the commits
    /// that were deleted, and the blobs that it leads to and that are still there.
    ///
    /// **Errors**: [CorruptException] when it is damaged before.
    void addLog(Volume source, Snapshot snapshot, BlobPresence blobs, Meter meter)
            throws IOException {
        long lastSeq = snapshot.lastSeq();
        LogScanner scanner =
                new LogScanner(
                        source.storage(),
                        source.checksum(),
                        LogPosition.start(FileLayout.FIRST_EXTENT));
        while (scanner.position().seq() <= lastSeq) {
            LogPosition place = scanner.position();
            LogRecord record = scanner.next();
            if (record == null) {
                throw damaged(source.name(), place);
            }
            RecordType type = record.type();
            boolean isVoid =
                    type == RecordType.COMMIT && snapshot.deleted().containsRecord(record.seq());
            if (type != null && !isVoid) {
                add(type, record, source, blobs, meter);
            }
            meter.add(record.end() - record.offset());
        }
    }

    private void add(
            RecordType type, LogRecord record, Volume source, BlobPresence blobs, Meter meter)
            throws IOException {
        switch (type) {
            case COMMIT, DEFINITIONS -> add(type, record.payload());
            case BLOB_INLINE -> {
                if (blobs.isAt(BlobReplay.outline(record, source.name()).id(), record.offset())) {
                    int flags = record.has(LogRecord.LZ4) ? LogRecord.LZ4 : 0;
                    add(type, flags, record.payload());
                }
            }
            case BLOB_EXTENT -> {
                BlobRecord blob = BlobRecord.decode(record.payload(), source.name());
                if (blobs.isAt(blob.id(), record.offset())) {
                    addPresent(source, blob, blobs, record.offset(), meter);
                }
            }
            case TOMBSTONE, NEXT_EXTENT, ALLOC, FREE, DROP_BLOB, FRAME, DROP_FRAMES -> {
                // They say where things lie in the other file, what is gone, or what can be worked
                // out.
            }
        }
    }

    private void addPresent(
            Volume source, BlobRecord blob, BlobPresence blobs, long offset, Meter meter)
            throws IOException {
        try {
            addBlob(source.storage(), source.checksum(), blob, false, meter);
        } catch (CorruptException e) {
            if (blobs.isAt(blob.id(), offset)) {
                throw e;
            }
            // It was collected while it was copied.
        }
    }

    /// Copies a blob that lies outside the log of `source`, see [BlobCopy#writeTo].
    ///
    /// **Errors**: [CorruptException] when it is damaged; it is not in the copy then.
    void addBlob(
            Storage source,
            SaltedCrc sourceChecksum,
            BlobRecord blob,
            boolean doubtful,
            Meter meter)
            throws IOException {
        FrameWriter frames =
                new FrameWriter(
                        target,
                        volume.checksum(),
                        blob.codec(),
                        blob.log2Frame(),
                        this::takeBlobExtent,
                        blob.totalBytes());
        boolean done = false;
        try {
            BlobRecord copy =
                    new BlobCopy(source, sourceChecksum, blob).writeTo(frames, doubtful, meter);
            add(RecordType.BLOB_EXTENT, LogRecord.BLOBS_FORCED, copy.encode());
            free(frames.unused(copy));
            done = true;
        } finally {
            if (!done) {
                free(frames.taken());
            }
        }
    }

    private void free(List<BlobExtent> extents) throws IOException {
        for (BlobExtent extent : extents) {
            add(RecordType.FREE, BlobChange.payload(extent));
        }
    }

    private BlobExtent takeBlobExtent(long wantedBytes) {
        long length = BlobExtent.lengthFor(wantedBytes);
        try {
            BlobExtent extent = new BlobExtent(space.take(length), length);
            add(RecordType.ALLOC, BlobChange.payload(extent));
            return extent;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "extend the file", e);
        }
    }

    /// Adds a record.
    void add(RecordType type, byte[] payload) throws IOException {
        add(type, 0, payload);
    }

    /// Adds a record with flags.
    void add(RecordType type, int flags, byte[] payload) throws IOException {
        if (waitingBytes == 0) {
            encoder.begin(tail, txnId + 1, 0);
        }
        encoder.add(type, flags, payload);
        waitingBytes += LogRecord.sizeOf(payload.length);
        if (waitingBytes >= TRANSACTION_BYTES) {
            endTransaction();
        }
    }

    /// Builds the trees and makes everything durable. What is left to a first opening is to index
    /// the extents of the trees themselves.
    void finish(CommitIndexer indexer) throws IOException {
        endTransaction();
        LogPosition end = tail;
        long lastTxn = txnId;
        volume.map().grow();
        PageSpace pages = new PageSpace(volume, this::takeTreeExtent);
        pages.begin();
        Generation trees =
                IndexBuild.upTo(end, volume, indexer, pages, 1, options.checkpointEntries());
        target.force(true);
        Meta meta =
                new Meta(
                        1,
                        end,
                        end.equals(tail),
                        trees.lastOrdinal(),
                        space.highWater(),
                        lastTxn,
                        trees.roots(),
                        options.clock().millis());
        Preamble.writeSlot(target, volume.checksum(), meta);
        target.force(true);
    }

    private void endTransaction() throws IOException {
        if (waitingBytes > 0) {
            tail = encoder.finish();
            txnId++;
            waitingBytes = 0;
        }
    }

    private LogExtent nextExtent(LogExtent current, long needed) throws IOException {
        long rounded =
                (needed + LogExtent.ALIGNMENT - 1) / LogExtent.ALIGNMENT * LogExtent.ALIGNMENT;
        long usual = Math.min(LogExtent.MAX_LENGTH, current.length() * 2);
        long length = Math.max(rounded, usual);
        return new LogExtent(space.takeZeroed(length), length, current.seq() + 1);
    }

    private long takeTreeExtent(long lengthBytes) {
        try {
            long offset = space.take(lengthBytes);
            add(
                    RecordType.ALLOC,
                    new ByteWriter()
                            .writeLong(offset)
                            .writeLong(lengthBytes)
                            .writeLong(ExtentIndex.TREE)
                            .toByteArray());
            endTransaction();
            return offset;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "extend the file", e);
        }
    }

    private static CorruptException damaged(String name, LogPosition place) {
        String expected = "log record " + place.seq();
        return new CorruptException(
                name
                        + ": the log is damaged at offset "
                        + place.offset()
                        + ": expected "
                        + expected
                        + ", found other bytes; salvage what is sound, or restore the file",
                name,
                place.offset(),
                expected,
                "other bytes");
    }
}
