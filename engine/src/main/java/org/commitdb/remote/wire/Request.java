package org.commitdb.remote.wire;

import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// What a client asks of a server.
///
/// Ordinals, and what each request means, are those of [org.commitdb.store.RecordStore].
public sealed interface Request {

    /// The first message of a client: which versions it speaks, who it is.
    ///
    /// @param leastVersion the least version that it speaks
    /// @param greatestVersion the greatest one
    /// @param token what proves that it may connect; empty for none
    /// @param client a name for the log
    record Hello(int leastVersion, int greatestVersion, String token, String client)
            implements Request {

        /// Without the token.
        @Override
        public String toString() {
            return "Hello[" + client + "]";
        }
    }

    /// Asks whether the server is there.
    record Ping() implements Request {}

    /// Asks how the server is: counters by name.
    record Status() implements Request {}

    /// Asks for facts about the store.
    record Info() implements Request {}

    /// Asks to be told of new commits from now on.
    record Subscribe() implements Request {}

    /// Asks for the newest ordinal.
    record LastOrdinal() implements Request {}

    /// Asks for the ordinal of each id, 0 for those that are unknown.
    record OrdinalsOf(List<CommitId> ids) implements Request {

        /// Copies the list.
        public OrdinalsOf {
            ids = List.copyOf(ids);
        }
    }

    /// Asks for ids by the first hex digits.
    record IdsWithPrefix(String prefix, int limit) implements Request {}

    /// Asks for the id of each ordinal.
    record IdsOf(List<Long> ordinals) implements Request {

        /// Copies the list.
        public IdsOf {
            ordinals = List.copyOf(ordinals);
        }
    }

    /// Asks for encoded commits from the ordinal `first` on: one at least, at most `count`, and no
    /// more than fit into a page.
    record Commits(long first, int count) implements Request {}

    /// Asks for a timestamp.
    record Timestamp(long ordinal) implements Request {}

    /// Asks for the run that holds a commit.
    record RunOf(long ordinal) implements Request {}

    /// Asks for the children of a commit.
    record Children(long ordinal) implements Request {}

    /// Asks for all heads.
    record Heads() implements Request {}

    /// Asks for all roots.
    record Roots() implements Request {}

    /// Asks for all toggles.
    record Toggles() implements Request {}

    /// Asks for a page of the commits that touched a document, newest first, from `newest` down.
    ///
    /// @param untilBaseline whether the page may end behind the first commit that sets or removes
    ///   the document
    record Touches(DocumentId document, long newest, boolean untilBaseline) implements Request {}

    /// Asks for the first page of the commits that touched each of some documents, from `newest`
    /// down, each as [Touches] asks for it with `untilBaseline`.
    record TouchesOfMany(List<DocumentId> documents, long newest) implements Request {

        /// Copies the list.
        public TouchesOfMany {
            documents = List.copyOf(documents);
        }
    }

    /// Asks for documents of one attachment.
    record Documents(UUID attachment, @Nullable UUID after, int limit) implements Request {}

    /// Asks for the attachments with documents.
    record Attachments() implements Request {}

    /// Asks for all definition records.
    record Definitions() implements Request {}

    /// Asks for a number that is another one after definitions were added.
    record DefinitionsVersion() implements Request {}

    /// Asks how many commits there are.
    record CommitCount() implements Request {}

    /// Asks whether the commit at an ordinal was deleted.
    record IsDeleted(long ordinal) implements Request {}

    /// Asks for samples of the ancestry of some commits, see
    /// [org.commitdb.store.RecordStore#ancestry].
    record Ancestry(List<Long> tips, int limit) implements Request {

        /// Copies the list.
        public Ancestry {
            tips = List.copyOf(tips);
        }
    }

    /// Asks for the newest key frame of a document.
    record NewestFrame(DocumentId document, long newest) implements Request {}

    /// Asks for a key frame.
    record KeyFrame(DocumentId document, long ordinal) implements Request {}

    /// Hands over blobs and the commits that may name them, as one transaction.
    record Append(List<NewBlob> blobs, List<SignedCommit> commits) implements Request {

        /// Copies the lists.
        public Append {
            blobs = List.copyOf(blobs);
            commits = List.copyOf(commits);
        }

        /// Commits alone.
        public Append(List<SignedCommit> commits) {
            this(List.of(), commits);
        }
    }

    /// A blob that is appended.
    sealed interface NewBlob {

        /// The id that it must have.
        BlobId id();
    }

    /// A blob whose bytes are in the request.
    record WholeBlob(BlobId id, String layout, byte[] bytes) implements NewBlob {}

    /// A blob that was uploaded before, piece by piece.
    record UploadedBlob(UUID upload, BlobId id) implements NewBlob {}

    /// An encoded commit and the id that it must have.
    record SignedCommit(CommitId id, byte[] bytes) {}

    /// Has commits deleted.
    record Delete(List<CommitId> commits) implements Request {

        /// Copies the list.
        public Delete {
            commits = List.copyOf(commits);
        }
    }

    /// Hands over a definition record.
    record AppendDefinitions(byte[] bytes) implements Request {}

    /// Asks that everything is made durable.
    record Flush() implements Request {}

    /// Asks which blobs are there.
    record HasBlobs(List<BlobId> ids) implements Request {

        /// Copies the list.
        public HasBlobs {
            ids = List.copyOf(ids);
        }
    }

    /// Hands over a piece of a blob that is uploaded. Nobody sees the blob before it is appended.
    ///
    /// @param upload what the client calls the upload; the first piece begins it
    /// @param layout the text of the blob's layout
    /// @param position how many bytes come before the piece
    /// @param last the id that the blob must have, when this is its last piece; null otherwise
    /// @param bytes the piece
    record BlobPiece(UUID upload, String layout, long position, @Nullable BlobId last, byte[] bytes)
            implements Request {}

    /// Gives uploads up.
    record GiveUpBlobs(List<UUID> uploads) implements Request {

        /// Copies the list.
        public GiveUpBlobs {
            uploads = List.copyOf(uploads);
        }
    }

    /// Asks for what is known of a blob, and its first bytes: at most `length`.
    record BlobHead(BlobId id, int length) implements Request {}

    /// Asks for bytes of a blob: at most `length`, from `position` on.
    record BlobRange(BlobId id, long position, int length) implements Request {}

    /// Asks for ids of blobs, ascending: at most `limit`, those after `after`.
    record BlobIds(@Nullable BlobId after, int limit) implements Request {}

    /// Asks for facts about all blobs together.
    record BlobTotals() implements Request {}

    /// Has the blobs removed that no commit names.
    record CollectBlobs() implements Request {}
}
