package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.commitdb.error.CorruptException;
import org.commitdb.file.btree.TreeRoot;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.file.log.TailSurvey;
import org.commitdb.file.log.UncertifiedBytes;
import org.commitdb.file.page.PageReader;
import org.commitdb.store.CommitIndexer;
import org.jspecify.annotations.Nullable;

/// Finds out, when a file is opened, what it holds: the trees of the newest sound checkpoint and
/// what the log holds behind it.
///
/// What was adopted without proof that it is durable is written again and synced before anybody
/// sees it, unless the file is opened for reading only. When neither META slot is sound, the trees
/// are built anew from the log.
///
/// **Threads**: one, which nobody interrupts. **Cost**: O(log behind the checkpoint), independent
/// of the history before it.
final class Recovery {

    /// What was found.
    ///
    /// @param current the newest sound checkpoint, null if there is none and the file is opened for
    ///   reading only
    /// @param before the checkpoint in the other slot, null if there is no sound one
    /// @param staging the index, with the log behind the checkpoint as its active tail
    /// @param tail where the next record goes
    /// @param lastTxn the last transaction
    /// @param tailBytes how much log lies behind the checkpoint
    /// @param space the end of the file
    /// @param unrecorded extents of tree pages that the log does not know yet
    record Result(
            @Nullable Meta current,
            @Nullable Meta before,
            Staging staging,
            LogPosition tail,
            long lastTxn,
            long tailBytes,
            Space space,
            List<ExtentIndex.Extent> unrecorded) {}

    private static final int ATTEMPTS = 5;

    private final Volume volume;
    private final CommitIndexer indexer;
    private final FileOptions options;

    /// Every log record up to this one was durable when a checkpoint was written.
    private long provenSeq;

    private Recovery(Volume volume, CommitIndexer indexer, FileOptions options) {
        this.volume = volume;
        this.indexer = indexer;
        this.options = options;
    }

    /// Recovers the file.
    ///
    /// **Errors**: [CorruptException] when something that was durable once is damaged;
    /// [IOException] when the disk refuses.
    static Result of(Volume volume, CommitIndexer indexer, FileOptions options) throws IOException {
        volume.map().grow();
        return new Recovery(volume, indexer, options).run();
    }

    /// Reads a file that others may be writing, as one who joins them: nothing is changed. Whoever
    /// is to write has the WRITE lock; others may find the log and the checkpoints in motion, and
    /// then look again.
    ///
    /// **Errors**: as [#of].
    static Result ofShared(Volume volume, CommitIndexer indexer, FileOptions options)
            throws IOException {
        MetaSlots slots = new MetaSlots(volume);
        for (int attempt = 1; ; attempt++) {
            volume.map().grow();
            try {
                Result found = new Recovery(volume, indexer, options.forReading()).run();
                if (attempt == ATTEMPTS
                        || slots.keep(found.staging().generation().checkpointSeq())) {
                    return found;
                }
            } catch (CorruptException | IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// Where the log goes on behind a checkpoint, null for none.
    static LogPosition replayFrom(@Nullable Meta meta) {
        return meta == null ? logStart() : meta.replay();
    }

    /// The trees of a checkpoint, null for none.
    static Generation generation(Volume volume, @Nullable Meta meta) {
        return meta == null
                ? new Generation(volume.pages(), 0, 0, IndexRoots.EMPTY)
                : new Generation(
                        volume.pages(), meta.checkpointSeq(), meta.lastOrdinal(), meta.roots());
    }

    private Result run() throws IOException {
        Preamble.Slots slots = Preamble.readSlots(volume.storage(), volume.checksum());
        Meta newer = slots.newer();
        Meta older = slots.older();
        provenSeq = newer == null ? 0 : newer.replay().seq() - 1;
        if (newer != null && isSound(newer)) {
            return adoptTail(newer, older);
        }
        if (older != null && isSound(older)) {
            return adoptTail(older, null);
        }
        return options.readOnly()
                ? adoptTail(null, null)
                : rebuild(newer == null ? 0 : newer.checkpointSeq() + 1);
    }

    private boolean isSound(Meta meta) {
        try {
            PageReader reader = new PageReader();
            for (IndexTree tree : IndexTree.values()) {
                TreeRoot root = meta.roots().of(tree);
                if (!root.isEmpty()) {
                    volume.pages()
                            .load(
                                    reader,
                                    root.page(),
                                    root.crc(),
                                    root.height() - 1,
                                    root.treeId());
                }
            }
            return true;
        } catch (CorruptException e) {
            return false;
        } catch (InternalError e) {
            throw volume.map().unreadable(-1, e);
        }
    }

    private Result adoptTail(@Nullable Meta meta, @Nullable Meta before) throws IOException {
        LogPosition start = replayFrom(meta);
        Generation trees = generation(volume, meta);
        TailSurvey survey =
                checked(
                        meta == null
                                ? TailSurvey.ofAll(volume.storage(), volume.checksum(), start)
                                : TailSurvey.of(
                                        volume.storage(),
                                        volume.checksum(),
                                        start,
                                        meta.lastTxn(),
                                        ExtentIndex.endOf(trees)));
        Staging staging = new Staging(trees);
        Replay replay = new Replay(staging, indexer, volume.name());
        UncertifiedBytes uncertified = new UncertifiedBytes(survey.certifiedSeq());
        long tailBytes =
                forEachRecord(
                        start,
                        survey,
                        record -> {
                            replay.apply(record);
                            uncertified.add(record);
                        });
        long highWater = Math.max(replay.extentsEnd(), survey.end().extent().end());
        if (meta != null) {
            highWater = Math.max(highWater, meta.highWater());
        }
        if (!options.readOnly()) {
            makeDurable(survey, uncertified, highWater);
            staging.adoptOrphans();
        }
        Space space = spaceBehind(highWater);
        return new Result(
                meta,
                before,
                staging,
                survey.end(),
                survey.lastTxnId(),
                tailBytes,
                space,
                List.of());
    }

    /// Builds the trees from the log. All pages of the old ones are free, for nothing sound refers
    /// to them.
    private Result rebuild(long checkpointSeq) throws IOException {
        TailSurvey survey =
                checked(TailSurvey.ofAll(volume.storage(), volume.checksum(), logStart()));
        Staging extentsOnly = new Staging(new Generation(volume.pages(), 0, 0, IndexRoots.EMPTY));
        Replay replay = new Replay(extentsOnly, indexer, volume.name());
        UncertifiedBytes uncertified = new UncertifiedBytes(survey.certifiedSeq());
        forEachRecord(
                logStart(),
                survey,
                record -> {
                    replay.applyExtent(record);
                    uncertified.add(record);
                });
        long highWater = Math.max(replay.extentsEnd(), survey.end().extent().end());
        makeDurable(survey, uncertified, highWater);
        Space space = spaceBehind(highWater);
        List<ExtentIndex.Extent> taken = new ArrayList<>();
        PageSpace pages = new PageSpace(volume, length -> take(space, length, taken));
        pages.derive(ExtentIndex.treeExtentsOf(extentsOnly.active()), IndexRoots.EMPTY, null);
        pages.begin();
        Generation trees =
                IndexBuild.upTo(
                        survey.end(),
                        volume,
                        indexer,
                        pages,
                        checkpointSeq,
                        options.checkpointEntries());
        volume.storage().force(true);
        Meta meta =
                new Meta(
                        checkpointSeq,
                        survey.end(),
                        true,
                        trees.lastOrdinal(),
                        space.highWater(),
                        survey.lastTxnId(),
                        trees.roots(),
                        options.clock().millis());
        Preamble.writeSlot(volume.storage(), volume.checksum(), meta);
        volume.storage().force(true);
        Staging staging = new Staging(trees);
        staging.adoptOrphans();
        return new Result(meta, null, staging, survey.end(), survey.lastTxnId(), 0, space, taken);
    }

    private long take(Space space, long lengthBytes, List<ExtentIndex.Extent> taken) {
        try {
            long offset = space.take(lengthBytes);
            taken.add(new ExtentIndex.Extent(offset, lengthBytes));
            return offset;
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "extend the file", e);
        }
    }

    private Space spaceBehind(long highWater) throws IOException {
        return new Space(
                volume.storage(), volume.header().pageSize(), highWater, volume.storage().size());
    }

    private static LogPosition logStart() {
        return LogPosition.start(FileLayout.FIRST_EXTENT);
    }

    /// The same, unless a checkpoint knew more.
    private TailSurvey checked(TailSurvey survey) {
        LogPosition end = survey.end();
        if (end.seq() <= provenSeq) {
            String expected = "log record " + end.seq();
            throw new CorruptException(
                    volume.name()
                            + ": the log is damaged at offset "
                            + end.offset()
                            + ": expected "
                            + expected
                            + ", found other bytes; a checkpoint proves that it was durable; nothing was changed;"
                            + " salvage what is sound, or restore the file",
                    volume.name(),
                    end.offset(),
                    expected,
                    "other bytes");
        }
        return survey;
    }

    /// Passes on every record of the surveyed part of the log, and returns how many bytes they
    /// take.
    private long forEachRecord(LogPosition start, TailSurvey survey, Consumer<LogRecord> action)
            throws IOException {
        LogScanner scanner = new LogScanner(volume.storage(), volume.checksum(), start);
        long bytes = 0;
        while (scanner.position().seq() < survey.end().seq()) {
            LogRecord record = scanner.next();
            if (record == null) {
                throw new IOException(
                        "the log changed while it was read, at offset "
                                + scanner.position().offset());
            }
            action.accept(record);
            bytes += record.end() - record.offset();
        }
        return bytes;
    }

    private void makeDurable(TailSurvey survey, UncertifiedBytes uncertified, long highWater)
            throws IOException {
        if (volume.storage().size() < highWater) {
            volume.storage().setLength(highWater);
        }
        uncertified.rewrite(volume.storage(), survey.end());
        SessionLocks.noteHolder(volume.storage());
        volume.storage().force(true);
        volume.map().grow();
    }
}
