package org.commitdb.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.error.CorruptException;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.Finding.Severity;

/// Examines the blobs outside the log: no two have a byte in common, and the frames of each are
/// what was stored.
///
/// **Threads**: one. **Cost**: the heap holds the extents of the blobs.
final class BlobAudit {

    private final Storage storage;
    private final SaltedCrc checksum;
    private final Findings findings;
    private final Meter meter;
    private final Map<BlobId, BlobRecord> blobs = new HashMap<>();
    private final TreeMap<Long, BlobExtent> used = new TreeMap<>();

    /// Finds out what was dropped meanwhile.
    @FunctionalInterface
    interface Drops {

        /// Has [#drop] called for each.
        void read() throws IOException;
    }

    BlobAudit(Storage storage, SaltedCrc checksum, Findings findings, Meter meter) {
        this.storage = storage;
        this.checksum = checksum;
        this.findings = findings;
        this.meter = meter;
    }

    /// Adds a blob whose record is described by `place` and lies at `offset`.
    void add(BlobRecord blob, String place, long offset) {
        for (BlobExtent extent : blob.extents()) {
            Map.Entry<Long, BlobExtent> before = used.lowerEntry(extent.end());
            if (before != null && before.getValue().end() > extent.offset()) {
                BlobExtent other = before.getValue();
                findings.add(
                        Severity.DATA,
                        place,
                        offset,
                        "an extent apart from that from " + other.offset() + " to " + other.end(),
                        extent.length() + " bytes at " + extent.offset());
            } else {
                used.put(extent.offset(), extent);
            }
        }
        blobs.put(blob.id(), blob);
    }

    /// Forgets a blob that was dropped.
    void drop(BlobId id) {
        BlobRecord blob = blobs.remove(id);
        if (blob != null) {
            blob.extents().forEach(extent -> used.remove(extent.offset(), extent));
        }
    }

    /// Examines every frame of the blobs that were not dropped; `drops` has those dropped of which
    /// it was not known before.
    void checkFrames(Drops drops) throws IOException {
        for (BlobRecord blob : List.copyOf(blobs.values())) {
            if (!findings.isFull()) {
                check(blob, drops);
            }
        }
    }

    private void check(BlobRecord blob, Drops drops) throws IOException {
        try {
            new BlobCopy(storage, checksum, blob).verify(meter);
        } catch (CorruptException | IOException e) {
            drops.read();
            if (!blobs.containsKey(blob.id())) {
                return;
            }
            findings.add(
                    Severity.DATA, "the blob " + blob.id(), blob.extents().getFirst().offset(), e);
        }
    }
}
