package org.commitdb.file;

import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.IndexedCommit;

/// Adds log records to an index: what they say is all that the trees will ever know.
///
/// **Threads**: one. **Errors**: [CorruptException] when a record contradicts what came before it.
final class Replay {

    private final Staging staging;
    private final CommitIndexer indexer;
    private final String name;
    private long extentsEnd;

    /// A replay into `staging`; `name` is that of the file, for messages.
    Replay(Staging staging, CommitIndexer indexer, String name) {
        this.staging = staging;
        this.indexer = indexer;
        this.name = name;
    }

    /// Adds one record.
    void apply(LogRecord record) {
        if (record.is(RecordType.COMMIT)) {
            addCommit(record);
        } else if (record.is(RecordType.BLOB_INLINE)) {
            ByteReader payload = new ByteReader(record.payload(), name);
            staging.addBlob(
                    BlobId.of(payload.readBytes(BlobId.SIZE)), record.seq(), record.offset());
        } else if (record.is(RecordType.DEFINITIONS)) {
            staging.addDefinitions(record.seq(), record.offset());
        } else if (record.is(RecordType.FRAME)) {
            FrameRecord frame = FrameRecord.decode(record.payload(), name);
            staging.addFrame(frame.document(), frame.commit(), record.offset());
        } else if (record.is(RecordType.DROP_FRAMES)) {
            staging.dropFrames();
        } else if (record.is(RecordType.TOMBSTONE)) {
            delete(record);
        } else {
            applyExtent(record);
        }
    }

    /// Adds one record if it allocates an extent.
    void applyExtent(LogRecord record) {
        if (record.is(RecordType.NEXT_EXTENT)) {
            addExtent(record, ExtentIndex.LOG);
        } else if (record.is(RecordType.ALLOC)) {
            addExtent(record, ExtentIndex.TREE);
        }
    }

    /// Where the last of the extents ends that the records allocated, 0 if they allocated none.
    long extentsEnd() {
        return extentsEnd;
    }

    private void addCommit(LogRecord record) {
        IndexedCommit commit = indexer.index(record.payload());
        CommitHeader header = commit.header();
        if (staging.ordinalOf(header.id()) == 0) {
            long parent = require(header.parent(), record);
            long target = require(header.target(), record);
            staging.addCommit(commit, parent, target, record.offset());
        }
    }

    private void delete(LogRecord record) {
        Tombstone tombstone = Tombstone.decode(record.payload(), name);
        for (Tombstone.Entry entry : tombstone.entries()) {
            DeletedRanges.Range range = entry.range();
            if (range.lastSeq() >= record.seq()
                    || staging.ordinalOf(entry.firstId()) != range.first()
                    || staging.ordinalOf(entry.lastId()) != range.last()) {
                throw corrupt(
                        record,
                        "a deletion of commits that are there",
                        range + " from " + entry.firstId() + " to " + entry.lastId());
            }
        }
        try {
            staging.delete(tombstone.ranges());
        } catch (IllegalArgumentException e) {
            throw corrupt(record, "disjoint deletions", String.valueOf(e.getMessage()));
        }
    }

    private long require(CommitId id, LogRecord record) {
        long ordinal = staging.ordinalOf(id);
        if (ordinal == 0 && !id.isNone()) {
            throw corrupt(record, "the commit " + id + " before its child", "none");
        }
        return ordinal;
    }

    private void addExtent(LogRecord record, int kind) {
        ByteReader payload = new ByteReader(record.payload(), name);
        long offset = payload.readLong();
        long length = payload.readLong();
        if (offset < FileLayout.MIN_LENGTH
                || length <= 0
                || offset % LogExtent.ALIGNMENT != 0
                || length % LogExtent.ALIGNMENT != 0
                || offset > Long.MAX_VALUE - length) {
            throw corrupt(record, "an extent", length + " bytes at " + offset);
        }
        staging.addExtent(offset, length, kind);
        extentsEnd = Math.max(extentsEnd, offset + length);
    }

    private CorruptException corrupt(LogRecord record, String expected, String found) {
        return new CorruptException(
                name
                        + ": the log record "
                        + record.seq()
                        + " at offset "
                        + record.offset()
                        + ": expected "
                        + expected
                        + ", found "
                        + found,
                name,
                record.offset(),
                expected,
                found);
    }
}
