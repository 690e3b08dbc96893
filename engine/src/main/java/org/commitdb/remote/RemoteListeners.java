package org.commitdb.remote;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Tells listeners of new commits on a thread of its own, so that they may ask the store and a slow
/// one holds nobody up.
///
/// **Threads**: any.
final class RemoteListeners implements AutoCloseable {

    private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("commitdb-listeners").factory());

    AutoCloseable add(Consumer<Long> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /// Has all listeners told that `ordinal` is visible.
    void tell(long ordinal) {
        if (pending.getAndAccumulate(ordinal, Math::max) == 0) {
            try {
                thread.execute(this::tellAll);
            } catch (RejectedExecutionException e) {
                // Closed: nobody is told any more.
                return;
            }
        }
    }

    private void tellAll() {
        long ordinal = pending.getAndSet(0);
        if (ordinal <= told.getAndAccumulate(ordinal, Math::max)) {
            return;
        }
        for (Consumer<Long> listener : listeners) {
            try {
                listener.accept(ordinal);
            } catch (RuntimeException e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
