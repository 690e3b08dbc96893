package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.commitdb.blob.BlobId;
import org.commitdb.file.blob.BlobRecord;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.commitdb.store.BlobInfo;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.CommitIndexer;

/// Removes the blobs that no commit names.
///
/// All commits are read first, while others go on; what was committed meanwhile is read under the
/// lock of the [LogTip] right before blobs are dropped, so no commit and no blob that it names can
/// pass each other.
///
/// **Threads**: one. **Cost**: reads every commit once; the heap holds the ids of the blobs.
final class BlobCollection {

    private static final int DROPS_AT_ONCE = 1 << 8;

    private final Volume volume;
    private final CommitIndexer indexer;
    private final Set<BlobId> unnamed;
    private long examined;

    /// A collection of those of `blobs` that turn out to be named by nobody.
    BlobCollection(Volume volume, CommitIndexer indexer, List<BlobId> blobs) {
        this.volume = volume;
        this.indexer = indexer;
        this.unnamed = new TreeSet<>(blobs);
    }

    /// Reads the commits up to the ordinal `last`.
    void examine(long last, LongFunction<byte[]> commits) {
        while (examined < last) {
            indexer.index(commits.apply(examined + 1)).blobs().forEach(unnamed::remove);
            examined++;
        }
    }

    /// Drops what nobody names, durably, and returns what it was.
    BlobStatistics drop(Writer writer) {
        BlobStatistics dropped = BlobStatistics.NONE;
        while (!unnamed.isEmpty()) {
            Drop drop = new Drop();
            writer.append(drop);
            for (BlobInfo info : drop.infos) {
                dropped = FileBlobs.plus(dropped, info);
            }
        }
        return dropped;
    }

    /// Drops some of the blobs in one transaction.
    private final class Drop implements BlobChange {

        private final List<BlobInfo> infos = new ArrayList<>();
        private final List<BlobId> ids = new ArrayList<>();
        private final List<BlobRecord> outside = new ArrayList<>();

        @Override
        public boolean begin(Staging staging) {
            Snapshot all = staging.snapshot(Long.MAX_VALUE);
            examine(
                    staging.lastOrdinal(),
                    ordinal ->
                            volume.records()
                                    .read(OrderIndex.offsetOf(all, ordinal), RecordType.COMMIT)
                                    .payload());
            for (Iterator<BlobId> left = unnamed.iterator();
                    left.hasNext() && ids.size() < DROPS_AT_ONCE; ) {
                BlobId id = left.next();
                left.remove();
                long offset = staging.blob(id);
                if (offset != 0) {
                    add(id, offset);
                }
            }
            return !ids.isEmpty();
        }

        private void add(BlobId id, long offset) {
            ids.add(id);
            infos.add(FileBlobs.infoAt(volume, id, offset));
            LogRecord record = FileBlobs.read(volume, offset);
            if (record.is(RecordType.BLOB_EXTENT)) {
                outside.add(BlobRecord.decode(record.payload(), volume.name()));
            }
        }

        @Override
        public void addTo(TransactionEncoder transaction, Space space) throws IOException {
            for (BlobId id : ids) {
                transaction.add(RecordType.DROP_BLOB, id.toByteArray());
            }
            for (BlobRecord blob : outside) {
                BlobChange.free(blob.extents(), transaction);
            }
        }

        @Override
        public void stageIn(Staging staging, long seq) {
            ids.forEach(id -> staging.dropBlob(id, seq));
            outside.forEach(blob -> BlobChange.stageFree(blob.extents(), staging, seq));
        }
    }
}
