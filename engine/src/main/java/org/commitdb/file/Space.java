package org.commitdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock lock = new ReentrantLock();
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
    long highWater() {
        lock.lock();
        try {
            return highWater;
        } finally {
            lock.unlock();
        }
    }

    /// Takes `lengthBytes`, which hold whatever they hold.
    long take(long lengthBytes) throws IOException {
        lock.lock();
        try {
            ensureLength(highWater + lengthBytes);
            long start = highWater;
            highWater += lengthBytes;
            zeroedTo = Math.max(zeroedTo, highWater);
            return start;
        } finally {
            lock.unlock();
        }
    }

    /// Takes `lengthBytes` that are zero.
    long takeZeroed(long lengthBytes) throws IOException {
        lock.lock();
        try {
            zeroAhead(lengthBytes);
            return take(lengthBytes);
        } finally {
            lock.unlock();
        }
    }

    /// Takes back everything from `mark` on, which nothing refers to.
    void giveBack(long mark) {
        lock.lock();
        try {
            highWater = mark;
            zeroedTo = mark;
        } finally {
            lock.unlock();
        }
    }

    /// Fills the next `lengthBytes` with zeroes, so that taking them is quick and the disk
    /// complains now if it is full.
    void zeroAhead(long lengthBytes) throws IOException {
        lock.lock();
        try {
            long end = highWater + lengthBytes;
            ensureLength(end);
            byte[] zeroes = new byte[(int) Math.min(PIECE, Math.max(0, end - zeroedTo))];
            while (zeroedTo < end) {
                int count = (int) Math.min(zeroes.length, end - zeroedTo);
                storage.write(zeroedTo, ByteBuffer.wrap(zeroes, 0, count));
                zeroedTo += count;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Notes how long the file is by now; with `others`, other processes may have written behind
    /// the end.
    void refresh(long newLength, boolean others) {
        lock.lock();
        try {
            if (newLength != length) {
                // Whoever changed it may have died before it was durable.
                length = newLength;
                grown = true;
            }
            if (others) {
                zeroedTo = highWater;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Notes that others have given out everything before `end`.
    void raise(long end) {
        lock.lock();
        try {
            highWater = Math.max(highWater, end);
            zeroedTo = Math.max(zeroedTo, highWater);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the file has grown since the last call.
    boolean takeGrown() {
        lock.lock();
        try {
            boolean result = grown;
            grown = false;
            return result;
        } finally {
            lock.unlock();
        }
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
