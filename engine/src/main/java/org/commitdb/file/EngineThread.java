package org.commitdb.file;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.commitdb.file.storage.Execution;
import org.jspecify.annotations.Nullable;

/// A thread of the engine that does one task after the other. Nobody interrupts it, so it may
/// force, map and lock.
///
/// **Threads**: any may hand in tasks.
final class EngineThread implements AutoCloseable {

    private final ExecutorService executor;
    private volatile @Nullable Thread thread;

    /// A thread of `execution` with this name; it does not keep the JVM from ending.
    EngineThread(Execution execution, String name) {
        // Not one of Executors: those take a lock of the whole JVM when they are shut down.
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.NANOSECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread started = execution.thread(name, task);
                            thread = started;
                            return started;
                        });
    }

    /// Does `task` there and returns what it returns; an interrupt of the caller is kept for later.
    ///
    /// **Errors**: what the task raises; [IllegalStateException] when the thread has ended.
    <T> T call(Callable<T> task) throws Exception {
        Future<T> future = submit(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Does `task` there, some time; false when the thread has ended.
    boolean start(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /// Ends the thread after the tasks that it was given.
    @Override
    public void close() {
        executor.shutdown();
    }

    /// Waits until the thread has ended, after [#close]; an interrupt of the caller is kept for
    /// later.
    void join() {
        Thread started = thread;
        boolean interrupted = false;
        while (started != null && started.isAlive()) {
            try {
                started.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Future<T> submit(Callable<T> task) {
        try {
            return executor.submit(task);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the store is closed", e);
        }
    }

    private static Exception rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case Error error -> throw error;
            case Exception exception -> exception;
            case null, default -> failure;
        };
    }
}
