package org.commitdb.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.DocumentId;
import org.commitdb.store.IndexedCommit;
import org.commitdb.store.Touch;

/// The index of the log records behind a checkpoint, on the heap: what the trees will know after
/// the next one.
///
/// **Invariants**: entries are only added. A reader ignores what lies beyond the limits of its
/// [Snapshot]. **Threads**: one writer; any number of readers. **Cost**: about 250 bytes for a
/// commit that touches one document.
final class Tail {

    /// What a commit says about one document, packed into a row: ordinal, record offset, place and
    /// baseline.
    private static final int TOUCH_WIDTH = 3;

    private static final int PLACE_SHIFT = 32;

    /// Where a blob lies, and since when.
    record BlobEntry(long seq, long offset) {}

    private final long firstOrdinal;
    private final IdTable ids = new IdTable();
    private final LongRows offsets = new LongRows(1, 64);
    private final LongRows runs = new LongRows(3, 8);
    private final ConcurrentMap<Long, LongRows> children = new ConcurrentHashMap<>();
    private final LongRows toggles = new LongRows(3, 4);
    private final LongRows roots = new LongRows(1, 4);
    private final DocumentTable touches = new DocumentTable(TOUCH_WIDTH);
    private final ConcurrentMap<BlobId, BlobEntry> blobs = new ConcurrentHashMap<>();
    private final LongRows definitions = new LongRows(2, 4);
    private final LongRows extents = new LongRows(3, 4);
    private final TailFrames frames = new TailFrames();
    private final ConcurrentMap<CommitId, long[]> again = new ConcurrentHashMap<>();
    private final List<DeletedRanges.Range> deletions = new ArrayList<>();
    private HeadDelta headsAtEnd = HeadDelta.NONE;
    private boolean mayRepeat;
    private int entries;

    /// An empty index, in which the next commit gets the ordinal `firstOrdinal`.
    Tail(long firstOrdinal) {
        this.firstOrdinal = firstOrdinal;
    }

    /// The ordinal of the first commit that is or will be here.
    long firstOrdinal() {
        return firstOrdinal;
    }

    /// How many commits are here.
    int commitCount() {
        return offsets.count();
    }

    /// How many entries the trees will get, about.
    int entries() {
        return entries;
    }

    /// Adds a commit whose record lies at `offset`; `parent` and `target` are ordinals, 0 for none.
    void addCommit(IndexedCommit commit, long parent, long target, long offset) {
        long ordinal = firstOrdinal + offsets.count();
        CommitKind kind = commit.header().kind();
        boolean merge = kind == CommitKind.MERGE;
        addId(commit.header().id(), ordinal);
        offsets.append(offset);
        if (merge || parent == 0 || parent != ordinal - 1) {
            runs.append(ordinal, parent, merge ? target : 0);
            addChild(parent, ordinal);
            if (merge && target != parent) {
                addChild(target, ordinal);
            }
            entries++;
        }
        if (parent == 0) {
            roots.append(ordinal);
        }
        if (kind.isToggle()) {
            toggles.append(ordinal, kind.code(), target);
        }
        for (Touch touch : commit.touches()) {
            addTouch(touch, ordinal, offset);
        }
        entries += 1 + commit.touches().size();
    }

    /// A commit that comes here again was deleted in between.
    private void addId(CommitId id, long ordinal) {
        if (mayRepeat && ids.indexOf(id) >= 0) {
            ids.addAgain(id);
            long[] before = again.getOrDefault(id, new long[0]);
            long[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = ordinal;
            again.put(id, more);
        } else {
            ids.add(id);
        }
    }

    /// Adds commits that were deleted, here or before.
    void addDeletion(DeletedRanges.Range range) {
        deletions.add(range);
        mayRepeat = true;
        entries++;
    }

    /// The commits that were deleted since the tail began. Only for the one who writes, or once
    /// nothing is added any more.
    List<DeletedRanges.Range> deletions() {
        return deletions;
    }

    /// Adds a blob whose record is the one numbered `seq`.
    void addBlob(BlobId id, long seq, long offset) {
        blobs.putIfAbsent(id, new BlobEntry(seq, offset));
        entries++;
    }

    /// Adds a definition record.
    void addDefinitions(long seq, long offset) {
        definitions.append(seq, offset);
        entries++;
    }

    /// Adds an extent.
    void addExtent(long offset, long length, int kind) {
        extents.append(offset, length, kind);
        entries++;
    }

    /// Adds a key frame whose record lies at `offset`.
    void addFrame(DocumentId document, long ordinal, long offset) {
        frames.add(document, ordinal, offset);
        entries++;
    }

    /// Makes all key frames void that were added so far, here or before.
    void dropFrames() {
        frames.drop();
        entries++;
    }

    /// Notes how the heads differ from those of the trees, once nothing is added any more.
    void freeze(HeadDelta heads) {
        headsAtEnd = heads;
    }

    /// How the heads differ from those of the trees, after [#freeze].
    HeadDelta headsAtEnd() {
        return headsAtEnd;
    }

    /// The ordinal of `id` among those up to `newest` that are not deleted, 0 if it has none here.
    long ordinalOf(CommitId id, long newest, DeletedRanges deleted) {
        long[] later = again.isEmpty() ? null : again.get(id);
        if (later != null) {
            for (int i = later.length - 1; i >= 0; i--) {
                if (later[i] <= newest && !deleted.contains(later[i])) {
                    return later[i];
                }
            }
        }
        int index = ids.indexOf(id);
        long first = firstOrdinal + index;
        return index < 0 || first > newest || deleted.contains(first) ? 0 : first;
    }

    /// Whether the commit at `ordinal`, which is here, comes here once more behind it.
    boolean comesAgain(long ordinal) {
        long[] later = again.isEmpty() ? null : again.get(idOf(ordinal));
        return later != null && later[later.length - 1] > ordinal;
    }

    /// The id of the commit at `ordinal`, which is here.
    CommitId idOf(long ordinal) {
        return ids.get((int) (ordinal - firstOrdinal));
    }

    /// Where the record of the commit at `ordinal` lies, which is here.
    long offsetOf(long ordinal) {
        return offsets.get((int) (ordinal - firstOrdinal), 0);
    }

    /// Rows of first ordinal, parent, merge target.
    LongRows runs() {
        return runs;
    }

    /// Rows of one ordinal, by parent or merge target, without those that follow in a run.
    ConcurrentMap<Long, LongRows> children() {
        return children;
    }

    /// Rows of ordinal, kind, target.
    LongRows toggles() {
        return toggles;
    }

    /// Rows of one ordinal.
    LongRows roots() {
        return roots;
    }

    /// By document, rows of ordinal, record offset, place; see [#touchOffset], [#touchLength],
    /// [#touchBaseline].
    DocumentTable touches() {
        return touches;
    }

    /// Where blobs lie.
    ConcurrentMap<BlobId, BlobEntry> blobs() {
        return blobs;
    }

    /// Rows of seq, record offset.
    LongRows definitions() {
        return definitions;
    }

    /// Rows of offset, length, kind.
    LongRows extents() {
        return extents;
    }

    /// The key frames.
    TailFrames frames() {
        return frames;
    }

    /// The offset in the commit that a place holds.
    static int touchOffset(long place) {
        return (int) (place >>> PLACE_SHIFT);
    }

    /// The length that a place holds.
    static int touchLength(long place) {
        return (int) place >>> 1;
    }

    /// The baseline flag that a place holds.
    static boolean touchBaseline(long place) {
        return (place & 1) != 0;
    }

    /// A place in a commit as one number.
    static long place(int offset, int length, boolean baseline) {
        return (long) offset << PLACE_SHIFT | (long) length << 1 | (baseline ? 1 : 0);
    }

    private void addChild(long parent, long ordinal) {
        if (parent != 0) {
            children.computeIfAbsent(parent, p -> new LongRows(1, 2)).append(ordinal);
            entries++;
        }
    }

    private void addTouch(Touch touch, long ordinal, long offset) {
        LongRows rows = touches.rowsFor(touch.document());
        rows.append(ordinal, offset, place(touch.offset(), touch.length(), touch.baseline()));
    }
}
