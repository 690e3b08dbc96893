package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.commitdb.file.log.LogExtent;
import org.commitdb.file.storage.Storage;

/// The end of the file: what was given out, how long the file is, and how far it is known to be
/// zero.
///
/// Space is only ever taken at the high-water mark. The file is extended ahead of need, by an
/// eighth of its length; the change of length becomes durable with the next sync, which
/// [#takeGrown] tells to include the metadata.
///
/// **Threads**: any.
final class Space {

    private static final long MIN_STEP = LogExtent.ALIGNMENT;
    private static final long MAX_STEP = 1L << 26;
    private static final int GROWTH_DIVISOR = 8;
    private static final int PIECE = 1 << 20;

    private final Storage storage;
    private final long limit;
    private final boolean exact;
    private long highWater;
    private long length;
    private long zeroedTo;
    private boolean grown;

    /// The space behind `highWater` in a file of `length` bytes with pages of `pageSize`.
    Space(Storage storage, int pageSize, long highWater, long length) {
        this(storage, pageSize, highWater, length, false);
    }

    /// The same; with `exact` the file never gets longer than what was taken.
    Space(Storage storage, int pageSize, long highWater, long length, boolean exact) {
        this.limit = FileLayout.maxLength(pageSize);
        this.exact = exact;
        this.storage = storage;
        this.highWater = highWater;
        this.length = length;
        this.zeroedTo = highWater;
    }

    /// No byte from here on was ever given out.
    synchronized long highWater() {
        return highWater;
    }

    /// Takes `lengthBytes`, which hold whatever they hold.
    synchronized long take(long lengthBytes) throws IOException {
        ensureLength(highWater + lengthBytes);
        long start = highWater;
        highWater += lengthBytes;
        zeroedTo = Math.max(zeroedTo, highWater);
        return start;
    }

    /// Takes `lengthBytes` that are zero.
    synchronized long takeZeroed(long lengthBytes) throws IOException {
        zeroAhead(lengthBytes);
        return take(lengthBytes);
    }

    /// Takes back everything from `mark` on, which nothing refers to.
    synchronized void giveBack(long mark) {
        highWater = mark;
        zeroedTo = mark;
    }

    /// Fills the next `lengthBytes` with zeroes, so that taking them is quick and the disk
    /// complains now if it is full.
    synchronized void zeroAhead(long lengthBytes) throws IOException {
        long end = highWater + lengthBytes;
        ensureLength(end);
        byte[] zeroes = new byte[(int) Math.min(PIECE, Math.max(0, end - zeroedTo))];
        while (zeroedTo < end) {
            int count = (int) Math.min(zeroes.length, end - zeroedTo);
            storage.write(zeroedTo, ByteBuffer.wrap(zeroes, 0, count));
            zeroedTo += count;
        }
    }

    /// Whether the file has grown since the last call.
    synchronized boolean takeGrown() {
        boolean result = grown;
        grown = false;
        return result;
    }

    private void ensureLength(long needed) throws IOException {
        if (needed <= length) {
            return;
        }
        if (needed > limit) {
            throw new IOException("it cannot be longer than " + limit + " bytes");
        }
        long step = exact ? 0 : Math.clamp(length / GROWTH_DIVISOR, MIN_STEP, MAX_STEP);
        long wanted = Math.max(needed, Math.min(limit, length + step));
        long rounded =
                (wanted + LogExtent.ALIGNMENT - 1) / LogExtent.ALIGNMENT * LogExtent.ALIGNMENT;
        storage.setLength(rounded);
        length = rounded;
        grown = true;
    }
}
