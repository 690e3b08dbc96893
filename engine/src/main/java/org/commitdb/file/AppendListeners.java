package org.commitdb.file;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.file.storage.Execution;
import org.jspecify.annotations.Nullable;

/// Tells listeners of new commits, on a thread of its own, so that a slow one holds nobody up.
///
/// A listener hears of the newest ordinal, in ascending order; several commits may be told at once.
/// One that throws is told again of later ones. As long as there are listeners, another thread
/// looks every few milliseconds whether other processes have appended.
///
/// **Threads**: any.
final class AppendListeners implements AutoCloseable {

    private static final long POLL_NANOS = 10_000_000;

    private final Volume volume;
    private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private volatile @Nullable EngineThread thread;
    private volatile @Nullable Thread watcher;
    private volatile boolean closed;

    /// No listeners to what is appended to `volume` yet.
    AppendListeners(Volume volume) {
        this.volume = volume;
    }

    /// Has `listener` told of what comes after what `readers` see now, until what is returned is
    /// closed.
    synchronized AutoCloseable add(Consumer<Long> listener, Readers readers) {
        long seen = readers.newest().lastOrdinal();
        if (thread == null && !closed) {
            newest.set(seen);
            Execution execution = volume.storage().execution();
            thread = new EngineThread(execution, "commitdb-listeners " + volume.name());
            Thread watching =
                    execution.thread(
                            "commitdb-watcher " + volume.name(), () -> watch(execution, readers));
            watcher = watching;
            watching.start();
        }
        listeners.add(listener);
        LockSupport.unpark(watcher);
        return () -> listeners.remove(listener);
    }

    /// Ends what [#add] began.
    static void end(AutoCloseable registration) {
        try {
            registration.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Has all listeners told that `ordinal` is visible.
    void tell(long ordinal) {
        EngineThread current = thread;
        if (current != null
                && newest.getAndAccumulate(ordinal, Math::max) < ordinal
                && pending.getAndAccumulate(ordinal, Math::max) == 0) {
            current.start(this::tellAll);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        LockSupport.unpark(watcher);
        if (thread != null) {
            thread.close();
        }
    }

    private void watch(Execution execution, Readers readers) {
        while (!closed) {
            if (listeners.isEmpty()) {
                LockSupport.park(this);
            } else {
                execution.parkNanos(this, POLL_NANOS);
            }
            try {
                tell(readers.newest().lastOrdinal());
            } catch (CommitDatabaseException | IllegalStateException e) {
                // Whoever reads is told; what is readable again later is told then.
                continue;
            }
        }
    }

    private void tellAll() {
        long ordinal = pending.getAndSet(0);
        for (Consumer<Long> listener : listeners) {
            try {
                listener.accept(ordinal);
            } catch (RuntimeException e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
        }
    }
}
