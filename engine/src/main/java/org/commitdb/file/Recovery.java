package org.commitdb.file;

import java.io.IOException;
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

/// Finds out, when a file is opened, what it holds: the trees of the newest sound checkpoint and what the log holds behind it.
///
/// What was adopted without proof that it is durable is written again and synced before anybody sees it, unless the file is
/// opened for reading only. When neither META slot is sound, the whole log is read.
///
/// **Threads**: one, which nobody interrupts. **Cost**: O(log behind the checkpoint), independent of the history before it.
final class Recovery {

    /// What was found.
    ///
    /// @param current the newest sound checkpoint, null if there is none
    /// @param before the checkpoint in the other slot, null if there is no sound one
    /// @param staging the index, with the log behind the checkpoint as its active tail
    /// @param tail where the next record goes
    /// @param lastTxn the last transaction
    /// @param tailBytes how much log lies behind the checkpoint
    /// @param space the end of the file
    record Result(
            @Nullable Meta current,
            @Nullable Meta before,
            Staging staging,
            LogPosition tail,
            long lastTxn,
            long tailBytes,
            Space space) {}

    private final Volume volume;
    private final CommitIndexer indexer;
    private final boolean readOnly;

    private Recovery(Volume volume, CommitIndexer indexer, boolean readOnly) {
        this.volume = volume;
        this.indexer = indexer;
        this.readOnly = readOnly;
    }

    /// Recovers the file.
    ///
    /// **Errors**: [CorruptException] when something that was durable once is damaged; [IOException] when the disk refuses.
    static Result of(Volume volume, CommitIndexer indexer, boolean readOnly) throws IOException {
        volume.map().grow();
        return new Recovery(volume, indexer, readOnly).run();
    }

    private Result run() throws IOException {
        Preamble.Slots slots = Preamble.readSlots(volume.storage(), volume.checksum());
        Meta newer = slots.newer();
        Meta older = slots.older();
        if (newer != null && isSound(newer)) {
            return adoptTail(newer, older);
        }
        if (older != null && isSound(older)) {
            return adoptTail(older, null);
        }
        return adoptTail(null, null);
    }

    private boolean isSound(Meta meta) {
        try {
            PageReader reader = new PageReader();
            for (IndexTree tree : IndexTree.values()) {
                TreeRoot root = meta.roots().of(tree);
                if (!root.isEmpty()) {
                    volume.pages().load(reader, root.page(), root.crc(), root.height() - 1, root.treeId());
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
        LogPosition start = meta == null ? LogPosition.start(FileLayout.FIRST_EXTENT) : meta.replay();
        TailSurvey survey =
                TailSurvey.of(volume.storage(), volume.checksum(), start, meta == null ? 0 : meta.lastTxn());
        Staging staging =
                new Staging(
                        meta == null
                                ? new Generation(volume.pages(), 0, 0, IndexRoots.EMPTY)
                                : new Generation(
                                        volume.pages(), meta.checkpointSeq(), meta.lastOrdinal(), meta.roots()));
        Replay replay = new Replay(staging, indexer, volume.name());
        UncertifiedBytes uncertified = new UncertifiedBytes(survey.certifiedSeq());
        LogScanner scanner = new LogScanner(volume.storage(), volume.checksum(), start);
        long tailBytes = 0;
        while (scanner.position().seq() < survey.end().seq()) {
            LogRecord record = scanner.next();
            if (record == null) {
                throw new IOException("the log changed while it was read at offset " + scanner.position().offset());
            }
            replay.apply(record);
            uncertified.add(record);
            tailBytes += record.end() - record.offset();
        }
        long highWater = Math.max(replay.extentsEnd(), survey.end().extent().end());
        if (meta != null) {
            highWater = Math.max(highWater, meta.highWater());
        }
        if (!readOnly) {
            makeDurable(survey, uncertified, highWater);
        }
        Space space = new Space(volume.storage(), highWater, volume.storage().size());
        return new Result(meta, before, staging, survey.end(), survey.lastTxnId(), tailBytes, space);
    }

    private void makeDurable(TailSurvey survey, UncertifiedBytes uncertified, long highWater) throws IOException {
        if (volume.storage().size() < highWater) {
            volume.storage().setLength(highWater);
        }
        uncertified.rewrite(volume.storage(), survey.end());
        SessionLocks.noteHolder(volume.storage());
        volume.storage().force(true);
        volume.map().grow();
    }
}
