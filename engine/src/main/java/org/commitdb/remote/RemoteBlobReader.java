package org.commitdb.remote;

import java.security.MessageDigest;
import java.util.Objects;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.error.UnknownIdException;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobReader;
import org.jspecify.annotations.Nullable;

/// Reads one blob of a remote store, piece by piece. When it is read on and on, the next piece is
/// fetched while the last one is used; elsewhere little more is fetched than is asked for.
///
/// **Invariants**: who reads a blob from its beginning to its end gets the bytes that belong to its
/// id, or an exception with the last of them; for a range, the server's word is taken. **Threads**:
/// one. **Cost**: memory for two pieces.
final class RemoteBlobReader implements BlobReader {

    /// How much is fetched at once.
    static final int PIECE = Protocol.BLOB_PIECE_SIZE;

    private static final int LEAST_PIECE = 1 << 16;

    private final Questions questions;
    private final BlobInfo info;
    private final MessageDigest digest = Hashes.newSha256();
    private long hashed;
    private byte[] piece;
    private long piecePosition;
    private long expected;
    private @Nullable Ahead<byte[]> next;
    private long nextPosition;
    private boolean closed;

    /// A reader of a blob that begins with the bytes `head`.
    RemoteBlobReader(Questions questions, BlobInfo info, byte[] head) {
        this.questions = questions;
        this.info = info;
        this.piece = head;
        digest.update(new ByteWriter().writeString(info.layout()).toByteArray());
        hash(0, head);
    }

    @Override
    public BlobInfo info() {
        return info;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        if (position < 0) {
            throw new IndexOutOfBoundsException("the position is negative: " + position);
        }
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || position >= info.size()) {
            questions.checkOpen();
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, info.size() - position);
        for (int done = 0; done < count; ) {
            load(position + done, count - done);
            int from = (int) (position + done - piecePosition);
            int some = Math.min(count - done, piece.length - from);
            System.arraycopy(piece, from, target, offset + done, some);
            done += some;
        }
        expected = position + count;
        return count;
    }

    /// Has a piece with the byte at `position`, of which `wanted` bytes are asked for.
    private void load(long position, int wanted) {
        if (position >= piecePosition && position < piecePosition + piece.length) {
            return;
        }
        boolean goingOn = position == expected || position == piecePosition + piece.length;
        Ahead<byte[]> ahead = next;
        next = null;
        byte[] found =
                ahead != null && nextPosition == position
                        ? ahead.await()
                        : fetch(position, goingOn ? toBorder(position) : atLeast(wanted));
        hash(position, found);
        piece = found;
        piecePosition = position;
        long end = position + found.length;
        if (goingOn && end < info.size()) {
            nextPosition = end;
            next = Ahead.of(() -> fetch(end, PIECE));
        }
    }

    /// Pieces that begin at a border have the server read no frame of the blob twice.
    private static int toBorder(long position) {
        return PIECE - (int) (position % PIECE);
    }

    private static int atLeast(int wanted) {
        return Math.max(wanted, LEAST_PIECE);
    }

    private byte[] fetch(long position, int length) {
        int wanted = (int) Math.min(Math.min(length, PIECE), info.size() - position);
        Request request = new Request.BlobRange(info.id(), position, wanted);
        byte[] bytes = questions.ask(request, Reply.Bytes.class).bytes();
        if (bytes == null) {
            throw new UnknownIdException(
                    "the blob " + info.id() + " was collected while it was read",
                    "blob",
                    info.id().toString());
        }
        if (bytes.length != wanted) {
            throw questions.strange(
                    wanted + " bytes of the blob " + info.id(), bytes.length + " bytes");
        }
        return bytes;
    }

    /// Takes bytes into account that follow those that were hashed before.
    private void hash(long position, byte[] bytes) {
        if (position != hashed || bytes.length == 0 && info.size() > 0) {
            return;
        }
        digest.update(bytes);
        hashed += bytes.length;
        if (hashed == info.size()) {
            BlobId found = BlobId.of(digest.digest());
            hashed = -1;
            if (!found.equals(info.id())) {
                throw questions.strange("the blob " + info.id(), "the blob " + found);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        next = null;
    }
}
