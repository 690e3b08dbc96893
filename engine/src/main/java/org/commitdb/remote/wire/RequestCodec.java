package org.commitdb.remote.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// Writes requests, and reads them back from frames that a peer sent.
///
/// **Shape**: the table of requests in `docs/reference/wire-protocol.md`. **Threads**: any.
public final class RequestCodec {

    private static final int WHOLE = 0;
    private static final int UPLOADED = 1;
    private static final int DOCUMENT_SIZE = 4 * Long.BYTES;
    private static final int LEAST_NEW_BLOB = 1 + BlobId.SIZE + 2;

    private RequestCodec() {}

    /// The frame of a request.
    public static Frame encode(int requestId, Request request) {
        ByteWriter out = new ByteWriter();
        RequestType type = write(request, out);
        return new Frame(requestId, type.code(), out.toByteArray());
    }

    /// The request in a frame. **Errors**: [org.commitdb.error.CorruptException] when there is
    /// none.
    public static Request decode(Frame frame, String source) {
        ByteReader in = new ByteReader(frame.body(), source);
        RequestType type =
                RequestType.ofCode(frame.type())
                        .orElseThrow(() -> in.corrupt("a request", "the type " + frame.type()));
        Request request = read(type, in);
        in.expectEnd();
        return request;
    }

    private static RequestType write(Request request, ByteWriter out) {
        return switch (request) {
            case Request.Hello hello -> {
                out.writeBytes(Protocol.MAGIC.getBytes(StandardCharsets.US_ASCII));
                out.writeShort(hello.leastVersion()).writeShort(hello.greatestVersion());
                out.writeString(hello.token()).writeString(hello.client());
                yield RequestType.HELLO;
            }
            case Request.Ping ping -> RequestType.PING;
            case Request.Status status -> RequestType.STATUS;
            case Request.Info info -> RequestType.INFO;
            case Request.Subscribe subscribe -> RequestType.SUBSCRIBE;
            case Request.LastOrdinal last -> RequestType.LAST_ORDINAL;
            case Request.OrdinalsOf(List<CommitId> ids) -> {
                Lists.writeCommitIds(out, ids);
                yield RequestType.ORDINALS_OF;
            }
            case Request.IdsWithPrefix(String prefix, int limit) -> {
                out.writeString(prefix).writeVarint(limit);
                yield RequestType.IDS_WITH_PREFIX;
            }
            case Request.IdsOf(List<Long> ordinals) -> {
                Lists.writeNumbers(out, ordinals);
                yield RequestType.IDS_OF;
            }
            case Request.Commits(long first, int count) -> {
                out.writeVarint(first).writeVarint(count);
                yield RequestType.COMMITS;
            }
            case Request.Timestamp(long ordinal) -> number(out, ordinal, RequestType.TIMESTAMP);
            case Request.RunOf(long ordinal) -> number(out, ordinal, RequestType.RUN_OF);
            case Request.Children(long ordinal) -> number(out, ordinal, RequestType.CHILDREN);
            case Request.Heads heads -> RequestType.HEADS;
            case Request.Roots roots -> RequestType.ROOTS;
            case Request.Toggles toggles -> RequestType.TOGGLES;
            case Request.Touches(DocumentId document, long newest, boolean untilBaseline) -> {
                writeDocument(out, document);
                out.writeVarint(newest).writeByte(untilBaseline ? 1 : 0);
                yield RequestType.TOUCHES;
            }
            case Request.TouchesOfMany(List<DocumentId> documents, long newest) -> {
                out.writeVarint(newest).writeVarint(documents.size());
                documents.forEach(document -> writeDocument(out, document));
                yield RequestType.TOUCHES_OF_MANY;
            }
            case Request.Documents(UUID attachment, UUID after, int limit) -> {
                Lists.writeUuid(out, attachment);
                out.writeByte(after == null ? 0 : 1);
                if (after != null) {
                    Lists.writeUuid(out, after);
                }
                out.writeVarint(limit);
                yield RequestType.DOCUMENTS;
            }
            case Request.Attachments attachments -> RequestType.ATTACHMENTS;
            case Request.Definitions definitions -> RequestType.DEFINITIONS;
            case Request.CommitCount count -> RequestType.COMMIT_COUNT;
            case Request.IsDeleted(long ordinal) -> number(out, ordinal, RequestType.IS_DELETED);
            case Request.Delete(List<CommitId> commits) -> {
                Lists.writeCommitIds(out, commits);
                yield RequestType.DELETE;
            }
            case Request.DefinitionsVersion version -> RequestType.DEFINITIONS_VERSION;
            case Request.Ancestry(List<Long> tips, int limit) -> {
                Lists.writeNumbers(out, tips);
                out.writeVarint(limit);
                yield RequestType.ANCESTRY;
            }
            case Request.NewestFrame(DocumentId document, long newest) -> {
                writeDocument(out, document);
                yield number(out, newest, RequestType.NEWEST_FRAME);
            }
            case Request.KeyFrame(DocumentId document, long ordinal) -> {
                writeDocument(out, document);
                yield number(out, ordinal, RequestType.KEY_FRAME);
            }
            case Request.Append append -> {
                writeAppend(out, append);
                yield RequestType.APPEND;
            }
            case Request.AppendDefinitions(byte[] bytes) -> {
                out.writeBytes(bytes);
                yield RequestType.APPEND_DEFINITIONS;
            }
            case Request.Flush flush -> RequestType.FLUSH;
            case Request.HasBlobs(List<BlobId> ids) -> {
                Lists.writeBlobIds(out, ids);
                yield RequestType.HAS_BLOBS;
            }
            case Request.BlobPiece piece -> {
                Lists.writeUuid(out, piece.upload());
                out.writeString(piece.layout()).writeVarint(piece.position());
                Lists.writeOptionalBlobId(out, piece.last());
                out.writeBytes(piece.bytes());
                yield RequestType.BLOB_PIECE;
            }
            case Request.GiveUpBlobs(List<UUID> uploads) -> {
                out.writeVarint(uploads.size());
                uploads.forEach(upload -> Lists.writeUuid(out, upload));
                yield RequestType.GIVE_UP_BLOBS;
            }
            case Request.BlobHead(BlobId id, int length) -> {
                out.writeBytes(id.toByteArray()).writeVarint(length);
                yield RequestType.BLOB_HEAD;
            }
            case Request.BlobRange(BlobId id, long position, int length) -> {
                out.writeBytes(id.toByteArray()).writeVarint(position).writeVarint(length);
                yield RequestType.BLOB_RANGE;
            }
            case Request.BlobIds(BlobId after, int limit) -> {
                Lists.writeOptionalBlobId(out, after);
                out.writeVarint(limit);
                yield RequestType.BLOB_IDS;
            }
            case Request.BlobTotals totals -> RequestType.BLOB_TOTALS;
            case Request.CollectBlobs collect -> RequestType.COLLECT_BLOBS;
        };
    }

    private static RequestType number(ByteWriter out, long number, RequestType type) {
        out.writeVarint(number);
        return type;
    }

    private static Request read(RequestType type, ByteReader in) {
        return switch (type) {
            case HELLO -> readHello(in);
            case PING -> new Request.Ping();
            case STATUS -> new Request.Status();
            case INFO -> new Request.Info();
            case SUBSCRIBE -> new Request.Subscribe();
            case LAST_ORDINAL -> new Request.LastOrdinal();
            case ORDINALS_OF -> new Request.OrdinalsOf(Lists.readCommitIds(in));
            case IDS_WITH_PREFIX -> new Request.IdsWithPrefix(in.readString(), Lists.readInt(in));
            case IDS_OF -> new Request.IdsOf(Lists.readNumbers(in));
            case COMMITS -> new Request.Commits(in.readVarint(), Lists.readInt(in));
            case TIMESTAMP -> new Request.Timestamp(in.readVarint());
            case RUN_OF -> new Request.RunOf(in.readVarint());
            case CHILDREN -> new Request.Children(in.readVarint());
            case HEADS -> new Request.Heads();
            case ROOTS -> new Request.Roots();
            case TOGGLES -> new Request.Toggles();
            case TOUCHES ->
                    new Request.Touches(readDocument(in), in.readVarint(), Lists.readFlag(in));
            case TOUCHES_OF_MANY -> readTouchesOfMany(in);
            case DOCUMENTS -> readDocuments(in);
            case ATTACHMENTS -> new Request.Attachments();
            case DEFINITIONS -> new Request.Definitions();
            case COMMIT_COUNT -> new Request.CommitCount();
            case IS_DELETED -> new Request.IsDeleted(in.readVarint());
            case DELETE -> new Request.Delete(Lists.readCommitIds(in));
            case DEFINITIONS_VERSION -> new Request.DefinitionsVersion();
            case ANCESTRY -> new Request.Ancestry(Lists.readNumbers(in), Lists.readInt(in));
            case NEWEST_FRAME -> new Request.NewestFrame(readDocument(in), in.readVarint());
            case KEY_FRAME -> new Request.KeyFrame(readDocument(in), in.readVarint());
            case APPEND ->
                    new Request.Append(
                            Lists.read(in, LEAST_NEW_BLOB, RequestCodec::readNewBlob),
                            Lists.read(in, CommitId.SIZE + 1, RequestCodec::readCommit));
            case APPEND_DEFINITIONS -> new Request.AppendDefinitions(in.readBytes(in.remaining()));
            case FLUSH -> new Request.Flush();
            case HAS_BLOBS -> new Request.HasBlobs(Lists.readBlobIds(in));
            case BLOB_PIECE ->
                    new Request.BlobPiece(
                            Lists.readUuid(in),
                            in.readString(),
                            in.readVarint(),
                            Lists.readOptionalBlobId(in),
                            in.readBytes(in.remaining()));
            case GIVE_UP_BLOBS -> new Request.GiveUpBlobs(Lists.read(in, 16, Lists::readUuid));
            case BLOB_HEAD -> new Request.BlobHead(Lists.readBlobId(in), Lists.readInt(in));
            case BLOB_RANGE ->
                    new Request.BlobRange(Lists.readBlobId(in), in.readVarint(), Lists.readInt(in));
            case BLOB_IDS -> new Request.BlobIds(Lists.readOptionalBlobId(in), Lists.readInt(in));
            case BLOB_TOTALS -> new Request.BlobTotals();
            case COLLECT_BLOBS -> new Request.CollectBlobs();
        };
    }

    private static void writeAppend(ByteWriter out, Request.Append append) {
        out.writeVarint(append.blobs().size());
        for (Request.NewBlob blob : append.blobs()) {
            switch (blob) {
                case Request.WholeBlob(BlobId id, String layout, byte[] bytes) -> {
                    out.writeByte(WHOLE).writeBytes(id.toByteArray()).writeString(layout);
                    Lists.writeBytes(out, bytes);
                }
                case Request.UploadedBlob(UUID upload, BlobId id) -> {
                    out.writeByte(UPLOADED).writeBytes(id.toByteArray());
                    Lists.writeUuid(out, upload);
                }
            }
        }
        out.writeVarint(append.commits().size());
        for (Request.SignedCommit commit : append.commits()) {
            out.writeBytes(commit.id().toByteArray());
            Lists.writeBytes(out, commit.bytes());
        }
    }

    private static Request.NewBlob readNewBlob(ByteReader in) {
        int kind = in.readByte();
        if (kind != WHOLE && kind != UPLOADED) {
            throw in.corrupt("0 for a whole blob, or 1 for an uploaded one", "" + kind);
        }
        BlobId id = Lists.readBlobId(in);
        return kind == WHOLE
                ? new Request.WholeBlob(id, in.readString(), Lists.readBytes(in))
                : new Request.UploadedBlob(Lists.readUuid(in), id);
    }

    private static Request.SignedCommit readCommit(ByteReader in) {
        return new Request.SignedCommit(
                CommitId.of(in.readBytes(CommitId.SIZE)), Lists.readBytes(in));
    }

    private static Request readHello(ByteReader in) {
        byte[] magic = Protocol.MAGIC.getBytes(StandardCharsets.US_ASCII);
        if (!in.skipIf(magic)) {
            throw in.corrupt("a hello that begins with " + Protocol.MAGIC, "something else");
        }
        return new Request.Hello(in.readShort(), in.readShort(), in.readString(), in.readString());
    }

    private static Request readTouchesOfMany(ByteReader in) {
        long newest = in.readVarint();
        return new Request.TouchesOfMany(
                Lists.read(in, DOCUMENT_SIZE, RequestCodec::readDocument), newest);
    }

    private static Request readDocuments(ByteReader in) {
        UUID attachment = Lists.readUuid(in);
        @Nullable UUID after = Lists.readFlag(in) ? Lists.readUuid(in) : null;
        return new Request.Documents(attachment, after, Lists.readInt(in));
    }

    private static void writeDocument(ByteWriter out, DocumentId document) {
        Lists.writeUuid(out, document.attachment());
        Lists.writeUuid(out, document.instance());
    }

    private static DocumentId readDocument(ByteReader in) {
        return new DocumentId(Lists.readUuid(in), Lists.readUuid(in));
    }
}
