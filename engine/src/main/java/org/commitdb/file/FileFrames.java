package org.commitdb.file;

import java.util.function.LongFunction;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// The key frames of a file: documents as of some commit, from which reading goes on.
///
/// **Invariants**: a frame is only an aid; one that was let go is missed by nobody. **Threads**:
/// any. **Errors**: [CorruptException] when the index leads to another record.
final class FileFrames {

    private final Volume volume;
    private final Readers readers;
    private final LongFunction<CommitId> ids;
    private final @Nullable FrameQueue queue;

    /// @param ids tells the id of a commit by its ordinal
    /// @param queue where new frames go, null when none can be written
    FileFrames(
            Volume volume,
            Readers readers,
            LongFunction<CommitId> ids,
            @Nullable FrameQueue queue) {
        this.volume = volume;
        this.readers = readers;
        this.ids = ids;
        this.queue = queue;
    }

    /// The newest commit up to `newest` that has a frame of the document, 0 for none.
    long newest(DocumentId document, long newest) {
        return newest <= 0
                ? 0
                : readers.read(snapshot -> FrameIndex.newest(snapshot, document, newest));
    }

    /// The frame of the document at a commit, null for none.
    byte @Nullable [] read(DocumentId document, long ordinal) {
        long offset = readers.read(snapshot -> FrameIndex.offsetOf(snapshot, document, ordinal));
        if (offset == 0) {
            return null;
        }
        byte[] payload = volume.records().read(offset, RecordType.FRAME).payload();
        FrameRecord record = FrameRecord.decode(payload, volume.name());
        CommitId id = ids.apply(ordinal);
        if (!record.document().equals(document) || !record.commit().equals(id)) {
            throw other(record, document + " at the commit " + id, offset);
        }
        return record.frame();
    }

    /// Has a frame written some time, or not at all.
    void offer(DocumentId document, long ordinal, byte[] frame) {
        if (queue != null && frame.length <= FrameRecord.MAX_FRAME) {
            queue.offer(new FrameRecord(document, ids.apply(ordinal), frame));
        }
    }

    /// Waits until what was offered is written or let go.
    void drain() {
        if (queue != null) {
            queue.drain();
        }
    }

    private CorruptException other(FrameRecord found, String expected, long offset) {
        String other = found.document() + " at the commit " + found.commit();
        return new CorruptException(
                volume.name()
                        + ": expected the key frame of "
                        + expected
                        + " in the log record at offset "
                        + offset
                        + ", found that of "
                        + other
                        + "; rebuild the indexes",
                volume.name(),
                offset,
                expected,
                other);
    }
}
