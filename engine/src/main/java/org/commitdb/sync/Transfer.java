package org.commitdb.sync;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.error.UnknownIdException;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.StoredBlob;

/// Copies what one side lacks of the other, one way.
///
/// **Threads**: one.
final class Transfer {

    private static final int BATCH_COMMITS = 4_096;

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

    private void copyBlobs(Set<BlobId> missing) {
        for (BlobId id : missing) {
            StoredBlob blob =
                    from.store()
                            .blob(id)
                            .orElseThrow(() ->
                                    new UnknownIdException(
                                            "the other side has a commit that names the blob "
                                                    + id
                                                    + ", which it lacks; verify it",
                                            "blob",
                                            id.toString()));
            to.store().putBlob(id, blob.layout(), blob.bytes());
            blobs++;
            blobBytes += blob.bytes().length;
        }
    }
}
