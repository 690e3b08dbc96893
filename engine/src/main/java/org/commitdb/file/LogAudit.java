package org.commitdb.file;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.ExtentHeader;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.RecordSearch;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Finding.Severity;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// Examines the log from its first record on: the chain, the extents, every commit and its
/// ancestry, every blob; and has an [IndexAudit] compare the trees with it.
///
/// Behind a damaged place it goes on with the next sound record, without comparing the trees any
/// more.
///
/// **Threads**: one. **Cost**: reads the log once. The heap holds the ids of the commits that the
/// trees do not know: those behind the checkpoint, or all when there are no sound trees.
final class LogAudit {

    private final Storage storage;
    private final SaltedCrc checksum;
    private final CommitIndexer indexer;
    private final Findings findings;
    private final Meter meter;
    private final ExtentLedger extents;
    private final boolean hashesBlobs;

    private final @Nullable IndexAudit index;
    private final long indexedSeq;
    private boolean comparing;
    private boolean compared;

    private final IdTable ids = new IdTable();
    private final Set<BlobId> blobIds = new HashSet<>();
    private final BlobAudit outside;
    private LogScanner scanner;
    private boolean damaged;
    private long openTxn = -1;
    private long records;
    private long commits;
    private long blobs;

    /// An audit of the log in `storage`.
    ///
    /// @param index what to compare with, null for nothing
    /// @param indexedSeq the last record that `index` is about
    LogAudit(
            Storage storage,
            SaltedCrc checksum,
            CommitIndexer indexer,
            Findings findings,
            Meter meter,
            boolean hashesBlobs,
            @Nullable IndexAudit index,
            long indexedSeq)
            throws IOException {
        this.storage = storage;
        this.checksum = checksum;
        this.indexer = indexer;
        this.findings = findings;
        this.meter = meter;
        this.extents = new ExtentLedger(storage.size(), findings);
        this.hashesBlobs = hashesBlobs;
        this.index = index;
        this.indexedSeq = indexedSeq;
        this.comparing = index != null;
        this.outside = new BlobAudit(storage, checksum, findings, meter);
        this.scanner =
                new LogScanner(storage, checksum, LogPosition.start(FileLayout.FIRST_EXTENT));
    }

    long records() {
        return records;
    }

    long commits() {
        return commits;
    }

    long blobs() {
        return blobs;
    }

    /// Examines the records up to `lastSeq`, all of which were durable once; with [Long#MAX_VALUE],
    /// as far as there are any behind the first damaged place.
    void run(long lastSeq) throws IOException {
        checkFirstHeader();
        while (scanner.position().seq() <= lastSeq && !findings.isFull()) {
            LogPosition expected = scanner.position();
            finishComparing(expected.seq());
            LogRecord record = next(expected);
            if (record != null) {
                check(record);
            } else if (!resume(expected, lastSeq)) {
                return;
            }
        }
        finishComparing(scanner.position().seq());
        finishBlobs();
    }

    /// What was dropped behind the examined part of a file that is open is not missed, and its room
    /// may hold other bytes.
    private void finishBlobs() throws IOException {
        if (hashesBlobs && !findings.isFull()) {
            outside.checkFrames(this::readDrops);
        }
        readDrops();
        if (index != null && compared) {
            index.finishBlobs();
        }
    }

    private void readDrops() throws IOException {
        if (index == null || !index.isLive()) {
            return;
        }
        scanner = new LogScanner(storage, checksum, scanner.position());
        for (LogRecord record = next(scanner.position()); record != null; ) {
            if (record.is(RecordType.DROP_BLOB)) {
                dropBlob(record);
            }
            record = next(scanner.position());
        }
    }

    private void checkFirstHeader() {
        byte[] header = new byte[ExtentHeader.SIZE];
        long offset = FileLayout.FIRST_EXTENT.offset();
        String place = "the header of the first log extent";
        try {
            storage.read(offset, header, 0, header.length);
        } catch (IOException e) {
            findings.add(Severity.INDEX, place, offset, e);
            return;
        }
        LogPosition first = ExtentHeader.decode(checksum, offset, header);
        if (!LogPosition.start(FileLayout.FIRST_EXTENT).equals(first)) {
            findings.add(Severity.INDEX, place, offset, "an extent header", "other bytes");
        }
    }

    private @Nullable LogRecord next(LogPosition expected) {
        try {
            return scanner.next();
        } catch (IncompatibleException | IOException e) {
            findings.add(Severity.DATA, "the log record " + expected.seq(), expected.offset(), e);
            return null;
        }
    }

    /// Goes on behind a place where the chain breaks; false when nothing follows.
    private boolean resume(LogPosition expected, long lastSeq) throws IOException {
        comparing = false;
        openTxn = -1;
        LogPosition next = RecordSearch.resume(storage, checksum, expected);
        if (next != null && next.seq() > lastSeq) {
            next = null;
        }
        boolean endUnknown = lastSeq == Long.MAX_VALUE;
        if (next == null && endUnknown && damaged && expected.seq() > indexedSeq) {
            return false;
        }
        damaged = true;
        long missing = next == null ? lastSeq : Math.max(expected.seq(), next.seq() - 1);
        String last = missing == Long.MAX_VALUE ? "" : " to " + missing;
        findings.add(
                Severity.DATA,
                "the log",
                expected.offset(),
                missing == expected.seq()
                        ? "the log record " + missing
                        : "the log records " + expected.seq() + last,
                "other bytes");
        if (next == null) {
            return false;
        }
        scanner = new LogScanner(storage, checksum, next);
        return true;
    }

    private void check(LogRecord record) {
        records++;
        meter.add(record.end() - record.offset());
        if (openTxn >= 0 && record.txnId() != openTxn) {
            String expected = "transaction " + openTxn + " to go on";
            add(record, expected, "transaction " + record.txnId());
        }
        openTxn = record.isLast() ? -1 : record.txnId();
        RecordType type = record.type();
        if (type == null) {
            return;
        }
        try {
            switch (type) {
                case COMMIT -> checkCommit(record);
                case BLOB_INLINE -> checkBlob(record);
                case BLOB_EXTENT -> checkFrames(record);
                case DROP_BLOB -> checkDrop(record);
                case DEFINITIONS -> {
                    IndexAudit audit = audit(record);
                    if (audit != null) {
                        audit.addDefinitions(record.offset());
                    }
                }
                case TOMBSTONE -> checkTombstone(record);
                case NEXT_EXTENT -> checkExtent(record, ExtentIndex.LOG);
                case ALLOC -> checkAllocation(record);
                case FREE -> checkFree(record);
                case FRAME -> checkFrame(record);
                case DROP_FRAMES -> {
                    IndexAudit audit = audit(record);
                    if (audit != null) {
                        audit.dropFrames();
                    }
                }
            }
        } catch (RuntimeException e) {
            comparing = false;
            findings.add(Severity.DATA, "the log record " + record.seq(), record.offset(), e);
        }
    }

    private void checkCommit(LogRecord record) {
        IndexedCommit commit = indexer.index(record.payload());
        CommitHeader header = commit.header();
        commits++;
        for (BlobId blob : commit.blobs()) {
            if (!hasBlob(blob)) {
                add(record, "the blob " + blob + " before the commit that names it", "none");
            }
        }
        IndexAudit audit = audit(record);
        if (audit != null) {
            long next = audit.commits() + 1;
            long parent = require(record, "the parent ", header.parent(), audit, next);
            long target = require(record, "the target ", header.target(), audit, next);
            if (!audit.isDeleted(next) && (audit.isDeleted(parent) || audit.isDeleted(target))) {
                add(record, "a parent and a target that are not deleted", "a deleted one");
            }
            audit.addCommit(commit, parent, target, record.offset());
            return;
        }
        if (!isKnown(header.parent()) || !isKnown(header.target())) {
            CommitId lost = isKnown(header.parent()) ? header.target() : header.parent();
            add(record, "the commit " + lost + " before its child", "none");
        }
        if (ids.indexOf(header.id()) < 0) {
            ids.add(header.id());
        }
    }

    /// Without trees to compare with, the ordinals in it cannot be told.
    private void checkTombstone(LogRecord record) {
        Tombstone tombstone = Tombstone.decode(record.payload(), storage.name());
        IndexAudit audit = audit(record);
        for (Tombstone.Entry entry : tombstone.entries()) {
            DeletedRanges.Range range = entry.range();
            boolean sound =
                    range.lastSeq() < record.seq()
                            && isKnown(entry.firstId())
                            && isKnown(entry.lastId())
                            && (audit == null || audit.isAt(range, entry));
            if (!sound) {
                add(
                        record,
                        "a deletion of commits that are there",
                        range + " from " + entry.firstId() + " to " + entry.lastId());
            }
        }
        if (audit != null) {
            tombstone.ranges().forEach(audit::addDeletion);
        }
    }

    /// The ordinal of an ancestor of the commit that gets the ordinal `next`.
    private long require(LogRecord record, String role, CommitId id, IndexAudit audit, long next) {
        long ordinal = audit.ordinalOf(id);
        if (id.isNone() || (ordinal > 0 && ordinal < next)) {
            return ordinal;
        }
        comparing = false;
        add(record, role + id + " before its child", "none");
        return 0;
    }

    private boolean isKnown(CommitId id) {
        return id.isNone() || ids.indexOf(id) >= 0 || (index != null && index.ordinalOf(id) != 0);
    }

    private boolean hasBlob(BlobId id) {
        return blobIds.contains(id) || (index != null && index.hasBlob(id));
    }

    private void checkBlob(LogRecord record) {
        InlineBlob.Outline outline = BlobReplay.outline(record, storage.name());
        if (hashesBlobs) {
            InlineBlob blob =
                    InlineBlob.decode(record.payload(), record.has(LogRecord.LZ4), storage.name());
            BlobId hash = BlobId.ofContent(blob.layout(), blob.bytes());
            if (!hash.equals(blob.id())) {
                add(record, "a blob with the hash " + blob.id(), "the hash " + hash);
            }
        }
        addBlob(record, outline.id());
    }

    private void addBlob(LogRecord record, BlobId id) {
        blobs++;
        IndexAudit audit = audit(record);
        if (audit == null) {
            blobIds.add(id);
        } else {
            audit.addBlob(id, record.offset());
        }
    }

    private void checkFrames(LogRecord record) {
        BlobRecord blob = BlobRecord.decode(record.payload(), storage.name());
        String place = "the log record " + record.seq();
        for (BlobExtent extent : blob.extents()) {
            if (!extents.isForBlobs(extent.offset(), extent.length())) {
                add(
                        record,
                        "an extent that was allocated for blobs",
                        extent.length() + " bytes at " + extent.offset());
            }
            addBlobExtent(record, extent, ExtentIndex.BLOB);
        }
        outside.add(blob, place, record.offset());
        addBlob(record, blob.id());
    }

    private void checkFree(LogRecord record) {
        BlobExtent extent = BlobReplay.extentOf(record, storage.name());
        if (!extents.isForBlobs(extent.offset(), extent.length())) {
            add(
                    record,
                    "an extent that was allocated for blobs",
                    extent.length() + " bytes at " + extent.offset());
        }
        checkBlobExtent(record, ExtentIndex.FREE);
    }

    private void checkDrop(LogRecord record) {
        BlobId id = BlobReplay.droppedBy(record, storage.name());
        boolean known = index != null && index.isLive() || audit(record) != null || hasBlob(id);
        if (!known) {
            add(record, "a blob that is there", "the unknown blob " + id);
        }
        dropBlob(record);
    }

    private void dropBlob(LogRecord record) {
        BlobId id = BlobReplay.droppedBy(record, storage.name());
        outside.drop(id);
        blobIds.remove(id);
        if (index != null) {
            index.dropBlob(id, record.seq() <= indexedSeq);
        }
    }

    private void checkAllocation(LogRecord record) {
        if (BlobReplay.isForBlobs(record, storage.name())) {
            checkBlobExtent(record, ExtentIndex.PENDING);
        } else {
            checkExtent(record, ExtentIndex.TREE);
        }
    }

    private void checkBlobExtent(LogRecord record, int kind) {
        BlobExtent extent = BlobReplay.extentOf(record, storage.name());
        grow(record, extent.offset(), extent.length());
        extents.addForBlobs(extent.offset(), extent.length(), "the log record " + record.seq());
        addBlobExtent(record, extent, kind);
    }

    private void addBlobExtent(LogRecord record, BlobExtent extent, int kind) {
        IndexAudit audit = audit(record);
        if (audit != null) {
            audit.addBlobExtent(extent, kind);
        }
    }

    private void checkFrame(LogRecord record) {
        CommitId commit = FrameRecord.decode(record.payload(), storage.name()).commit();
        if (!isKnown(commit)) {
            add(record, "the commit " + commit + " before its key frame", "none");
        }
        IndexAudit audit = audit(record);
        if (audit != null) {
            audit.addFrame(commit);
        }
    }

    private void checkExtent(LogRecord record, int kind) {
        ByteReader payload = new ByteReader(record.payload(), storage.name());
        long offset = payload.readLong();
        long length = payload.readLong();
        grow(record, offset, length);
        extents.add(offset, length, "the log record " + record.seq());
        IndexAudit audit = audit(record);
        if (audit != null) {
            audit.addExtent(offset, length, kind);
        }
    }

    private void grow(LogRecord record, long offset, long length) {
        if (record.seq() > indexedSeq) {
            extents.growTo(offset, length);
        }
    }

    /// What compares the trees with `record`, null when nothing does.
    private @Nullable IndexAudit audit(LogRecord record) {
        return comparing && record.seq() <= indexedSeq ? index : null;
    }

    private void finishComparing(long nextSeq) {
        IndexAudit audit = index;
        if (audit != null && comparing && nextSeq > indexedSeq) {
            comparing = false;
            compared = true;
            try {
                audit.finish();
            } catch (RuntimeException | InternalError e) {
                findings.add(Severity.INDEX, "the indexes", -1, e);
            }
        }
    }

    private void add(LogRecord record, String expected, String found) {
        String place = "the log record " + record.seq();
        findings.add(Severity.DATA, place, record.offset(), expected, found);
    }
}
