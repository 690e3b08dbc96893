package org.commitdb.file;

import java.io.IOException;
import java.util.UUID;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.error.CorruptException;
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

    /// Copies the log of `source` up to the record `lastSeq`, without the commits that were
    /// deleted.
    ///
    /// **Errors**: [CorruptException] when it is damaged before.
    void addLog(Volume source, long lastSeq, DeletedRanges deleted, Meter meter)
            throws IOException {
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
            boolean isVoid = type == RecordType.COMMIT && deleted.containsRecord(record.seq());
            if (type != null && carries(type) && !isVoid) {
                add(type, record.payload());
            }
            meter.add(record.end() - record.offset());
        }
    }

    /// Adds a record.
    void add(RecordType type, byte[] payload) throws IOException {
        if (waitingBytes == 0) {
            encoder.begin(tail, txnId + 1, 0);
        }
        encoder.add(type, payload);
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

    /// Whether records of a type hold content, and not only where things lie in their file, or what
    /// can be worked out again.
    private static boolean carries(RecordType type) {
        return switch (type) {
            case COMMIT, BLOB_INLINE, DEFINITIONS -> true;
            case TOMBSTONE, NEXT_EXTENT, ALLOC, FRAME, DROP_FRAMES -> false;
        };
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
