package org.commitdb.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.remote.wire.Protocol;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;
import org.jspecify.annotations.Nullable;

/// Answers what clients ask about blobs.
///
/// **Invariants**: a blob is hashed here before it is stored; an answer holds one piece of a blob
/// at most. **Threads**: any. **Errors**: those of the store; [IllegalArgumentException] for an
/// argument that is out of range.
final class BlobRequests {

    private final RecordStore store;
    private final Uploads uploads;

    BlobRequests(RecordStore store, Uploads uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    Reply has(List<BlobId> ids) {
        Set<BlobId> missing = store.missingBlobs(ids);
        return new Reply.Numbers(ids.stream().map(id -> missing.contains(id) ? 0L : 1L).toList());
    }

    Reply take(Upload.Owner owner, Request.BlobPiece piece) {
        uploads.take(owner, piece);
        return new Reply.Done();
    }

    Reply giveUp(List<UUID> names) {
        uploads.giveUp(names);
        return new Reply.Done();
    }

    Reply head(BlobId id, int length) {
        Optional<BlobReader> found = store.openBlob(id);
        if (found.isEmpty()) {
            return new Reply.BlobHeadReply(null, new byte[0]);
        }
        try (BlobReader reader = found.get()) {
            return new Reply.BlobHeadReply(reader.info(), read(reader, 0, length));
        }
    }

    Reply range(BlobId id, long position, int length) {
        if (position < 0) {
            throw new IllegalArgumentException("the position is negative: " + position);
        }
        Optional<BlobReader> found = store.openBlob(id);
        if (found.isEmpty()) {
            return new Reply.Bytes(null);
        }
        try (BlobReader reader = found.get()) {
            return new Reply.Bytes(read(reader, position, length));
        }
    }

    private static byte[] read(BlobReader reader, long position, int length) {
        long left = Math.max(0, reader.info().size() - position);
        int wanted = Math.min(length, Protocol.BLOB_PIECE_SIZE);
        byte[] bytes = new byte[(int) Math.min(left, wanted)];
        int count = Math.max(0, reader.read(position, bytes, 0, bytes.length));
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    Reply ids(@Nullable BlobId after, int limit) {
        return new Reply.BlobIdList(store.blobIds(after, Math.min(limit, RequestHandler.MAX_LIST)));
    }

    Reply totals() {
        return new Reply.BlobTotalsReply(store.blobStatistics());
    }

    Reply collect() {
        return new Reply.BlobTotalsReply(store.collectBlobs());
    }

    /// Appends blobs and checked commits as one transaction.
    void append(List<Request.NewBlob> blobs, List<byte[]> commits) {
        if (blobs.isEmpty()) {
            store.append(commits);
            return;
        }
        List<Request.UploadedBlob> uploaded = new ArrayList<>();
        for (Request.NewBlob blob : blobs) {
            if (blob instanceof Request.UploadedBlob one) {
                uploaded.add(one);
            }
        }
        uploads.with(uploaded, writers -> append(blobs, writers, commits));
    }

    private void append(
            List<Request.NewBlob> blobs, Map<UUID, BlobWriter> uploaded, List<byte[]> commits) {
        List<BlobWriter> writers = new ArrayList<>(blobs.size());
        List<BlobWriter> whole = new ArrayList<>();
        try {
            for (Request.NewBlob blob : blobs) {
                switch (blob) {
                    case Request.WholeBlob(BlobId id, String layout, byte[] bytes) -> {
                        BlobWriter writer = store.newBlob(layout);
                        whole.add(writer);
                        writer.write(bytes);
                        Upload.requireSame(id, writer.seal());
                        writers.add(writer);
                    }
                    case Request.UploadedBlob(UUID upload, BlobId id) -> {
                        BlobWriter writer = uploaded.get(upload);
                        if (writer != null) {
                            writers.add(writer);
                        }
                    }
                }
            }
            store.append(writers, commits);
        } finally {
            whole.forEach(BlobWriter::close);
        }
    }
}
