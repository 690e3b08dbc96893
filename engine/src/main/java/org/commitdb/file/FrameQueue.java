package org.commitdb.file;

import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.error.CommitDatabaseException;

/// Key frames on their way to the log: whoever leaves one does not wait for the disk.
///
/// **Invariants**: bounded; what does not fit is let go, and so is what the disk refuses, for a
/// frame can always be made again. **Threads**: any may offer.
final class FrameQueue {

    private static final long MAX_WAITING_BYTES = 1L << 25;

    private final Writer writer;
    private final EngineThread upkeep;
    private final AtomicLong waitingBytes = new AtomicLong();

    /// A queue to `writer`, which is used on the thread `upkeep`.
    FrameQueue(Writer writer, EngineThread upkeep) {
        this.writer = writer;
        this.upkeep = upkeep;
    }

    /// Has the frame written some time, or not at all.
    void offer(FrameRecord frame) {
        int lengthBytes = frame.frame().length;
        if (waitingBytes.addAndGet(lengthBytes) > MAX_WAITING_BYTES
                || !upkeep.start(() -> write(frame))) {
            waitingBytes.addAndGet(-lengthBytes);
        }
    }

    /// Waits until what was offered is written or let go.
    ///
    /// **Errors**: [IllegalStateException] when the thread has ended.
    void drain() {
        try {
            upkeep.call(() -> true);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(FrameRecord frame) {
        try {
            writer.appendFrame(frame);
        } catch (CommitDatabaseException e) {
            // The disk is full or worse: whoever commits next is told, and nobody misses a frame.
            return;
        } finally {
            waitingBytes.addAndGet(-frame.frame().length);
        }
    }
}
