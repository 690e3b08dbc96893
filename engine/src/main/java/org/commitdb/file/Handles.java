package org.commitdb.file;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Counts the handles on one open file.
///
/// **Threads**: any; adding and releasing one at a time, as the guard sees to.
final class Handles {

    private volatile Predicate<BooleanSupplier> guard = BooleanSupplier::getAsBoolean;
    private int count = 1;

    /// Has every release done by `newGuard`, which is told how, and passes on what that returns:
    /// whether it was the last.
    void guardedBy(Predicate<BooleanSupplier> newGuard) {
        guard = newGuard;
    }

    /// One more handle.
    synchronized void add() {
        if (count == 0) {
            throw new IllegalStateException("the store is closed");
        }
        count++;
    }

    /// One handle less; the last one runs `close`. Returns whether it was the last.
    boolean release(Runnable close) {
        return guard.test(() -> {
            boolean last = isLast();
            if (last) {
                close.run();
            }
            return last;
        });
    }

    private synchronized boolean isLast() {
        return --count == 0;
    }
}
