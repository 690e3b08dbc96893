package org.commitdb.remote;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.StoredBlob;
import org.jspecify.annotations.Nullable;

/// The blobs of a remote store.
///
/// A small blob travels with the transaction that appends it; a larger one is uploaded before, in
/// pieces, and then named by the transaction.
///
/// **Invariants**: memory for a few pieces of each reader and writer. **Threads**: any.
final class RemoteBlobs {

    /// What is asked for when a blob is opened: all of a small one.
    private static final int HEAD = 16 << 10;

    /// The blobs of one transaction that travel in its message have about so many bytes at most.
    private static final int INLINE = 16 << 20;

    private static final int OVERHEAD = 1 << 10;
    private static final int PAGE = 1 << 14;

    private final Questions questions;

    RemoteBlobs(Questions questions) {
        this.questions = questions;
    }

    Questions questions() {
        return questions;
    }

    Set<BlobId> missing(Collection<BlobId> ids) {
        questions.checkOpen();
        List<BlobId> asked = List.copyOf(new LinkedHashSet<>(ids));
        if (asked.isEmpty()) {
            return new HashSet<>();
        }
        List<Long> there = questions.numbers(new Request.HasBlobs(asked), asked.size());
        Set<BlobId> missing = new LinkedHashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (there.get(i) == 0) {
                missing.add(asked.get(i));
            }
        }
        return missing;
    }

    BlobWriter create(String layout) {
        questions.checkOpen();
        return new RemoteBlobWriter(this, layout);
    }

    void put(BlobId id, String layout, byte[] bytes) {
        try (RemoteBlobWriter writer = new RemoteBlobWriter(this, layout)) {
            writer.write(bytes);
            BlobId found = writer.seal();
            if (!found.equals(id)) {
                throw new IllegalArgumentException("the blob has the id " + found + ", not " + id);
            }
            append(List.of(writer), List.of());
        }
    }

    /// Appends sealed blobs and commits, see [org.commitdb.store.RecordStore#append(List, List)].
    void append(List<? extends BlobWriter> blobs, List<byte[]> commits) {
        questions.checkOpen();
        if (blobs.isEmpty() && commits.isEmpty()) {
            return;
        }
        List<RemoteBlobWriter> own = own(blobs);
        List<Request.SignedCommit> signed =
                commits.stream()
                        .map(bytes ->
                                new Request.SignedCommit(CommitId.of(Hashes.sha256(bytes)), bytes))
                        .toList();
        long room = questions.maxBodySize() - OVERHEAD;
        for (byte[] commit : commits) {
            room -= commit.length + (long) OVERHEAD;
        }
        room = Math.min(room, INLINE);
        List<Request.NewBlob> named = new ArrayList<>(own.size());
        for (RemoteBlobWriter blob : own) {
            long size = blob.size() + OVERHEAD;
            named.add(blob.ready(size <= room));
            room -= named.getLast() instanceof Request.WholeBlob ? size : OVERHEAD;
        }
        questions.change(new Request.Append(named, signed));
        own.forEach(RemoteBlobWriter::end);
    }

    private List<RemoteBlobWriter> own(List<? extends BlobWriter> blobs) {
        List<RemoteBlobWriter> own = new ArrayList<>(blobs.size());
        Set<BlobWriter> seen = new HashSet<>();
        for (BlobWriter blob : blobs) {
            if (!(blob instanceof RemoteBlobWriter ready) || !ready.isOf(this)) {
                throw new IllegalArgumentException("a blob was written for another store");
            }
            if (!seen.add(ready)) {
                throw new IllegalArgumentException("a blob is to be appended twice");
            }
            ready.requireSealed();
            own.add(ready);
        }
        return own;
    }

    Optional<RemoteBlobReader> open(BlobId id) {
        return open(id, HEAD);
    }

    private Optional<RemoteBlobReader> open(BlobId id, int length) {
        Reply.BlobHeadReply head = head(id, length);
        BlobInfo info = head.info();
        return info == null
                ? Optional.empty()
                : Optional.of(new RemoteBlobReader(questions, info, head.bytes()));
    }

    Optional<BlobInfo> info(BlobId id) {
        return Optional.ofNullable(head(id, 0).info());
    }

    private Reply.BlobHeadReply head(BlobId id, int length) {
        Reply.BlobHeadReply head =
                questions.ask(new Request.BlobHead(id, length), Reply.BlobHeadReply.class);
        BlobInfo info = head.info();
        if (info != null && !info.id().equals(id)) {
            throw questions.strange("the blob " + id, "the blob " + info.id());
        }
        if (info != null && head.bytes().length != Math.min(length, info.size())) {
            throw questions.strange(
                    "the first " + Math.min(length, info.size()) + " bytes of the blob " + id,
                    head.bytes().length + " bytes");
        }
        return head;
    }

    /// All of a blob; memory follows the bytes that arrive.
    Optional<StoredBlob> read(BlobId id) {
        Optional<RemoteBlobReader> found = open(id, RemoteBlobReader.PIECE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (RemoteBlobReader reader = found.get()) {
            BlobInfo info = reader.info();
            if (info.size() > Integer.MAX_VALUE - Long.BYTES) {
                return Optional.of(StoredBlob.readAll(reader));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] piece = new byte[RemoteBlobReader.PIECE];
            for (int count = reader.read(0, piece, 0, piece.length);
                    count > 0;
                    count = reader.read(bytes.size(), piece, 0, piece.length)) {
                bytes.write(piece, 0, count);
            }
            return Optional.of(new StoredBlob(info.layout(), bytes.toByteArray()));
        }
    }

    List<BlobId> ids(@Nullable BlobId after, int limit) {
        Questions.checkLimit(limit);
        List<BlobId> ids = new ArrayList<>();
        BlobId last = after;
        while (ids.size() < limit) {
            int wanted = Math.min(PAGE, limit - ids.size());
            List<BlobId> page =
                    questions.ask(new Request.BlobIds(last, wanted), Reply.BlobIdList.class).ids();
            if (page.size() > wanted
                    || !page.isEmpty() && last != null && last.compareTo(page.getFirst()) >= 0) {
                throw questions.strange("up to " + wanted + " blobs after " + last, "others");
            }
            ids.addAll(page);
            if (page.size() < wanted) {
                break;
            }
            last = page.getLast();
        }
        return ids;
    }

    BlobStatistics statistics() {
        return questions.ask(new Request.BlobTotals(), Reply.BlobTotalsReply.class).totals();
    }

    BlobStatistics collect() {
        return questions.change(new Request.CollectBlobs(), Reply.BlobTotalsReply.class).totals();
    }
}
