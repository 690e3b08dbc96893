package org.commitdb.remote;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.commitdb.blob.BlobId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobWriter;
import org.jspecify.annotations.Nullable;

/// A blob that a client hands over piece by piece.
///
/// A piece that is there already is passed over, so that it can be sent again over another
/// connection.
///
/// **Threads**: the one that has locked it.
final class Upload {

    /// Whoever uploads.
    @FunctionalInterface
    interface Owner {

        /// Whether its connection has ended.
        boolean isGone();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final BlobWriter writer;
    private final String layout;
    private @Nullable BlobId id;
    private boolean ended;

    Upload(BlobWriter writer, String layout) {
        this.writer = writer;
        this.layout = layout;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /// Whether the blob was appended, or given up.
    boolean isEnded() {
        return ended;
    }

    BlobWriter writer() {
        return writer;
    }

    long size() {
        return writer.size();
    }

    /// Whether the piece is there already; otherwise it is the next one.
    ///
    /// **Errors**: [IllegalArgumentException] when it is neither.
    boolean has(Request.BlobPiece piece) {
        BlobId sealed = id;
        long end = piece.position() + piece.bytes().length;
        if (!layout.equals(piece.layout())) {
            throw new IllegalArgumentException("the upload began with the layout " + layout);
        }
        if (sealed == null && piece.position() == size()) {
            return false;
        }
        if (piece.position() < 0
                || end != size()
                || sealed != null && !Objects.equals(sealed, piece.last())) {
            throw new IllegalArgumentException(
                    "a piece from "
                            + piece.position()
                            + " on, of an upload that has "
                            + size()
                            + (sealed == null ? " bytes" : " bytes and is complete"));
        }
        return true;
    }

    /// Takes the next piece.
    void write(Request.BlobPiece piece) {
        writer.write(piece.bytes());
    }

    /// Ends the bytes, which must have the id `expected`.
    ///
    /// **Errors**: [InvalidCommitException] when they do not.
    void seal(BlobId expected) {
        id = requireSame(expected, writer.seal());
    }

    /// Returns the id, if it is the expected one.
    ///
    /// **Errors**: [InvalidCommitException] when it is not.
    static BlobId requireSame(BlobId expected, BlobId found) {
        if (!found.equals(expected)) {
            String rule = "layout and bytes of a blob hash to its id";
            throw new InvalidCommitException(
                    rule + ": " + expected + " was announced, " + found + " has come", rule);
        }
        return found;
    }

    /// The sealed blob.
    ///
    /// **Errors**: [IllegalArgumentException] when it is not complete, or another one.
    BlobWriter requireSealed(BlobId expected) {
        BlobId sealed = id;
        if (sealed == null || !sealed.equals(expected)) {
            throw new IllegalArgumentException(
                    "the upload is "
                            + (sealed == null ? "not complete" : "the blob " + sealed)
                            + ", not the blob "
                            + expected);
        }
        return writer;
    }

    /// Gives the blob up, unless it was appended.
    void end() {
        ended = true;
        writer.close();
    }
}
