package org.commitdb.file;

import java.io.IOException;
import java.util.List;
import org.commitdb.file.blob.BlobExtent;
import org.commitdb.file.log.RecordType;
import org.commitdb.file.log.TransactionEncoder;
import org.jspecify.annotations.Nullable;

/// Takes one extent for a blob: one that is free, else from the end of the file.
///
/// **Threads**: one.
final class BlobAllocation implements BlobChange {

    /// A free extent that is shorter than this, and than what is wanted, is left alone, so that a
    /// large blob is not scattered over many.
    private static final long LEAST = 1L << 20;

    private final long wanted;
    private final long durableSeq;
    private @Nullable BlobExtent found;
    private @Nullable BlobExtent taken;

    /// An allocation of room for `wantedBytes`, or less.
    ///
    /// @param durableSeq the highest log record that is known to be durable
    BlobAllocation(long wantedBytes, long durableSeq) {
        this.wanted = BlobExtent.lengthFor(wantedBytes);
        this.durableSeq = durableSeq;
    }

    /// The extent, once it is allocated.
    BlobExtent taken() {
        BlobExtent extent = taken;
        if (extent == null) {
            throw new IllegalStateException("nothing was allocated yet");
        }
        return extent;
    }

    @Override
    public boolean begin(Staging staging) {
        found = staging.findFree(wanted, Math.min(wanted, LEAST), durableSeq);
        return true;
    }

    @Override
    public void addTo(TransactionEncoder transaction, Space space) throws IOException {
        BlobExtent free = found;
        BlobExtent extent;
        if (free == null) {
            extent = new BlobExtent(space.take(wanted), wanted);
        } else {
            extent = free.first(Math.min(wanted, free.length()));
        }
        transaction.add(RecordType.ALLOC, BlobChange.payload(extent));
        BlobChange.free(rest(free, extent), transaction);
        taken = extent;
    }

    @Override
    public void stageIn(Staging staging, long seq) {
        BlobExtent extent = taken();
        staging.addBlobExtent(extent, ExtentIndex.PENDING, seq);
        // What was free before can be overwritten at once, whatever becomes of this record.
        BlobChange.stageFree(rest(found, extent), staging, Math.min(seq, durableSeq));
    }

    private static List<BlobExtent> rest(@Nullable BlobExtent free, BlobExtent extent) {
        return free == null || free.length() == extent.length()
                ? List.of()
                : List.of(free.after(extent.length()));
    }
}
