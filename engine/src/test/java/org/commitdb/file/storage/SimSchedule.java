package org.commitdb.file.storage;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/// Runs the threads of simulated processes one at a time, in an order that a seed decides.
///
/// The threads are virtual ones whose scheduler this is. One goes on until it waits for another, or
/// until it is about to touch the disk, see [#step]; then the next one is drawn. So the threads of
/// the engine meet in every possible order, and equal seeds give equal orders. Time stands still
/// while somebody can go on, with exceptions, and jumps to the next deadline when nobody can.
///
/// **Threads**: the one that calls [#run], which runs all the others. **Errors**: [AssertionError]
/// when all wait for ever, or for something that is not simulated and does not come, and when it
/// takes more steps than allowed.
public final class SimSchedule {

    private static final String NEEDED = "--add-opens java.base/java.lang=ALL-UNNAMED";
    private static final int TIMER_CHANCE = 40;
    private static final long MAX_FOREIGN_NANOS = 10_000_000_000L;

    private final SplittableRandom random;
    private final long maxSteps;
    private final Thread carrier = Thread.currentThread();
    private final List<Task> ready = new ArrayList<>();
    private final Queue<Task> foreign = new ConcurrentLinkedQueue<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private long nanos = 1;
    private long steps;
    private int interruptChance;
    private final List<Thread> users = new ArrayList<>();
    private final List<Throwable> uncaught = new ArrayList<>();

    private record Task(Process process, Runnable continuation) {}

    private record Timer(long deadline, Process process, Thread thread) {}

    /// An order that follows from `seed`, of at most `maxSteps` steps.
    public SimSchedule(long seed, long maxSteps) {
        this.random = new SplittableRandom(seed);
        this.maxSteps = maxSteps;
    }

    /// Whether this JVM lets virtual threads have a scheduler of ours.
    public static boolean isPossible() {
        return Thread.class.getModule().isOpen("java.lang", SimSchedule.class.getModule());
    }

    /// What a JVM must be started with that lets them.
    public static String needed() {
        return NEEDED;
    }

    /// A new process, whose threads can be stopped all at once.
    public Process process(String name) {
        return new Process(name);
    }

    /// Has one in so many steps interrupt a thread that the user started; 0 for none.
    public void interruptUsers(int oneIn) {
        interruptChance = oneIn;
    }

    /// Lets another thread go on, or this one; does nothing outside of the simulation.
    public static void step() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    /// How many steps were taken.
    public long steps() {
        return steps;
    }

    /// What ended threads.
    public List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    /// Runs `program` as a thread of `process`, and all the threads that come to be, until
    /// `program` has ended.
    public void run(Process process, Runnable program) {
        Throwable[] failure = new Throwable[1];
        Thread main =
                process.thread(
                        "main",
                        () -> {
                            try {
                                program.run();
                            } catch (RuntimeException | Error e) {
                                failure[0] = e;
                            }
                        });
        main.start();
        while (main.isAlive()) {
            next().continuation.run();
        }
        switch (failure[0]) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new AssertionError(failure[0]);
        }
    }

    private Task next() {
        if (++steps > maxSteps) {
            throw new AssertionError("no end after " + maxSteps + " steps\n" + describe());
        }
        if (interruptChance > 0 && !users.isEmpty() && random.nextInt(interruptChance) == 0) {
            users.get(random.nextInt(users.size())).interrupt();
        }
        if (!timers.isEmpty() && random.nextInt(TIMER_CHANCE) == 0) {
            fireEarliest();
        }
        while (true) {
            for (Task task = foreign.poll(); task != null; task = foreign.poll()) {
                ready.add(task);
            }
            List<Task> possible = ready.stream().filter(task -> !task.process.stopped).toList();
            if (!possible.isEmpty()) {
                Task task = possible.get(random.nextInt(possible.size()));
                ready.remove(task);
                return task;
            }
            if (!fireEarliest() && !awaitForeign()) {
                throw new AssertionError("everybody waits for ever\n" + describe());
            }
        }
    }

    /// Waits for a thread that wants a lock of the JVM, that of a class that is being loaded, say,
    /// which a thread outside of the simulation has for a moment; false when there is none.
    private boolean awaitForeign() {
        long end = System.nanoTime() + MAX_FOREIGN_NANOS;
        while (foreign.isEmpty()
                && threads.stream().anyMatch(SimSchedule::isHeldUp)
                && System.nanoTime() < end) {
            LockSupport.parkNanos(this, 100_000);
        }
        return !foreign.isEmpty();
    }

    private static boolean isHeldUp(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.BLOCKED || state == Thread.State.RUNNABLE;
    }

    private boolean fireEarliest() {
        Timer earliest =
                timers.stream()
                        .filter(timer -> !timer.process.stopped)
                        .min(Comparator.comparingLong(Timer::deadline))
                        .orElse(null);
        if (earliest == null) {
            return false;
        }
        timers.remove(earliest);
        nanos = Math.max(nanos, earliest.deadline);
        LockSupport.unpark(earliest.thread);
        return true;
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                text.append(thread.getName()).append(' ').append(thread.getState()).append('\n');
                Arrays.stream(thread.getStackTrace())
                        .limit(16)
                        .forEach(frame -> text.append("    ").append(frame).append('\n'));
            }
        }
        return text.toString();
    }

    private void accept(Process process, Runnable continuation) {
        Thread current = Thread.currentThread();
        Task task = new Task(process, continuation);
        if (current == carrier || current.isVirtual()) {
            ready.add(task);
        } else {
            foreign.add(task);
        }
    }

    /// One simulated process: its threads and its clock.
    public final class Process implements Execution {

        private final String name;
        private boolean stopped;
        private long clockOffset;

        private Process(String name) {
            this.name = name;
        }

        @Override
        public Thread thread(String threadName, Runnable task) {
            Executor scheduler = continuation -> accept(this, continuation);
            Thread thread =
                    builder(scheduler, (dead, failure) -> uncaught.add(failure))
                            .name(name + ": " + threadName)
                            .unstarted(task);
            threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        }

        /// A thread of the user, who may be interrupted.
        public Thread user(String threadName, Runnable task) {
            Thread thread = thread(threadName, task);
            users.add(thread);
            return thread;
        }

        /// Stops all threads where they are, or lets them go on.
        public void setStopped(boolean stop) {
            stopped = stop;
        }

        /// Moves the clock.
        public void jump(long forwardNanos) {
            clockOffset += forwardNanos;
        }

        @Override
        public long nanoTime() {
            return nanos + clockOffset;
        }

        @Override
        public boolean mayBlock() {
            return true;
        }

        @Override
        public void parkNanos(Object blocker, long waitNanos) {
            if (waitNanos <= 0) {
                return;
            }
            step();
            Timer timer = new Timer(nanos + waitNanos, this, Thread.currentThread());
            timers.add(timer);
            try {
                LockSupport.park(blocker);
            } finally {
                timers.remove(timer);
            }
        }
    }

    /// The JDK has such threads and no public way to them yet.
    private static Thread.Builder.OfVirtual builder(
            Executor scheduler, Thread.UncaughtExceptionHandler handler) {
        try {
            Constructor<?> constructor =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return ((Thread.Builder.OfVirtual) constructor.newInstance(scheduler))
                    .uncaughtExceptionHandler(handler);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e instanceof InvocationTargetException ? e.getCause() : e);
        }
    }
}
