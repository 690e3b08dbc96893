package org.commitdb.remote;

import java.util.concurrent.Semaphore;

/// What the messages that a server holds at once may take together, so that many clients cannot use
/// up the heap.
///
/// **Units**: 64 KiB; a message below that takes nothing. **Threads**: any.
final class MemoryBudget {

    private static final int UNIT_BYTES = 64 << 10;
    private static final int PART_OF_HEAP = 4;

    private final int units;
    private final Semaphore free;

    /// A part of the heap, and at least one message of `maxBodySize` bytes.
    MemoryBudget(int maxBodySize) {
        units =
                Math.clamp(
                        Runtime.getRuntime().maxMemory() / PART_OF_HEAP / UNIT_BYTES,
                        unitsFor(maxBodySize),
                        Integer.MAX_VALUE);
        free = new Semaphore(units);
    }

    int unitsFor(int lengthBytes) {
        return lengthBytes / UNIT_BYTES;
    }

    void acquire(int count) {
        free.acquireUninterruptibly(count);
    }

    void release(int count) {
        free.release(count);
    }

    /// Whether nothing is held.
    boolean isWhole() {
        return free.availablePermits() == units;
    }
}
