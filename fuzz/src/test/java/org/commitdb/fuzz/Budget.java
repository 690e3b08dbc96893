package org.commitdb.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/// Holds work to memory in proportion to its input: what hostile bytes make a reader allocate must
/// follow the bytes that are there, not the numbers that they spell.
///
/// **Units**: allocated bytes, also of what is garbage by then, as the JVM counts them; so a loop
/// that allocates is bounded, too. No time is measured. Work that exceeds its budget gets it anew a
/// few times, because the first run of code also loads classes.
public final class Budget {

    /// What any work may allocate: messages, and what the fuzzer notes of comparisons.
    private static final long FIXED_BYTES = 8L << 20;

    private static final int RUNS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Budget() {}

    /// Runs `work`, which may allocate `perByte` bytes on this thread for each of `lengthBytes`,
    /// and can be repeated.
    public static void hold(long lengthBytes, long perByte, Runnable work) {
        hold(FIXED_BYTES + perByte * lengthBytes, work, THREADS::getCurrentThreadAllocatedBytes);
    }

    /// Runs `work`, which may have all threads together allocate so much, and can be repeated.
    public static void holdAllThreads(long allowedBytes, Runnable work) {
        hold(allowedBytes, work, THREADS::getTotalThreadAllocatedBytes);
    }

    private static void hold(long allowedBytes, Runnable work, LongSupplier allocated) {
        long leastBytes = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && leastBytes > allowedBytes; run++) {
            long before = allocated.getAsLong();
            work.run();
            leastBytes = Math.min(leastBytes, allocated.getAsLong() - before);
        }
        if (leastBytes > allowedBytes) {
            throw new AssertionError(
                    leastBytes + " bytes were allocated where " + allowedBytes + " are allowed");
        }
    }
}
