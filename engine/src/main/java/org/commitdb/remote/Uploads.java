package org.commitdb.remote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;

/// The blobs that clients are handing over and that nobody sees yet.
///
/// An upload belongs to the connection that sent its latest piece. When that has ended, another one
/// can go on with it for a while; then it is given up.
///
/// **Invariants**: bounded as [UploadQuota] says. **Threads**: any.
final class Uploads implements AutoCloseable {

    private static final int LONGEST_LAYOUT = 256;

    private final RecordStore store;
    private final UploadQuota quota;
    private final long graceNanos;
    private final Map<UUID, Held> held = new HashMap<>();
    private boolean closed;

    private static final class Held {

        private final Upload upload;
        private Upload.Owner owner;
        private UploadQuota.Share share;
        private long goneSince;

        Held(Upload upload, Upload.Owner owner, UploadQuota.Share share) {
            this.upload = upload;
            this.owner = owner;
            this.share = share;
        }
    }

    Uploads(RecordStore store, ServerOptions.Limits limits) {
        this.store = store;
        this.quota = new UploadQuota(limits);
        this.graceNanos = limits.patience().toNanos();
    }

    /// Takes a piece from `owner`.
    ///
    /// **Errors**: [UnknownIdException] when it is not the first one of an upload that is not there
    /// any more; [IllegalArgumentException] when pieces are missing before it;
    /// [org.commitdb.error.InvalidCommitException] when the blob does not have its id;
    /// [org.commitdb.error.BusyException] and [org.commitdb.error.StorageException] when there is
    /// no room for more. Unless it is misuse, the upload is given up then.
    void take(Upload.Owner owner, Request.BlobPiece piece) {
        Held entry = find(owner, piece);
        Upload upload = entry.upload;
        upload.lock();
        try {
            if (upload.isEnded()) {
                throw unknown(piece.upload());
            }
            if (!upload.has(piece)) {
                add(piece, entry);
            }
        } finally {
            upload.unlock();
        }
    }

    private void add(Request.BlobPiece piece, Held entry) {
        boolean done = false;
        try {
            resize(entry, entry.upload.size() + piece.bytes().length, false);
            entry.upload.write(piece);
            BlobId last = piece.last();
            if (last != null) {
                entry.upload.seal(last);
                resize(entry, entry.upload.size(), true);
            }
            done = true;
        } finally {
            if (!done) {
                drop(piece.upload(), entry);
            }
        }
    }

    private synchronized void resize(Held entry, long size, boolean sealed) {
        entry.share = quota.resize(entry.share, size, sealed);
    }

    private synchronized Held find(Upload.Owner owner, Request.BlobPiece piece) {
        Held known = held.get(piece.upload());
        if (known == null) {
            if (piece.position() != 0 || closed) {
                throw unknown(piece.upload());
            }
            if (piece.layout().length() > LONGEST_LAYOUT) {
                throw new IllegalArgumentException(
                        "a layout of "
                                + piece.layout().length()
                                + " characters; an upload has at most "
                                + LONGEST_LAYOUT);
            }
            UploadQuota.Share share = quota.open(owner);
            Upload upload = new Upload(store.newBlob(piece.layout()), piece.layout());
            known = new Held(upload, owner, share);
            held.put(piece.upload(), known);
        } else if (known.owner != owner) {
            known.share = quota.move(known.share, owner);
            known.owner = owner;
            known.goneSince = 0;
        }
        return known;
    }

    private static UnknownIdException unknown(UUID upload) {
        return new UnknownIdException(
                "the server has no upload "
                        + upload
                        + " any more: it was given up, or the server was started again; send the"
                        + " blob again",
                "upload",
                upload.toString());
    }

    /// Uses uploads to append blobs, and has them no longer when that succeeds.
    @FunctionalInterface
    interface Append {

        /// Appends; `writers` has what each upload has become, none for a blob that is there.
        void run(Map<UUID, BlobWriter> writers);
    }

    /// Has `append` run with uploads that nobody else uses meanwhile.
    ///
    /// **Errors**: [UnknownIdException] when an upload is not there, nor its blob;
    /// [IllegalArgumentException] when one is not complete.
    void with(List<Request.UploadedBlob> blobs, Append append) {
        // Always locked in the same order.
        Map<UUID, Held> locked = new TreeMap<>();
        for (Request.UploadedBlob blob : blobs) {
            find(blob.upload(), locked);
        }
        locked.values().forEach(entry -> entry.upload.lock());
        boolean ended = false;
        try {
            Map<UUID, BlobWriter> writers = new HashMap<>();
            for (Request.UploadedBlob blob : blobs) {
                Held entry = locked.get(blob.upload());
                if (entry != null && !entry.upload.isEnded()) {
                    writers.put(blob.upload(), entry.upload.requireSealed(blob.id()));
                } else if (!store.hasBlob(blob.id())) {
                    throw unknown(blob.upload());
                }
            }
            append.run(writers);
            ended = true;
        } catch (OutcomeUnknownException e) {
            ended = true;
            throw e;
        } finally {
            if (ended) {
                locked.forEach(this::drop);
            }
            locked.values().forEach(entry -> entry.upload.unlock());
        }
    }

    private synchronized void find(UUID upload, Map<UUID, Held> target) {
        Held entry = held.get(upload);
        if (entry != null) {
            target.put(upload, entry);
        }
    }

    /// Gives uploads up; one that is not there is passed over.
    void giveUp(List<UUID> uploads) {
        Map<UUID, Held> found = new TreeMap<>();
        uploads.forEach(upload -> find(upload, found));
        found.forEach(this::end);
    }

    private void end(UUID name, Held entry) {
        entry.upload.lock();
        try {
            drop(name, entry);
        } finally {
            entry.upload.unlock();
        }
    }

    private void drop(UUID name, Held entry) {
        entry.upload.end();
        synchronized (this) {
            if (held.remove(name, entry)) {
                quota.close(entry.share);
            }
        }
    }

    /// Gives up what nobody has gone on with for too long since its connection ended.
    void giveUpAbandoned(long nowNanos) {
        abandoned(nowNanos).forEach(this::end);
    }

    private synchronized Map<UUID, Held> abandoned(long nowNanos) {
        Map<UUID, Held> found = new HashMap<>();
        for (Map.Entry<UUID, Held> each : held.entrySet()) {
            Held entry = each.getValue();
            if (!entry.owner.isGone()) {
                entry.goneSince = 0;
            } else if (entry.goneSince == 0) {
                entry.goneSince = nowNanos == 0 ? 1 : nowNanos;
            } else if (nowNanos - entry.goneSince > graceNanos) {
                found.put(each.getKey(), entry);
            }
        }
        return found;
    }

    /// How many there are.
    synchronized int count() {
        return held.size();
    }

    /// How many bytes they have.
    synchronized long bytes() {
        return quota.bytes();
    }

    /// Gives all up; no more are taken.
    @Override
    public void close() {
        Map<UUID, Held> all;
        synchronized (this) {
            closed = true;
            all = new HashMap<>(held);
        }
        all.forEach(this::end);
    }
}
