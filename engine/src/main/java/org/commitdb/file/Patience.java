package org.commitdb.file;

import java.time.Duration;
import org.commitdb.file.storage.Execution;

/// Waiting for another process, in pauses that grow, up to a time-out.
///
/// **Threads**: one, which may be interrupted: that neither ends the wait nor gets lost.
final class Patience {

    private static final long FIRST_PAUSE_NANOS = 50_000;

    private final Execution execution;
    private final long deadline;
    private final long maxPause;
    private long pause = FIRST_PAUSE_NANOS;

    /// Patience for so long, in pauses of at most `maxPauseNanos`.
    Patience(Execution execution, Duration timeout, long maxPauseNanos) {
        this.execution = execution;
        this.deadline = execution.nanoTime() + timeout.toNanos();
        this.maxPause = maxPauseNanos;
    }

    /// Waits a little; false, without waiting, when the time is over.
    boolean pause() {
        long rest = deadline - execution.nanoTime();
        if (rest <= 0) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            // The interrupt left a permit behind, with which the pause would be none.
            execution.parkNanos(this, 1);
        }
        execution.parkNanos(this, Math.min(rest, pause));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        pause = Math.min(maxPause, pause * 2);
        return true;
    }
}
