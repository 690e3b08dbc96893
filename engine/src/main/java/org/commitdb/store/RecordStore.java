package org.commitdb.store;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.UnknownIdException;
import org.jspecify.annotations.Nullable;

/// Keeps encoded commits, blobs and definitions, and finds them again.
///
/// **Units**: a commit's ordinal is its place in arrival order, from 1 on; 0 means "none". Ordinals
/// are topological and local to this store. **Invariants**: append-only, but for [#delete]; a
/// commit is visible together with everything that it refers to. **Threads**: any number; readers
/// never wait for a writer. **Errors**: an ordinal that was never given out raises
/// [IllegalArgumentException]; damaged bytes raise [org.commitdb.error.CorruptException]; a closed
/// store raises [IllegalStateException]. **Cost**: look-ups are O(log n) in the number of commits;
/// opening reads nothing per commit.
public interface RecordStore extends AutoCloseable {

    /// About how many bytes of commits [#commits] gives at once.
    int COMMITS_PAGE_SIZE = 1 << 20;

    /// The newest visible ordinal, 0 when there is no commit.
    long lastOrdinal();

    /// The ordinal of `id`, 0 when the store does not have it.
    long ordinalOf(CommitId id);

    /// The ordinal of each of `ids`, in their order, 0 for those that the store does not have. One
    /// request where the store is far away.
    default long[] ordinalsOf(List<CommitId> ids) {
        return ids.stream().mapToLong(this::ordinalOf).toArray();
    }

    /// The ids that start with the bits that the hex digits of `prefix` spell, at most `limit` of
    /// them.
    List<CommitId> idsWithPrefix(String prefix, int limit);

    /// The id of the commit at `ordinal`.
    CommitId idOf(long ordinal);

    /// The ids of the commits at `ordinals`, in their order. One request where the store is far
    /// away.
    default List<CommitId> idsOf(long[] ordinals) {
        return LongStream.of(ordinals).mapToObj(this::idOf).toList();
    }

    /// The canonical encoding of the commit at `ordinal`.
    byte[] commit(long ordinal);

    /// The canonical encodings of the commits from the ordinal `first` on: at least one, at most
    /// `count`, and after the first no more than about a mebibyte of them. One request where the
    /// store is far away.
    default List<byte[]> commits(long first, int count) {
        List<byte[]> page = new ArrayList<>();
        page.add(commit(first));
        long size = page.getFirst().length;
        for (int i = 1; i < count; i++) {
            byte[] next = commit(first + i);
            size += next.length;
            if (size > COMMITS_PAGE_SIZE) {
                break;
            }
            page.add(next);
        }
        return page;
    }

    /// The timestamp of the commit at `ordinal`, in microseconds since the epoch; a merge has the
    /// greater of its parent's and its target's.
    long timestampMicros(long ordinal);

    /// The run that holds the commit at `ordinal`, as far as it is visible.
    Run run(long ordinal);

    /// Samples of the ancestry of `tips`: for each run that has one of them or an ancestor, from
    /// the newest on, a sample from the newest such commit down; no further run once there are
    /// `limit` ids. One request where the store is far away. **Cost**: O(limit × log n).
    default List<AncestrySample> ancestry(long[] tips, int limit) {
        return new AncestryWalk(this).from(tips, limit);
    }

    /// The ordinals of the commits that have `ordinal` as parent or merge target, ascending.
    long[] children(long ordinal);

    /// The ordinals of the commits that are nobody's parent and no merge's target, ascending.
    long[] heads();

    /// The ordinals of the commits without a parent, ascending.
    long[] roots();

    /// Every toggle, by ordinal, ascending.
    List<Toggle> toggles();

    /// The toggles with an ordinal greater than `ordinal`, ascending.
    default List<Toggle> togglesAfter(long ordinal) {
        return toggles().stream().filter(toggle -> toggle.ordinal() > ordinal).toList();
    }

    /// The commits that touched `document` and have an ordinal of at most `newest`.
    TouchCursor touches(DocumentId document, long newest);

    /// The commits that touched each of `documents`, as [#touches(DocumentId, long)] walks them:
    /// for who reads many. Few requests where the store is far away. **Cost**: least when the
    /// documents come in the order of [#documents] and the cursors are used in theirs.
    default List<TouchCursor> touches(List<DocumentId> documents, long newest) {
        return documents.stream().map(document -> touches(document, newest)).toList();
    }

    /// The documents of one attachment that any commit touched, in the order of their unsigned
    /// instance bytes: at most `limit`, those after `after` (from the start when null).
    List<DocumentId> documents(UUID attachment, @Nullable UUID after, int limit);

    /// The attachments with a document that any commit touched.
    List<UUID> attachments();

    /// Appends commits, in order, as one atomic transaction; returns when they are as durable as
    /// the store was told to make them. A commit that is there already is passed over.
    ///
    /// **Errors**: [org.commitdb.error.InvalidCommitException] when a parent, target or blob is
    /// unknown; nothing is written then. [org.commitdb.error.StorageException] when the disk
    /// refuses; [org.commitdb.error.OutcomeUnknownException] when the final sync fails.
    void append(List<byte[]> commits);

    /// Appends blobs and then commits, which may name them, as one atomic transaction: all of it is
    /// there, or nothing. A blob or commit that is there already is passed over. A store that takes
    /// blobs only one by one, as this default does, keeps blobs whose commits it then refuses; no
    /// commit is ever there without its blobs.
    ///
    /// The writers are those of this store, and sealed; they are of no more use afterwards. When
    /// this fails before anything is written, they can be appended again.
    ///
    /// **Errors**: as [#append(List)]; [IllegalArgumentException] when a writer is of another
    /// store; [IllegalStateException] when one is not sealed, or was appended or closed before.
    default void append(List<BlobWriter> blobs, List<byte[]> commits) {
        HeapBlobWriter.append(this, blobs, commits);
    }

    /// Deletes commits, all or none, durably: as if they had never come, but that their ordinals
    /// are not given out again. One that is appended again later gets a new ordinal.
    ///
    /// Who holds the ordinal of a deleted commit can go on reading by it: [#idOf], [#commit],
    /// [#run], [#timestampMicros], [#touches] and [#toggles] answer as before; and [#documents] and
    /// [#attachments] go on to list what only deleted commits touched.
    ///
    /// **Errors**: [UnknownIdException] when one is not there;
    /// [org.commitdb.error.InvalidCommitException] when a commit that stays has one as parent or
    /// target, or one is the first: the root with the least timestamp, and of equal ones the least
    /// id. Nothing is deleted then. [UnsupportedOperationException] when the store cannot do it.
    default void delete(List<CommitId> commits) {
        throw new UnsupportedOperationException("this store deletes no commits");
    }

    /// Whether the commit at `ordinal` was deleted.
    default boolean isDeleted(long ordinal) {
        return false;
    }

    /// How many commits there are: all ordinals up to the newest but the deleted ones.
    default long commitCount() {
        return lastOrdinal();
    }

    /// The definition records, oldest first.
    List<byte[]> definitions();

    /// A number that is another one after somebody appended a definition record, whoever it was.
    /// **Cost**: O(1); one request where the store is far away and has new commits.
    default long definitionsVersion() {
        return 0;
    }

    /// Appends a definition record, durably.
    void appendDefinitions(byte[] record);

    /// Appends a definition record, durably, if [#definitionsVersion] is `known` still; otherwise
    /// somebody else has added one, which is visible then, and this returns false. A store that
    /// cannot tell appends it.
    default boolean appendDefinitions(byte[] record, long known) {
        appendDefinitions(record);
        return true;
    }

    /// Whether the store has the blob.
    boolean hasBlob(BlobId id);

    /// Those of `ids` that the store does not have. One request where the store is far away.
    default Set<BlobId> missingBlobs(Collection<BlobId> ids) {
        Set<BlobId> missing = new LinkedHashSet<>(ids);
        missing.removeIf(this::hasBlob);
        return missing;
    }

    /// Keeps a blob; one that is there already is passed over. The caller vouches that `id` is the
    /// hash of layout and bytes.
    void putBlob(BlobId id, String layout, byte[] bytes);

    /// The layout and bytes of a blob.
    ///
    /// **Errors**: [IllegalArgumentException] when it has more bytes than an array can.
    Optional<StoredBlob> blob(BlobId id);

    /// Begins a blob with this layout, of any size. A store that only takes whole blobs keeps the
    /// bytes on the heap until they are appended, and blobs before the commits.
    default BlobWriter newBlob(String layout) {
        return new HeapBlobWriter(this, layout);
    }

    /// A reader of a blob; empty when the store does not have it. A store that only gives whole
    /// blobs gives one on the heap.
    default Optional<BlobReader> openBlob(BlobId id) {
        return blob(id).map(blob -> new HeapBlobReader(id, blob));
    }

    /// The verified bytes of a blob where they lie, read-only, until the store is closed or the
    /// blob collected; null when the store does not have it, or not in one piece as it is.
    default @Nullable MemorySegment mapBlob(BlobId id) {
        return null;
    }

    /// What is known of a blob; empty when the store does not have it. **Cost**: does not depend on
    /// the blob's size.
    default Optional<BlobInfo> blobInfo(BlobId id) {
        return openBlob(id).map(HeapBlobReader::infoOf);
    }

    /// The ids of the blobs, ascending: at most `limit`, those after `after` (from the start when
    /// null).
    ///
    /// **Errors**: [UnsupportedOperationException] when the store cannot list its blobs.
    default List<BlobId> blobIds(@Nullable BlobId after, int limit) {
        throw new UnsupportedOperationException("the store cannot list its blobs");
    }

    /// Facts about all blobs together. **Cost**: O(blobs).
    ///
    /// **Errors**: [UnsupportedOperationException] when the store cannot list its blobs.
    default BlobStatistics blobStatistics() {
        throw new UnsupportedOperationException("the store cannot list its blobs");
    }

    /// Removes the blobs that no commit names, and returns what they were. A blob that arrives
    /// meanwhile stays; a commit that would name a removed one is refused. **Cost**: reads every
    /// commit.
    ///
    /// **Errors**: [UnsupportedOperationException] when the store removes nothing.
    default BlobStatistics collectBlobs() {
        throw new UnsupportedOperationException("the store removes no blobs");
    }

    /// The greatest ordinal of at most `newest` at which `document` has a key frame; 0 when there
    /// is none.
    ///
    /// A frame is what somebody worked out of the commits and left with [#putFrame]. It may be gone
    /// at any time, or never have been kept, and nobody may depend on it for more than speed.
    default long newestFrame(DocumentId document, long newest) {
        return 0;
    }

    /// The bytes of the key frame of `document` at `ordinal`; null when there is none any more.
    default byte @Nullable [] frame(DocumentId document, long ordinal) {
        return null;
    }

    /// Whether key frames that are put are kept, as far as can be told.
    default boolean keepsFrames() {
        return false;
    }

    /// Leaves a key frame of `document` at the commit `ordinal`: kept some time later, or not at
    /// all. Never waits for the disk, and never fails because the frame cannot be kept.
    default void putFrame(DocumentId document, long ordinal, byte[] frame) {}

    /// Forgets all key frames.
    default void dropFrames() {}

    /// Makes everything that was appended durable, whatever the durability level.
    void flush();

    /// Has `listener` called with the newest ordinal after commits became visible, on a thread of
    /// the store's. Closing what is returned ends it.
    AutoCloseable onAppend(Consumer<Long> listener);

    /// Facts for people: file size, format version, pages, tail.
    StoreInfo info();

    /// Ends all use. A second call does nothing.
    @Override
    void close();

    /// The ordinal of `id`.
    ///
    /// **Errors**: [UnknownIdException] when the store does not have it.
    default long requireOrdinal(CommitId id) {
        long ordinal = ordinalOf(id);
        if (ordinal == 0) {
            throw new UnknownIdException(
                    "the database has no commit " + id, "commit", id.toString());
        }
        return ordinal;
    }
}
