package org.commitdb.tools.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Hears that the process is told to stop (Ctrl+C, SIGTERM), so that a command that would go on for
/// ever can end in order, with exit code 0.
///
/// While one is open, the process does not end before it is closed, or the limit is over.
///
/// **Threads**: any.
public final class StopSignal implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Console console;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "cdb-stop");

    /// Hears from now on. `console` is flushed before the process ends.
    public StopSignal(Console console) {
        this.console = console;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        requested.countDown();
        try {
            if (ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the process is told to stop.
    public void await() {
        try {
            requested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the process is told to stop, or so long; tells whether it was.
    public boolean await(Duration limit) {
        try {
            return requested.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Whether the process was told to stop.
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /// Lets the process end.
    @Override
    public void close() {
        console.out().flush();
        console.err().flush();
        ended.countDown();
        if (!isRequested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is being told to stop right now, and the hook sees that all is done.
                return;
            }
        }
    }
}
