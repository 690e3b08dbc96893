package org.commitdb.store;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.UnknownIdException;
import org.jspecify.annotations.Nullable;

/// Keeps encoded commits, blobs and definitions, and finds them again.
///
/// **Units**: a commit's ordinal is its place in arrival order, from 1 on; 0 means "none". Ordinals
/// are topological and local to this store. **Invariants**: append-only; a commit is visible
/// together with everything that it refers to. **Threads**: any number; readers never wait for a
/// writer. **Errors**: an ordinal that was never given out raises [IllegalArgumentException];
/// damaged bytes raise [org.commitdb.error.CorruptException]; a closed store raises
/// [IllegalStateException]. **Cost**: look-ups are O(log n) in the number of commits; opening reads
/// nothing per commit.
public interface RecordStore extends AutoCloseable {

    /// The newest visible ordinal, 0 when there is no commit.
    long lastOrdinal();

    /// The ordinal of `id`, 0 when the store does not have it.
    long ordinalOf(CommitId id);

    /// The ids that start with the bits that the hex digits of `prefix` spell, at most `limit` of
    /// them.
    List<CommitId> idsWithPrefix(String prefix, int limit);

    /// The id of the commit at `ordinal`.
    CommitId idOf(long ordinal);

    /// The canonical encoding of the commit at `ordinal`.
    byte[] commit(long ordinal);

    /// The timestamp of the commit at `ordinal`, in microseconds since the epoch; a merge has the
    /// greater of its parent's and its target's.
    long timestampMicros(long ordinal);

    /// The run that holds the commit at `ordinal`, as far as it is visible.
    Run run(long ordinal);

    /// The ordinals of the commits that have `ordinal` as parent or merge target, ascending.
    long[] children(long ordinal);

    /// The ordinals of the commits that are nobody's parent and no merge's target, ascending.
    long[] heads();

    /// The ordinals of the commits without a parent, ascending.
    long[] roots();

    /// Every toggle, by ordinal, ascending.
    List<Toggle> toggles();

    /// The commits that touched `document` and have an ordinal of at most `newest`.
    TouchCursor touches(DocumentId document, long newest);

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
    default void append(List<byte[]> commits) {
        append(List.of(), commits);
    }

    /// Appends blobs and then commits, which may name them, as one atomic transaction: all of it is
    /// there, or nothing. A blob or commit that is there already is passed over.
    ///
    /// The writers are those of this store, and sealed; they are of no more use afterwards. When
    /// this fails before anything is written, they can be appended again.
    ///
    /// **Errors**: as [#append(List)]; [IllegalArgumentException] when a writer is of another
    /// store; [IllegalStateException] when one is not sealed, or was appended or closed before.
    void append(List<BlobWriter> blobs, List<byte[]> commits);

    /// The definition records, oldest first.
    List<byte[]> definitions();

    /// Appends a definition record, durably.
    void appendDefinitions(byte[] record);

    /// Whether the store has the blob.
    default boolean hasBlob(BlobId id) {
        return blobInfo(id).isPresent();
    }

    /// Keeps a blob; one that is there already is passed over. The caller vouches that `id` is the
    /// hash of layout and bytes.
    default void putBlob(BlobId id, String layout, byte[] bytes) {
        if (hasBlob(id)) {
            return;
        }
        try (BlobWriter writer = newBlob(layout)) {
            writer.write(bytes);
            writer.seal();
            append(List.of(writer), List.of());
        }
    }

    /// The layout and bytes of a blob.
    ///
    /// **Errors**: [IllegalArgumentException] when it has more bytes than an array can.
    default Optional<StoredBlob> blob(BlobId id) {
        return openBlob(id).map(StoredBlob::readAll);
    }

    /// Begins a blob with this layout, of any size.
    BlobWriter newBlob(String layout);

    /// A reader of a blob; empty when the store does not have it.
    Optional<BlobReader> openBlob(BlobId id);

    /// The verified bytes of a blob where they lie, read-only, until the store is closed or the
    /// blob collected; null when the store does not have it, or not in one piece as it is.
    default @Nullable MemorySegment mapBlob(BlobId id) {
        return null;
    }

    /// What is known of a blob; empty when the store does not have it. **Cost**: does not depend on
    /// the blob's size.
    Optional<BlobInfo> blobInfo(BlobId id);

    /// The ids of the blobs, ascending: at most `limit`, those after `after` (from the start when
    /// null).
    List<BlobId> blobIds(@Nullable BlobId after, int limit);

    /// Facts about all blobs together. **Cost**: O(blobs).
    BlobStatistics blobStatistics();

    /// Removes the blobs that no commit names, and returns what they were. A blob that arrives
    /// meanwhile stays; a commit that would name a removed one is refused. **Cost**: reads every
    /// commit.
    BlobStatistics collectBlobs();

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
