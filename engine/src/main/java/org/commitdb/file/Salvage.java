package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.Hashes;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.StorageException;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.blob.InlineBlob;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordReader;
import org.commitdb.file.log.RecordSearch;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Finding.Severity;
import org.commitdb.store.IndexedCommit;
import org.commitdb.store.Progress;
import org.commitdb.store.SalvageReport;
import org.jspecify.annotations.Nullable;

/// Recovers what is sound in a damaged file, without its trees, its checkpoints or its chain: every
/// record that its checksum confirms, wherever it lies.
///
/// A commit is recovered when all its ancestors are; when one arrives after its child, the child
/// waits. A commit that was deleted is left behind, see [VoidRecords]. A commit that names a lost
/// blob is recovered, and the blob reported. A definition record is recovered when the chain leads
/// to it, or a later record or a checkpoint knew it to be durable: others may be the rest of a
/// write that was given up, and contradict what came after.
///
/// **Threads**: one. **Cost**: reads the file twice, and waiting commits once more. The heap holds
/// the ids of all commits and blobs.
final class Salvage {

    private final Storage storage;
    private final SaltedCrc checksum;
    private final CommitIndexer indexer;
    private final FileCopy target;
    private final Meter meter;
    private final RecordReader reader;
    private final Findings losses = new Findings();

    private final IdTable ids = new IdTable();
    private final Set<BlobId> blobIds = new HashSet<>();
    private final Set<BlobId> droppedBlobs = new HashSet<>();
    private final Map<BlobId, CorruptException> damagedBlobs = new LinkedHashMap<>();
    private final Map<CommitId, List<Long>> waiting = new HashMap<>();
    private final Map<BlobId, CommitId> namedBlobs = new HashMap<>();
    private final List<Definition> definitions = new ArrayList<>();
    private final Set<String> definitionHashes = new HashSet<>();
    private @Nullable LogRecord last;
    private boolean chained = true;
    private long nextSeq = 1;
    private long certifiedSeq;
    private long commits;
    private long definitionCount;

    private record Definition(long seq, long offset, boolean chained) {}

    private record Gap(long from, long to, long offset) {}

    private final List<Gap> gaps = new ArrayList<>();
    private DeletedRanges deleted = DeletedRanges.NONE;

    /// A salvage of `storage` into `target`.
    ///
    /// @param certifiedSeq every record up to this one was durable according to a checkpoint
    Salvage(
            Storage storage,
            SaltedCrc checksum,
            CommitIndexer indexer,
            FileMap map,
            long certifiedSeq,
            FileCopy target,
            Meter meter) {
        this.storage = storage;
        this.checksum = checksum;
        this.indexer = indexer;
        this.target = target;
        this.meter = meter;
        this.certifiedSeq = certifiedSeq;
        this.reader = new RecordReader(map, checksum);
    }

    /// Recovers all that can be.
    SalvageReport run() throws IOException {
        long position = FileLayout.FIRST_EXTENT.firstRecord();
        deleted =
                VoidRecords.of(
                        new RecordSearch(storage, checksum, position, Long.MAX_VALUE),
                        certifiedSeq,
                        storage.name(),
                        losses);
        RecordSearch search = new RecordSearch(storage, checksum, position, Long.MAX_VALUE);
        for (LogRecord record = search.next(); record != null; record = search.next()) {
            follow(record);
            take(record);
            meter.add(search.position() - position);
            position = search.position();
        }
        takeDefinitions();
        return report();
    }

    private void follow(LogRecord record) {
        LogRecord before = last;
        chained = before == null ? record.seq() == 1 : chained && record.continues(before);
        if (record.seq() > nextSeq) {
            gaps.add(new Gap(nextSeq, record.seq() - 1, before == null ? 0 : before.end()));
        }
        nextSeq = Math.max(nextSeq, record.seq() + 1);
        certifiedSeq = Math.max(certifiedSeq, record.durableSeq());
        last = record;
    }

    private void take(LogRecord record) throws IOException {
        RecordType type = record.type();
        if (type == null) {
            return;
        }
        try {
            switch (type) {
                case COMMIT -> takeCommit(record);
                case BLOB_INLINE -> takeBlob(record);
                case BLOB_EXTENT -> takeFrames(record);
                case DROP_BLOB -> droppedBlobs.add(BlobReplay.droppedBy(record, storage.name()));
                case DEFINITIONS ->
                        definitions.add(new Definition(record.seq(), record.offset(), chained));
                case TOMBSTONE, NEXT_EXTENT, ALLOC, FREE, FRAME, DROP_FRAMES -> {
                    // What deletes was read before. The others say where things lie in the damaged
                    // file, or what can be worked out.
                }
            }
        } catch (StorageException e) {
            // The new file is at fault: what cannot be read of the old one is damage.
            throw e;
        } catch (RuntimeException e) {
            losses.add(Severity.DATA, "the log record " + record.seq(), record.offset(), e);
        }
    }

    private void takeBlob(LogRecord record) throws IOException {
        boolean compressed = record.has(LogRecord.LZ4);
        InlineBlob blob = InlineBlob.decode(record.payload(), compressed, storage.name());
        BlobId id = blob.id();
        BlobId hash = BlobId.ofContent(blob.layout(), blob.bytes());
        if (!hash.equals(id)) {
            String place = "the log record " + record.seq();
            losses.add(Severity.DATA, place, record.offset(), "the blob " + id, "the blob " + hash);
        } else if (blobIds.add(id)) {
            target.add(RecordType.BLOB_INLINE, compressed ? LogRecord.LZ4 : 0, record.payload());
        }
    }

    /// A blob that was dropped may be whole nevertheless; when it is not, nobody misses it.
    private void takeFrames(LogRecord record) throws IOException {
        BlobRecord blob = BlobRecord.decode(record.payload(), storage.name());
        if (blobIds.contains(blob.id())) {
            return;
        }
        try {
            target.addBlob(storage, checksum, blob, true, new Meter(Progress.NONE, 1));
            blobIds.add(blob.id());
        } catch (CorruptException e) {
            damagedBlobs.put(blob.id(), e);
        }
    }

    private void takeCommit(LogRecord record) throws IOException {
        if (deleted.containsRecord(record.seq())) {
            return;
        }
        IndexedCommit commit = indexer.index(record.payload());
        CommitId missing = missingAncestor(commit.header());
        if (missing != null) {
            waiting.computeIfAbsent(missing, id -> new ArrayList<>(1)).add(record.offset());
            return;
        }
        Deque<CommitId> arrived = new ArrayDeque<>();
        add(commit, record.payload(), arrived);
        while (!arrived.isEmpty()) {
            List<Long> children = waiting.remove(arrived.pop());
            for (long offset : children == null ? List.<Long>of() : children) {
                byte[] payload = readAgain(offset, RecordType.COMMIT);
                IndexedCommit child = indexer.index(payload);
                CommitId other = missingAncestor(child.header());
                if (other == null) {
                    add(child, payload, arrived);
                } else {
                    waiting.computeIfAbsent(other, id -> new ArrayList<>(1)).add(offset);
                }
            }
        }
    }

    private void add(IndexedCommit commit, byte[] payload, Deque<CommitId> arrived)
            throws IOException {
        CommitId id = commit.header().id();
        if (ids.indexOf(id) >= 0) {
            return;
        }
        target.add(RecordType.COMMIT, payload);
        ids.add(id);
        commits++;
        arrived.add(id);
        commit.blobs().forEach(blob -> namedBlobs.putIfAbsent(blob, id));
    }

    private @Nullable CommitId missingAncestor(CommitHeader header) {
        for (CommitId ancestor : new CommitId[] {header.parent(), header.target()}) {
            if (!ancestor.isNone() && ids.indexOf(ancestor) < 0) {
                return ancestor;
            }
        }
        return null;
    }

    /// The payload of a record that could be read before.
    private byte[] readAgain(long offset, RecordType type) {
        try {
            return reader.read(offset, type).payload();
        } catch (StorageException e) {
            String expected = "a record that can be read twice";
            String found = "bytes that the disk no longer supplies";
            throw new CorruptException(
                    storage.name() + ": expected " + expected + ", found " + found,
                    storage.name(),
                    offset,
                    expected,
                    found,
                    e);
        }
    }

    private void takeDefinitions() throws IOException {
        for (Definition definition : definitions) {
            byte[] payload = readAgain(definition.offset, RecordType.DEFINITIONS);
            if (!definition.chained && definition.seq > certifiedSeq) {
                losses.add(
                        Severity.DATA,
                        "the log record " + definition.seq,
                        definition.offset,
                        "definitions that are known to have been stored",
                        "some that may have been given up");
            } else if (definitionHashes.add(CommitId.of(Hashes.sha256(payload)).toString())) {
                target.add(RecordType.DEFINITIONS, payload);
                definitionCount++;
            }
        }
    }

    private SalvageReport report() {
        if (nextSeq <= certifiedSeq) {
            LogRecord end = last;
            gaps.add(new Gap(nextSeq, certifiedSeq, end == null ? 0 : end.end()));
        }
        for (Gap gap : gaps) {
            if (gap.from <= certifiedSeq) {
                String range = gap.from == gap.to ? " " : "s " + gap.from + " to ";
                losses.add(
                        Severity.DATA,
                        "the log",
                        gap.offset,
                        "the log record" + range + gap.to,
                        "other bytes");
            }
        }
        damagedBlobs.forEach((blob, damage) -> {
            if (!blobIds.contains(blob) && !droppedBlobs.contains(blob)) {
                losses.add(Severity.DATA, "the blob " + blob, damage.offset(), damage);
            }
        });
        long orphans = 0;
        for (Map.Entry<CommitId, List<Long>> children : waiting.entrySet()) {
            orphans += children.getValue().size();
            String found = children.getValue().size() + " sound commits without it";
            String expected = "the commit " + children.getKey();
            losses.add(
                    Severity.DATA, "the commits", children.getValue().getFirst(), expected, found);
        }
        namedBlobs.forEach((blob, commit) -> {
            if (!blobIds.contains(blob)) {
                String expected = "the blob " + blob;
                losses.add(Severity.DATA, "the commit " + commit, -1, expected, "none");
            }
        });
        return new SalvageReport(commits, blobIds.size(), definitionCount, orphans, losses.all());
    }
}
