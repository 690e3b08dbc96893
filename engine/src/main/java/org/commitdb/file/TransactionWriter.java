package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.log.LogPosition;
import org.commitdb.file.log.TransactionEncoder;

/// Writes one transaction after another at the end of the log, and takes the extents that they
/// need.
///
/// **Invariants**: a transaction that was refused, or whose write failed, leaves the end where it
/// was; the next one overwrites its place, and the terminator is put back there before anybody else
/// may write. **Threads**: one at a time, under the lock of the [LogTip], with the [Lease].
/// **Errors**: [org.commitdb.error.StorageException] when the disk refuses, or when a transaction
/// before could not be indexed; what building the records raises.
final class TransactionWriter {

    private final Volume volume;
    private final Space space;
    private final LogTip tip;
    private final TransactionEncoder encoder;
    private final List<LogExtent> openedExtents = new ArrayList<>();
    private long preparedExtent;
    private boolean debris;

    /// Adds the records of a transaction.
    @FunctionalInterface
    interface Records {

        /// Adds them to `transaction`.
        ///
        /// **Errors**: [IOException] when the disk refuses.
        void addTo(TransactionEncoder transaction) throws IOException;
    }

    TransactionWriter(Volume volume, Space space, LogTip tip) {
        this.volume = volume;
        this.space = space;
        this.tip = tip;
        this.encoder =
                new TransactionEncoder(
                        volume.storage(), volume.checksum(), this::nextExtent, tip.end());
    }

    /// Writes a transaction. The lease was taken before anything was decided about it, and is not
    /// given up in between: others could make the decision wrong.
    ///
    /// @param durableSeq the highest record that is known to be durable
    void write(long durableSeq, Records records) {
        tip.checkStaged();
        clearDebris();
        long mark = space.highWater();
        boolean written = false;
        try {
            openedExtents.clear();
            encoder.begin(tip.end(), tip.lastTxn() + 1, durableSeq);
            records.addTo(encoder);
            LogPosition end = encoder.finish();
            written = true;
            tip.wrote(end);
            openedExtents.forEach(extent ->
                    tip.staging().addExtent(extent.offset(), extent.length(), ExtentIndex.LOG));
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "append to the log", e);
        } finally {
            if (!written) {
                space.giveBack(mark);
                debris = true;
                clearDebris();
            }
        }
    }

    /// Puts the terminator back that a failed write may have overwritten, so that a crash does not
    /// bring back what was refused; false when that failed, too.
    boolean clearDebris() {
        if (debris) {
            try {
                volume.storage()
                        .write(
                                tip.end().offset(),
                                ByteBuffer.wrap(new byte[TransactionEncoder.TERMINATOR_SIZE]));
                debris = false;
            } catch (IOException e) {
                // The next append overwrites the place, or tries this again.
                return false;
            }
        }
        return true;
    }

    /// Has room for the next extent prepared once the current one is half full.
    void prepareNextExtent(Upkeep upkeep) {
        LogExtent extent = tip.end().extent();
        if (preparedExtent != extent.seq()
                && extent.end() - tip.end().offset() < extent.length() / 2) {
            preparedExtent = extent.seq();
            upkeep.extentIsHalfFull(lengthAfter(extent));
        }
    }

    private LogExtent nextExtent(LogExtent current, long needed) throws IOException {
        long rounded =
                (needed + LogExtent.ALIGNMENT - 1) / LogExtent.ALIGNMENT * LogExtent.ALIGNMENT;
        long length = Math.max(rounded, lengthAfter(current));
        LogExtent next = new LogExtent(space.takeZeroed(length), length, current.seq() + 1);
        openedExtents.add(next);
        return next;
    }

    private static long lengthAfter(LogExtent extent) {
        return Math.min(LogExtent.MAX_LENGTH, extent.length() * 2);
    }
}
