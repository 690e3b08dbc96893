package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.TailSurvey;
import org.commitdb.file.page.VerifiedPages;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Finding.Severity;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.jspecify.annotations.Nullable;

/// Examines a whole file and reports what is wrong with it, whatever it holds.
///
/// Everything is read anew, also pages that readers have verified before. In a file that is open,
/// what was published when it began is examined while commits and checkpoints go on.
///
/// **Threads**: one. **Errors**: none for bad data or bytes that cannot be read: these are
/// findings.
final class Verification {

    private static final int ATTEMPTS = 10;
    private static final UUID NO_UUID = new UUID(0, 0);

    private final Storage storage;
    private final CommitIndexer indexer;
    private final VerifyLevel level;
    private final Findings findings = new Findings();
    private final Meter meter;
    private long treePages;
    private @Nullable LogAudit log;

    /// What the trees of one checkpoint are, and which heads and deletions they hold.
    private record Target(Meta meta, long[] heads, DeletedRanges deleted) {}

    private Verification(
            Storage storage, CommitIndexer indexer, VerifyLevel level, Progress progress)
            throws IOException {
        this.storage = storage;
        this.indexer = indexer;
        this.level = level;
        this.meter = new Meter(progress, storage.size());
    }

    /// Examines a file that nobody writes meanwhile.
    static VerifyReport ofClosed(
            Storage storage, CommitIndexer indexer, VerifyLevel level, Progress progress)
            throws IOException {
        Verification verification = new Verification(storage, indexer, level, progress);
        verification.guarded(Severity.DATA, "the file", verification::checkClosed);
        return verification.report();
    }

    /// Examines a file that is open.
    ///
    /// @param upkeep the thread that writes its checkpoints
    static VerifyReport ofOpen(
            Volume volume,
            Readers readers,
            EngineThread upkeep,
            CommitIndexer indexer,
            VerifyLevel level,
            Progress progress)
            throws IOException {
        Verification verification = new Verification(volume.storage(), indexer, level, progress);
        verification.guarded(
                Severity.DATA, "the file", () -> verification.checkOpen(volume, readers, upkeep));
        return verification.report();
    }

    @FunctionalInterface
    private interface Step {

        void run() throws IOException;
    }

    private VerifyReport report() {
        meter.finish();
        LogAudit audit = log;
        return new VerifyReport(
                level,
                findings.all(),
                !findings.overflowed(),
                treePages,
                audit == null ? 0 : audit.records(),
                audit == null ? 0 : audit.commits(),
                audit == null ? 0 : audit.blobs());
    }

    /// Turns every failure of `step` into a finding about `place`.
    private void guarded(Severity severity, String place, Step step) {
        try {
            step.run();
        } catch (RuntimeException | IOException | InternalError e) {
            findings.add(severity, place, -1, e);
        }
    }

    private void checkClosed() throws IOException {
        Header header = header();
        if (header == null) {
            return;
        }
        Volume volume = Volume.of(storage, header);
        volume.map().grow();
        Preamble.Slots slots = checkSlots(volume);
        Meta newest = slots.newer();
        if (newest == null) {
            findings.add(Severity.INDEX, "the META slots", -1, "a checkpoint", "none");
        }
        LogPosition start = newest == null ? logStart() : newest.replay();
        long lastSeq = lastSeq(volume, start, newest);
        IndexAudit index = newest == null ? null : checkTrees(volume, slots, newest, lastSeq);
        if (level.includes(VerifyLevel.CONTENT)) {
            checkLog(volume, lastSeq, index, newest == null ? 0 : newest.replay().seq() - 1);
        }
    }

    private void checkOpen(Volume volume, Readers readers, EngineThread upkeep) throws IOException {
        header();
        long lastSeq = readers.newest().lastSeq();
        Target target = null;
        for (int i = 0; i < ATTEMPTS && target == null; i++) {
            target = readers.read(snapshot -> target(volume, snapshot.generation()));
        }
        checkSlots(volume, upkeep);
        Trees trees = Trees.live(readers, upkeep);
        IndexAudit index = null;
        long indexedSeq = 0;
        if (target != null) {
            int before = findings.size();
            MeteredPages source = new MeteredPages(volume.map(), meter);
            new TreeAudit(new VerifiedPages(source), findings)
                    .check(trees, "the newest checkpoint", null);
            treePages = source.count();
            indexedSeq = target.meta.replay().seq() - 1;
            if (findings.size() == before) {
                index =
                        new IndexAudit(
                                trees,
                                target.meta.roots(),
                                target.heads,
                                target.deleted,
                                volume.records(),
                                findings);
            }
        }
        if (level.includes(VerifyLevel.CONTENT)) {
            checkLog(volume, Math.max(lastSeq, indexedSeq), index, indexedSeq);
        }
    }

    /// The header, or one that serves to go on with; null when there is none.
    private @Nullable Header header() throws IOException {
        try {
            return Preamble.readHeader(storage, true);
        } catch (CorruptException | IncompatibleException e) {
            findings.add(Severity.DATA, "the header", FileLayout.HEADER, e);
        }
        OptionalLong salt = FileSalt.find(storage);
        if (salt.isEmpty() || storage.size() < FileLayout.MIN_LENGTH) {
            return null;
        }
        int log2PageSize = Preamble.readBlock(storage, FileLayout.HEADER)[Header.PAGE_SIZE_OFFSET];
        int pageSize = log2PageSize >= 12 && log2PageSize <= 16 ? 1 << log2PageSize : 1 << 12;
        return new Header(pageSize, 0, 0, NO_UUID, salt.getAsLong(), 0, NO_UUID);
    }

    private Preamble.Slots checkSlots(Volume volume) throws IOException {
        checkSlotsOnce(volume);
        return Preamble.readSlots(storage, volume.checksum());
    }

    /// While no checkpoint writes a slot.
    private void checkSlots(Volume volume, EngineThread upkeep) {
        try {
            upkeep.call(() -> checkSlots(volume));
        } catch (Exception e) {
            findings.add(Severity.INDEX, "the META slots", -1, e);
        }
    }

    /// A slot is sound, or was never used: a file that has only its first checkpoint.
    private void checkSlotsOnce(Volume volume) throws IOException {
        Meta newest = Preamble.readSlots(storage, volume.checksum()).newer();
        boolean first = newest == null || newest.checkpointSeq() == 0;
        for (long offset : new long[] {FileLayout.META_SLOT_0, FileLayout.META_SLOT_1}) {
            byte[] block = Preamble.readSettledBlock(storage, offset);
            boolean unused = first && Arrays.equals(block, new byte[block.length]);
            if (!unused && Meta.decode(block, offset, volume.checksum(), volume.name()) == null) {
                findings.add(Severity.INDEX, "a META slot", offset, "a checkpoint", "other bytes");
            }
        }
    }

    /// The last record that was durable once.
    private long lastSeq(Volume volume, LogPosition start, @Nullable Meta newest) {
        try {
            TailSurvey survey =
                    newest == null
                            ? TailSurvey.ofAll(storage, volume.checksum(), start)
                            : TailSurvey.of(
                                    storage,
                                    volume.checksum(),
                                    start,
                                    newest.lastTxn(),
                                    ExtentIndex.endOf(Recovery.generation(volume, newest)));
            return survey.end().seq() - 1;
        } catch (CorruptException | IncompatibleException | IOException e) {
            if (!level.includes(VerifyLevel.CONTENT)) {
                findings.add(Severity.DATA, "the log behind the checkpoint", -1, e);
            }
            return Long.MAX_VALUE;
        }
    }

    /// Examines the trees of both checkpoints; what compares the newest with the log, null when
    /// they are damaged.
    private @Nullable IndexAudit checkTrees(
            Volume volume, Preamble.Slots slots, Meta newest, long lastSeq) throws IOException {
        int before = findings.size();
        MeteredPages source = new MeteredPages(volume.map(), meter);
        VerifiedPages pages = new VerifiedPages(source);
        Trees trees = Trees.fixed(generation(pages, newest));
        List<ExtentIndex.Extent> extents = new ArrayList<>();
        guarded(
                Severity.INDEX,
                "the extents",
                () -> extents.addAll(treeExtents(volume, pages, newest, lastSeq)));
        TreeAudit audit = new TreeAudit(pages, findings);
        audit.check(trees, "the newest checkpoint", extents);
        boolean sound = findings.size() == before;
        Meta older = slots.older();
        if (older != null) {
            audit.check(Trees.fixed(generation(pages, older)), "the checkpoint before", extents);
        }
        treePages = source.count();
        if (!sound) {
            return null;
        }
        long[] heads = trees.read(Verification::heads);
        DeletedRanges deleted = trees.read(DeletedIndex::rangesOf);
        return new IndexAudit(trees, newest.roots(), heads, deleted, volume.records(), findings);
    }

    /// Checks that the extents are disjoint and inside the file, and returns those for tree pages.
    private List<ExtentIndex.Extent> treeExtents(
            Volume volume, VerifiedPages pages, Meta newest, long lastSeq) throws IOException {
        Generation generation = generation(pages, newest);
        ExtentLedger ledger = new ExtentLedger(storage.size(), findings);
        List<ExtentIndex.Extent> forTrees =
                new ArrayList<>(ExtentIndex.extentsOf(generation, ExtentIndex.TREE));
        List<ExtentIndex.Extent> forLog = ExtentIndex.extentsOf(generation, ExtentIndex.LOG);
        long bytes = FileLayout.FIRST_EXTENT.length();
        for (ExtentIndex.Extent extent : forTrees) {
            ledger.add(extent.offset(), extent.length(), "the extent index");
            bytes += extent.length();
        }
        for (ExtentIndex.Extent extent : forLog) {
            ledger.add(extent.offset(), extent.length(), "the extent index");
            bytes += level.includes(VerifyLevel.CONTENT) ? extent.length() : 0;
        }
        Snapshot indexed = new Staging(generation).snapshot(0);
        Map<Long, ExtentIndex.Kept> forBlobs = ExtentIndex.blobExtentsOf(indexed);
        forBlobs.forEach((offset, extent) ->
                ledger.addForBlobs(offset, extent.length(), "the extent index"));
        bytes += level.includes(VerifyLevel.BLOBS) ? roomInUse(forBlobs.values()) : 0;
        meter.expect(Math.min(bytes, storage.size()));
        forTrees.addAll(extentsBehind(volume, newest, lastSeq, ledger));
        return forTrees;
    }

    private static long roomInUse(Collection<ExtentIndex.Kept> extents) {
        return extents.stream()
                .filter(extent -> extent.kind() == ExtentIndex.BLOB)
                .mapToLong(ExtentIndex.Kept::length)
                .sum();
    }

    /// The extents for tree pages that the log behind a checkpoint allocates.
    private List<ExtentIndex.Extent> extentsBehind(
            Volume volume, Meta meta, long lastSeq, ExtentLedger ledger) throws IOException {
        Staging staging = new Staging(noTrees(volume));
        Replay replay = new Replay(staging, indexer, volume.name());
        LogScanner scanner = new LogScanner(storage, volume.checksum(), meta.replay());
        while (scanner.position().seq() <= lastSeq) {
            LogRecord record = scanner.next();
            if (record == null) {
                break;
            }
            replay.applyExtent(record);
        }
        Tail tail = staging.active();
        for (int row = 0; row < tail.extents().count(); row++) {
            long offset = tail.extents().get(row, 0);
            long length = tail.extents().get(row, 1);
            String place = "the log behind the checkpoint";
            ledger.growTo(offset, length);
            if (new ExtentIndex.Kept((int) tail.extents().get(row, 2), length).isForBlobs()) {
                ledger.addForBlobs(offset, length, place);
            } else {
                ledger.add(offset, length, place);
            }
        }
        return ExtentIndex.treeExtentsOf(tail);
    }

    private void checkLog(Volume volume, long lastSeq, @Nullable IndexAudit index, long indexedSeq)
            throws IOException {
        LogAudit audit =
                new LogAudit(
                        storage,
                        volume.checksum(),
                        indexer,
                        findings,
                        meter,
                        level.includes(VerifyLevel.BLOBS),
                        index,
                        indexedSeq);
        log = audit;
        guarded(Severity.DATA, "the log", () -> audit.run(lastSeq));
    }

    /// The checkpoint that `generation` is of, with its heads; null when the slots have another.
    private @Nullable Target target(Volume volume, Generation generation) {
        try {
            Preamble.Slots slots = Preamble.readSlots(storage, volume.checksum());
            for (Meta meta : new Meta[] {slots.newer(), slots.older()}) {
                if (meta != null && meta.checkpointSeq() == generation.checkpointSeq()) {
                    return new Target(meta, heads(generation), DeletedIndex.rangesOf(generation));
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static long[] heads(Generation generation) {
        LongStream.Builder heads = LongStream.builder();
        TreeCursor cursor = generation.reader(IndexTree.HEADS).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            heads.add(IndexKeys.numberAt(cursor.key(), 0));
        }
        return heads.build().toArray();
    }

    private static Generation generation(VerifiedPages pages, Meta meta) {
        return new Generation(pages, meta.checkpointSeq(), meta.lastOrdinal(), meta.roots());
    }

    private static Generation noTrees(Volume volume) {
        return new Generation(volume.pages(), 0, 0, IndexRoots.EMPTY);
    }

    private static LogPosition logStart() {
        return LogPosition.start(FileLayout.FIRST_EXTENT);
    }
}
