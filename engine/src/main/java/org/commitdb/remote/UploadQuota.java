package org.commitdb.remote;

import java.util.HashMap;
import java.util.Map;
import org.commitdb.error.BusyException;
import org.commitdb.error.StorageException;

/// What uploads may take: so many incomplete ones and so many bytes for each connection, and a part
/// of the heap for all together.
///
/// **Units**: bytes. **Threads**: one at a time.
final class UploadQuota {

    /// What a store keeps on the heap of a blob that is being written, at most.
    private static final long OPEN_HEAP = (1L << 20) + (64L << 10);

    /// What it keeps of one that is complete: a small one whole, of others where they lie.
    private static final long SEALED_HEAP = 512;

    private static final long WHOLE_SIZE = 32 << 10;
    private static final int PART_OF_HEAP = 4;
    private static final String SOURCE = "the server";

    private final ServerOptions.Limits limits;
    private final long heapLimit;
    private final Map<Upload.Owner, Tally> tallies = new HashMap<>();
    private long heap;
    private long bytes;

    private static final class Tally {
        private int open;
        private int uploads;
        private long bytes;
    }

    /// What one upload takes.
    record Share(Upload.Owner owner, long size, boolean sealed) {

        private long heap() {
            return sealed ? Math.min(size, WHOLE_SIZE) + SEALED_HEAP : OPEN_HEAP;
        }
    }

    UploadQuota(ServerOptions.Limits limits) {
        this.limits = limits;
        this.heapLimit = Math.max(OPEN_HEAP, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /// How many bytes all uploads have.
    long bytes() {
        return bytes;
    }

    /// The share of an upload that begins.
    ///
    /// **Errors**: [BusyException] when there are too many.
    Share open(Upload.Owner owner) {
        Tally tally = tallies.get(owner);
        if (tally != null && tally.open >= limits.maxUploads()) {
            throw new BusyException(
                    "the server takes "
                            + limits.maxUploads()
                            + " incomplete blobs from a connection at once; complete or close"
                            + " others first",
                    SOURCE,
                    "uploads of this connection");
        }
        if (heap + OPEN_HEAP > heapLimit) {
            throw new BusyException(
                    "the server has no memory for another upload now; try again later",
                    SOURCE,
                    "uploads of all connections");
        }
        Share share = new Share(owner, 0, false);
        count(share, 1);
        return share;
    }

    /// The share of an upload that has so many bytes now.
    ///
    /// **Errors**: [StorageException] when its connection has too many.
    Share resize(Share share, long size, boolean sealed) {
        Tally tally = tallies.get(share.owner);
        long others = (tally == null ? 0 : tally.bytes) - share.size;
        if (size > limits.maxStagedBytes() - others) {
            throw new StorageException(
                    "the server takes "
                            + limits.maxStagedBytes()
                            + " bytes of blobs from a connection that are not appended yet",
                    SOURCE);
        }
        return replace(share, new Share(share.owner, size, sealed));
    }

    /// The share of an upload that somebody else goes on with.
    Share move(Share share, Upload.Owner owner) {
        return replace(share, new Share(owner, share.size, share.sealed));
    }

    private Share replace(Share before, Share after) {
        count(before, -1);
        count(after, 1);
        return after;
    }

    /// Ends a share.
    void close(Share share) {
        count(share, -1);
    }

    private void count(Share share, int sign) {
        Tally tally = tallies.computeIfAbsent(share.owner, owner -> new Tally());
        tally.open += share.sealed ? 0 : sign;
        tally.uploads += sign;
        tally.bytes += sign * share.size;
        bytes += sign * share.size;
        heap += sign * share.heap();
        if (tally.uploads == 0) {
            tallies.remove(share.owner);
        }
    }
}
