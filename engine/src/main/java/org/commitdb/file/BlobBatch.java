package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.blob.BlobId;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.log.TransactionEncoder;

/// The blobs of one transaction: those that are not there yet are recorded, the room of the others
/// is given back.
///
/// **Threads**: one, under the lock of the [LogTip].
final class BlobBatch {

    private final List<StagedBlob> blobs;
    private final Map<BlobId, StagedBlob> fresh = new LinkedHashMap<>();
    private final Map<BlobId, Long> offsets = new LinkedHashMap<>();
    private final List<BlobExtent> free = new ArrayList<>();

    BlobBatch(List<StagedBlob> blobs) {
        this.blobs = blobs;
    }

    /// Decides which blobs are not there yet.
    void begin(Staging staging) {
        for (StagedBlob blob : blobs) {
            if (staging.hasBlob(blob.id()) || fresh.putIfAbsent(blob.id(), blob) != null) {
                free.addAll(blob.used());
            }
            free.addAll(blob.unused());
        }
    }

    /// Whether there is nothing to write.
    boolean isEmpty() {
        return fresh.isEmpty() && free.isEmpty();
    }

    /// Whether the transaction brings the blob.
    boolean brings(BlobId id) {
        return fresh.containsKey(id);
    }

    /// Adds the records.
    void addTo(TransactionEncoder transaction) throws IOException {
        for (StagedBlob blob : fresh.values()) {
            offsets.put(blob.id(), transaction.add(blob.type(), blob.flags(), blob.payload()));
        }
        BlobChange.free(free, transaction);
    }

    /// Adds to the index what was written.
    void stageIn(Staging staging, long seq) {
        for (StagedBlob blob : fresh.values()) {
            for (BlobExtent extent : blob.used()) {
                staging.addBlobExtent(extent, ExtentIndex.BLOB, seq);
            }
            staging.addBlob(blob.id(), seq, offsets.getOrDefault(blob.id(), 0L));
        }
        BlobChange.stageFree(free, staging, seq);
    }
}
