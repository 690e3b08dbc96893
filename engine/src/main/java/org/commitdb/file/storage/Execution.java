package org.commitdb.file.storage;

import java.util.concurrent.locks.LockSupport;

/// Where the engine gets its own threads from, and by what it waits: the machine, or a simulation
/// that decides who goes on and what time it is.
///
/// **Threads**: any.
public interface Execution {

    /// Platform threads and the clock of the machine.
    Execution MACHINE = new Machine();

    /// A thread that is not started yet and does not keep the JVM from ending.
    Thread thread(String name, Runnable task);

    /// Nanoseconds from an arbitrary beginning.
    long nanoTime();

    /// Lets the current thread wait until somebody unparks it, so many nanoseconds have passed, or
    /// for no reason; `blocker` is what it waits for.
    void parkNanos(Object blocker, long nanos);

    /// Whether the current thread may wait for the disk itself: a virtual one would keep its
    /// carrier from all others meanwhile.
    boolean mayBlock();

    /// See [Execution#MACHINE].
    final class Machine implements Execution {

        private Machine() {}

        @Override
        public Thread thread(String name, Runnable task) {
            return Thread.ofPlatform().daemon().name(name).unstarted(task);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void parkNanos(Object blocker, long nanos) {
            LockSupport.parkNanos(blocker, nanos);
        }

        @Override
        public boolean mayBlock() {
            return !Thread.currentThread().isVirtual();
        }
    }
}
