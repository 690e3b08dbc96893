package org.commitdb.file;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells listeners of new commits, on a thread of its own, so that a slow one holds nobody up.
///
/// A listener hears of the newest ordinal, in ascending order; several commits may be told at once.
/// One that throws is told again of later ones.
///
/// **Threads**: any.
final class AppendListeners implements AutoCloseable {

    private final Volume volume;
    private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong pending = new AtomicLong();
    private volatile @Nullable EngineThread thread;
    private boolean closed;

    /// No listeners to what is appended to `volume` yet.
    AppendListeners(Volume volume) {
        this.volume = volume;
    }

    /// Has `listener` told until what is returned is closed.
    synchronized AutoCloseable add(Consumer<Long> listener) {
        if (thread == null && !closed) {
            thread =
                    new EngineThread(
                            volume.storage().execution(), "commitdb-listeners " + volume.name());
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Has all listeners told that `ordinal` is visible.
    void tell(long ordinal) {
        EngineThread current = thread;
        if (current != null && pending.getAndAccumulate(ordinal, Math::max) == 0) {
            current.start(this::tellAll);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.close();
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
