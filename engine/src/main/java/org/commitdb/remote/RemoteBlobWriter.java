package org.commitdb.remote;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.bytes.Hashes;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobWriter;
import org.jspecify.annotations.Nullable;

/// Writes one blob to a remote store: up to a piece is kept until it is appended, a larger one is
/// uploaded piece by piece, one of which is under way while the next is filled.
///
/// When the connection breaks, a piece is sent again over the next one, and the server goes on with
/// the upload if it has not been given up meanwhile.
///
/// **Threads**: one.
final class RemoteBlobWriter implements BlobWriter {

    private static final int PIECE = Protocol.BLOB_PIECE_SIZE;
    private static final int FIRST_CAPACITY = 1 << 13;

    private final RemoteBlobs blobs;
    private final String layout;
    private final MessageDigest digest = Hashes.newSha256();
    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int buffered;
    private long sent;
    private @Nullable UUID upload;
    private @Nullable Ahead<Boolean> underWay;
    private @Nullable BlobId id;
    private boolean usable = true;

    RemoteBlobWriter(RemoteBlobs blobs, String layout) {
        this.blobs = blobs;
        this.layout = layout;
        digest.update(new ByteWriter().writeString(layout).toByteArray());
    }

    /// Whether the blob is written to `other`.
    boolean isOf(RemoteBlobs other) {
        return blobs == other;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        requireUsable();
        Objects.checkFromIndexSize(offset, length, source.length);
        if (id != null) {
            throw new IllegalStateException("the blob is sealed");
        }
        digest.update(source, offset, length);
        for (int done = 0; done < length; ) {
            if (buffered == PIECE) {
                sendPiece();
            }
            int count = Math.min(length - done, PIECE - buffered);
            makeRoom(count);
            System.arraycopy(source, offset + done, buffer, buffered, count);
            buffered += count;
            done += count;
        }
    }

    private void makeRoom(int more) {
        int needed = buffered + more;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(PIECE, Math.max(needed, 2 * buffer.length)));
        }
    }

    private void sendPiece() {
        Request.BlobPiece piece = piece(null);
        sent += buffered;
        buffered = 0;
        buffer = new byte[PIECE];
        await();
        underWay =
                Ahead.of(() -> {
                    blobs.questions().ask(piece, Reply.Done.class);
                    return true;
                });
    }

    private Request.BlobPiece piece(@Nullable BlobId last) {
        UUID name = upload;
        if (name == null) {
            name = UUID.randomUUID();
            upload = name;
        }
        byte[] bytes = buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered);
        return new Request.BlobPiece(name, layout, sent, last, bytes);
    }

    private void await() {
        Ahead<Boolean> piece = underWay;
        underWay = null;
        if (piece == null) {
            return;
        }
        boolean done = false;
        try {
            piece.await();
            done = true;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    @Override
    public long size() {
        return sent + buffered;
    }

    @Override
    public BlobId seal() {
        requireUsable();
        BlobId sealed = id;
        if (sealed == null) {
            sealed = BlobId.of(digest.digest());
            if (upload != null) {
                sendLast(sealed);
            }
            id = sealed;
        }
        return sealed;
    }

    private void sendLast(BlobId sealed) {
        await();
        Request.BlobPiece last = piece(sealed);
        boolean done = false;
        try {
            blobs.questions().ask(last, Reply.Done.class);
            done = true;
        } finally {
            if (!done) {
                giveUp();
            }
        }
        sent += buffered;
        buffered = 0;
        buffer = new byte[0];
    }

    /// **Errors**: [IllegalStateException] when the blob is not sealed, or of no more use.
    void requireSealed() {
        requireUsable();
        if (id == null) {
            throw new IllegalStateException("the blob is not sealed");
        }
    }

    /// How the sealed blob is named where it is appended: with its bytes, if that is to be so and
    /// they are here; otherwise it is uploaded before this returns.
    Request.NewBlob ready(boolean whole) {
        requireSealed();
        BlobId sealed = seal();
        if (upload == null && whole) {
            byte[] bytes = buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered);
            return new Request.WholeBlob(sealed, layout, bytes);
        }
        if (upload == null) {
            sendLast(sealed);
        }
        UUID name = upload;
        return new Request.UploadedBlob(name == null ? new UUID(0, 0) : name, sealed);
    }

    /// Notes that the blob was appended.
    void end() {
        usable = false;
        buffer = new byte[0];
    }

    @Override
    public void close() {
        if (usable) {
            giveUp();
        }
    }

    /// The server must not be told before it has the piece that is under way, which would begin the
    /// upload again.
    private void giveUp() {
        end();
        UUID name = upload;
        Ahead<Boolean> piece = underWay;
        underWay = null;
        if (name != null) {
            Request giveUp = new Request.GiveUpBlobs(List.of(name));
            if (piece == null) {
                blobs.questions().tell(giveUp);
            } else {
                piece.then(() -> blobs.questions().tell(giveUp));
            }
        }
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("the blob was appended, given up, or failed");
        }
    }
}
