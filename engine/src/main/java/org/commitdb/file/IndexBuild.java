package org.commitdb.file;

import java.io.IOException;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.LogScanner;
import org.commitdb.store.CommitIndexer;

/// Builds the trees anew from the log alone.
///
/// **Threads**: one. **Errors**: [CorruptException] when the log breaks off before its end.
/// **Cost**: reads the whole log; the heap holds one batch of entries at a time.
final class IndexBuild {

    private IndexBuild() {}

    /// The trees that know the log up to `end`, in pages of `pages`, which was begun for this
    /// checkpoint.
    static Generation upTo(
            LogPosition end,
            Volume volume,
            CommitIndexer indexer,
            PageSpace pages,
            long checkpointSeq,
            int batchEntries)
            throws IOException {
        Generation generation = new Generation(volume.pages(), checkpointSeq, 0, IndexRoots.EMPTY);
        Staging staging = new Staging(generation);
        Replay replay = new Replay(staging, indexer, volume.name());
        LogScanner scanner =
                new LogScanner(
                        volume.storage(),
                        volume.checksum(),
                        LogPosition.start(FileLayout.FIRST_EXTENT));
        while (scanner.position().seq() < end.seq()) {
            LogRecord record = scanner.next();
            if (record == null) {
                throw broken(scanner.position(), end, volume.name());
            }
            replay.apply(record);
            if (staging.active().entries() >= batchEntries) {
                generation = merge(volume, generation, staging, pages, checkpointSeq);
            }
        }
        return merge(volume, generation, staging, pages, checkpointSeq);
    }

    private static Generation merge(
            Volume volume, Generation older, Staging staging, PageSpace pages, long checkpointSeq)
            throws IOException {
        Tail tail = staging.freeze();
        Generation newer =
                IndexMerge.apply(volume, older, tail, staging.lastOrdinal(), pages, checkpointSeq);
        pages.flush();
        volume.map().grow();
        pages.reuseReplaced();
        staging.replace(newer);
        return newer;
    }

    private static CorruptException broken(LogPosition place, LogPosition end, String name) {
        String expected = "log record " + place.seq() + " of " + (end.seq() - 1);
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
