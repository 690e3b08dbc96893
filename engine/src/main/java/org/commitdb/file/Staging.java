package org.commitdb.file;

import java.util.List;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.store.DocumentId;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// The newest state of the index, which readers may not see yet.
///
/// **Threads**: one at a time, under the lock of the [LogTip].
final class Staging {

    private final BlobSpace blobSpace = new BlobSpace();
    private Generation generation;
    private @Nullable Tail frozen;
    private Tail active;
    private long lastOrdinal;
    private CommitId lastId = CommitId.NONE;
    private HeadDelta heads = HeadDelta.NONE;
    private DeletedRanges deleted;
    private Snapshot everything;

    /// The state that the trees know.
    Staging(Generation generation) {
        this.generation = generation;
        this.lastOrdinal = generation.lastOrdinal();
        this.active = new Tail(lastOrdinal + 1);
        this.deleted = DeletedIndex.rangesOf(generation);
        this.everything = limitless();
    }

    /// What a reader sees who may see all, up to the log record `lastSeq`.
    Snapshot snapshot(long lastSeq) {
        return new Snapshot(generation, frozen, active, lastOrdinal, lastSeq, heads, deleted);
    }

    /// The newest commit.
    long lastOrdinal() {
        return lastOrdinal;
    }

    /// The tail that grows.
    Tail active() {
        return active;
    }

    /// The tail that waits to be written to the trees, null if none does.
    @Nullable Tail frozen() {
        return frozen;
    }

    /// The trees.
    Generation generation() {
        return generation;
    }

    /// How many heads came or went since the active tail began.
    int headChanges() {
        return heads.size();
    }

    /// The ordinal of a commit, 0 for none or an unknown one.
    long ordinalOf(CommitId id) {
        if (id.isNone()) {
            return 0;
        }
        return id.equals(lastId) ? lastOrdinal : CommitIndex.ordinalOf(everything, id);
    }

    /// Whether the blob is there.
    boolean hasBlob(BlobId id) {
        return BlobIndex.offsetOf(everything, id) != 0;
    }

    /// Adds a commit whose record lies at `offset`; `parent` and `target` are ordinals, 0 for none.
    void addCommit(IndexedCommit commit, long parent, long target, long offset) {
        active.addCommit(commit, parent, target, offset);
        lastOrdinal++;
        lastId = commit.header().id();
        long mergeTarget = commit.header().kind() == CommitKind.MERGE ? target : 0;
        heads = heads.with(lastOrdinal, parent, mergeTarget, this::wasHead);
    }

    /// Adds a blob whose record is the one numbered `seq`, unless it is there.
    void addBlob(BlobId id, long seq, long offset) {
        if (!hasBlob(id)) {
            active.addBlob(id, seq, offset);
        }
    }

    /// Takes a blob away; `seq` is the number of the record that says so.
    void dropBlob(BlobId id, long seq) {
        active.dropBlob(id, seq);
    }

    /// Where the blob's record lies, 0 when it is not there.
    long blob(BlobId id) {
        return BlobIndex.offsetOf(everything, id);
    }

    /// Notes what the record `seq` says about an extent for blobs.
    void addBlobExtent(BlobExtent extent, int kind, long seq) {
        active.addExtent(extent.offset(), extent.length(), kind);
        blobSpace.note(extent.offset(), extent.length(), kind, seq);
    }

    /// A free extent for a blob, see [BlobSpace#find].
    @Nullable BlobExtent findFree(long wanted, long least, long durableSeq) {
        return blobSpace.find(everything, wanted, least, durableSeq);
    }

    /// Lets extents be used again that earlier sessions allocated for blobs which they never
    /// recorded. Only for who has the file alone.
    void adoptOrphans() {
        blobSpace.adoptOrphans();
    }

    /// Adds a definition record.
    void addDefinitions(long seq, long offset) {
        active.addDefinitions(seq, offset);
    }

    /// Adds an extent.
    void addExtent(long offset, long length, int kind) {
        active.addExtent(offset, length, kind);
    }

    /// Adds a key frame of the commit `id`, unless there is no such commit.
    void addFrame(DocumentId document, CommitId id, long offset) {
        long ordinal = ordinalOf(id);
        if (ordinal != 0) {
            active.addFrame(document, ordinal, offset);
        }
    }

    /// Whether the document has a key frame at the commit.
    boolean hasFrame(DocumentId document, long ordinal) {
        return FrameIndex.offsetOf(everything, document, ordinal) != 0;
    }

    /// Makes all key frames void that there are.
    void dropFrames() {
        active.dropFrames();
    }

    /// Deletes commits, which nothing that stays refers to.
    ///
    /// **Errors**: [IllegalArgumentException] when one of them was deleted already.
    void delete(List<DeletedRanges.Range> ranges) {
        deleted = deleted.with(ranges);
        ranges.forEach(active::addDeletion);
        long[] older = HeadIndex.headsBefore(generation, frozen);
        long[] left = HeadIndex.after(ranges, snapshot(0), heads.applyTo(older));
        heads = HeadDelta.between(older, left);
        if (deleted.contains(lastOrdinal)) {
            lastId = CommitId.NONE;
        }
        everything = limitless();
    }

    /// Begins a new tail and returns the one before, to be written to the trees. There must be no
    /// frozen one.
    Tail freeze() {
        if (frozen != null) {
            throw new IllegalStateException("a tail is frozen already");
        }
        Tail full = active;
        full.freeze(heads);
        frozen = full;
        active = new Tail(lastOrdinal + 1);
        heads = HeadDelta.NONE;
        everything = limitless();
        return full;
    }

    /// Takes over trees that know what the frozen tail holds.
    void replace(Generation newer) {
        generation = newer;
        frozen = null;
        everything = limitless();
    }

    private boolean wasHead(long ordinal) {
        return HeadIndex.wasHead(generation, frozen, ordinal);
    }

    private Snapshot limitless() {
        return new Snapshot(
                generation,
                frozen,
                active,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                HeadDelta.NONE,
                deleted);
    }
}
