package org.commitdb.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.store.BlobReader;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.CommitIndexer;

/// Copies what one side lacks of the other, one way.
///
/// **Threads**: one.
final class Transfer {

    private static final int BATCH_COMMITS = 4_096;
    private static final int PIECE_SIZE = 1 << 20;

    /// A store may keep a blob of this size in memory until it is appended, so that a pack has few.
    private static final int SMALL_BLOB = 1 << 20;

    private static final int SMALL_OVERHEAD = 1 << 10;
    private static final long SMALL_PACK = 4L << 20;

    private final SyncSide from;
    private final SyncSide to;
    private final CommitIndexer indexer;
    private final SyncOptions options;
    private final boolean toTarget;
    private long definitions;
    private long commits;
    private long commitBytes;
    private long blobs;
    private long blobBytes;

    Transfer(
            SyncSide from,
            SyncSide to,
            CommitIndexer indexer,
            SyncOptions options,
            boolean toTarget) {
        this.from = from;
        this.to = to;
        this.indexer = indexer;
        this.options = options;
        this.toTarget = toTarget;
    }

    SyncReport.Moved run() {
        SynchronizationEvent event = new SynchronizationEvent();
        event.begin();
        try {
            SyncReport.Moved moved = copy();
            event.done = true;
            return moved;
        } finally {
            record(event);
        }
    }

    private void record(SynchronizationEvent event) {
        if (event.shouldCommit()) {
            event.toTarget = toTarget;
            event.definitions = definitions;
            event.commits = commits;
            event.commitSize = commitBytes;
            event.blobs = blobs;
            event.blobSize = blobBytes;
            event.commit();
        }
    }

    private SyncReport.Moved copy() {
        copyDefinitions();
        List<OrdinalRange> missing = new Difference(from.store(), to.store()).find();
        long total = missing.stream().mapToLong(OrdinalRange::count).sum();
        if (total > 0) {
            options.progress().report(toTarget, 0, total);
        }
        for (OrdinalRange range : missing) {
            for (long next = range.first(); next <= range.last(); ) {
                next += copyCommits(next, range.last());
                options.progress().report(toTarget, commits, total);
            }
        }
        return new SyncReport.Moved(definitions, commits, commitBytes, blobs, blobBytes);
    }

    private void copyDefinitions() {
        List<byte[]> there = to.store().definitions();
        for (byte[] record : from.store().definitions()) {
            if (there.stream().noneMatch(known -> Arrays.equals(known, record))) {
                long before = to.store().definitionsVersion();
                to.gatekeeper().appendDefinitions(record);
                definitions += to.store().definitionsVersion() == before ? 0 : 1;
            }
        }
    }

    /// Copies a batch of commits from the ordinal `first` on, after the blobs that they name, and
    /// tells how many.
    private int copyCommits(long first, long last) {
        int count = (int) Math.min(last - first + 1, BATCH_COMMITS);
        List<byte[]> batch = from.store().commits(first, count);
        Set<BlobId> named = new LinkedHashSet<>();
        for (byte[] commit : batch) {
            named.addAll(indexer.index(commit).blobs());
        }
        if (!named.isEmpty()) {
            copyBlobs(to.store().missingBlobs(named));
        }
        to.gatekeeper().check(batch);
        to.store().append(batch);
        commits += batch.size();
        for (byte[] commit : batch) {
            commitBytes += commit.length;
        }
        return batch.size();
    }

    /// Copies blobs piece by piece, pack by pack.
    private void copyBlobs(Set<BlobId> missing) {
        List<BlobWriter> pack = new ArrayList<>();
        try {
            long packSize = 0;
            long smallSize = 0;
            for (BlobId id : missing) {
                long size = copyBlob(id, pack);
                packSize += size;
                smallSize += size <= SMALL_BLOB ? size + SMALL_OVERHEAD : 0;
                if (packSize >= options.packSizeBytes() || smallSize >= SMALL_PACK) {
                    store(pack);
                    packSize = 0;
                    smallSize = 0;
                }
            }
            store(pack);
        } finally {
            pack.forEach(BlobWriter::close);
        }
    }

    private void store(List<BlobWriter> pack) {
        if (!pack.isEmpty()) {
            to.store().append(pack, List.of());
            blobs += pack.size();
            pack.forEach(BlobWriter::close);
            pack.clear();
        }
    }

    private long copyBlob(BlobId id, List<BlobWriter> pack) {
        try (BlobReader reader = from.store().openBlob(id).orElseThrow(() -> lacking(id))) {
            BlobWriter writer = to.store().newBlob(reader.info().layout());
            pack.add(writer);
            byte[] piece = new byte[Math.clamp(reader.info().size(), 1, PIECE_SIZE)];
            long position = 0;
            for (int count = reader.read(position, piece, 0, piece.length);
                    count > 0;
                    count = reader.read(position, piece, 0, piece.length)) {
                writer.write(piece, 0, count);
                position += count;
            }
            BlobId found = writer.seal();
            if (!found.equals(id)) {
                throw new CorruptException(
                        "the other side gave the blob " + found + " for " + id + "; verify it",
                        "the blob " + id,
                        -1,
                        id.toString(),
                        found.toString());
            }
            blobBytes += position;
            return position;
        }
    }

    private static UnknownIdException lacking(BlobId id) {
        return new UnknownIdException(
                "the other side has a commit that names the blob "
                        + id
                        + ", which it lacks; verify it",
                "blob",
                id.toString());
    }
}
