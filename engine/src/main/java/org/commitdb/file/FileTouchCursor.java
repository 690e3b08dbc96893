package org.commitdb.file;

import java.util.NoSuchElementException;
import org.commitdb.error.CorruptException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TouchCursor;

/// Walks the commits that touched one document, in batches, each from the snapshot that is
/// published then: entries are only ever added, so a newer snapshot says the same about older
/// commits. Most readers want nothing older than the latest `set` or `remove`, so the first batch
/// ends there.
///
/// **Threads**: one.
final class FileTouchCursor implements TouchCursor {

    private static final int MAX_BATCH = 64;

    /// What is there before the first batch: nothing, and older commits to look for.
    private static final TouchBatch NONE = new TouchBatch(0, false);

    private final Volume volume;
    private final Readers readers;
    private final DocumentId document;
    private TouchBatch batch = NONE;

    /// Where the cursor is in the batch; -1 before the first commit of all.
    private int index = -1;

    private int capacity = TouchBatch.FIRST_CAPACITY;
    private long below;

    /// A cursor before the newest commit that touched `document` and has an ordinal of at most
    /// `newest`.
    FileTouchCursor(Volume volume, Readers readers, DocumentId document, long newest) {
        this.volume = volume;
        this.readers = readers;
        this.document = document;
        this.below = newest + 1;
    }

    /// A cursor before the commits in `first`, the newest ones that touched `document`.
    FileTouchCursor(Volume volume, Readers readers, DocumentId document, TouchBatch first) {
        this(volume, readers, document, 0);
        take(first);
    }

    private void take(TouchBatch fresh) {
        batch = fresh;
        capacity = Math.min(MAX_BATCH, capacity * 2);
        below = fresh.count() == 0 ? 0 : fresh.ordinal(fresh.count() - 1);
    }

    @Override
    public boolean next() {
        if (index + 1 < batch.count()) {
            index++;
            return true;
        }
        boolean exhausted = !batch.isFull();
        if (exhausted || below <= 1) {
            index = batch.count();
            return false;
        }
        boolean isFirst = batch == NONE;
        int wanted = capacity;
        long limit = below;
        take(
                readers.read(snapshot -> {
                    // A new one each time: what is read while pages are reused is read again.
                    TouchBatch fresh = isFirst ? TouchBatch.first() : new TouchBatch(wanted, false);
                    TouchIndex.fill(snapshot, document, limit, fresh);
                    return fresh;
                }));
        index = 0;
        return batch.count() > 0;
    }

    @Override
    public long ordinal() {
        return batch.ordinal(current());
    }

    @Override
    public boolean baseline() {
        return Tail.touchBaseline(batch.place(current()));
    }

    @Override
    public byte[] opcodes() {
        long place = batch.place(current());
        LogRecord record = volume.records().read(batch.recordOffset(current()), RecordType.COMMIT);
        int offset = Tail.touchOffset(place);
        int length = Tail.touchLength(place);
        if (offset < 0 || offset > record.payloadLength() - length) {
            String expected = length + " bytes of opcodes at " + offset + " of the commit";
            String found = record.payloadLength() + " bytes";
            throw new CorruptException(
                    volume.name()
                            + ": expected "
                            + expected
                            + " in the log record at offset "
                            + record.offset()
                            + ", found "
                            + found
                            + "; rebuild the indexes",
                    volume.name(),
                    record.offset(),
                    expected,
                    found);
        }
        return record.payload(offset, length);
    }

    private int current() {
        if (index < 0 || index >= batch.count()) {
            throw new NoSuchElementException("the cursor is at no commit");
        }
        return index;
    }
}
