package org.commitdb.file.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SimScheduleTest {

    private static final int MAX_STEPS = 1000;

    @BeforeEach
    void threadsCanBeScheduled() {
        assumeTrue(SimSchedule.isPossible(), "needs " + SimSchedule.needed());
    }

    /// The order in which three threads, two of one process, get a lock.
    private static String order(long seed) {
        SimSchedule schedule = new SimSchedule(seed, MAX_STEPS);
        SimSchedule.Process first = schedule.process("first");
        SimSchedule.Process second = schedule.process("second");
        StringBuilder order = new StringBuilder();
        ReentrantLock lock = new ReentrantLock();
        schedule.run(
                first,
                () -> {
                    CountDownLatch done = new CountDownLatch(3);
                    for (int i = 0; i < 3; i++) {
                        int name = i;
                        SimSchedule.Process process = i == 0 ? first : second;
                        Runnable work =
                                () -> {
                                    for (int k = 0; k < 3; k++) {
                                        lock.lock();
                                        SimSchedule.step();
                                        order.append(name);
                                        lock.unlock();
                                        process.parkNanos(order, 1000L * name);
                                    }
                                    done.countDown();
                                };
                        process.thread("worker " + i, work).start();
                    }
                    await(done);
                });
        return order.toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void equalSeedsGiveEqualOrdersAndOthersOthers() {
        Set<String> orders = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            String order = order(seed);
            assertEquals(order, order(seed));
            orders.add(order);
        }
        assertTrue(orders.size() > 10, orders.size() + " orders");
    }

    @Test
    void timePassesOnlyWhenNobodyCanGoOn() {
        SimSchedule schedule = new SimSchedule(1, MAX_STEPS);
        SimSchedule.Process process = schedule.process("only");
        schedule.run(
                process,
                () -> {
                    long before = process.nanoTime();
                    long wait = Duration.ofDays(1).toNanos();
                    process.parkNanos(schedule, wait);
                    assertEquals(wait, process.nanoTime() - before);
                });
    }

    @Test
    void whoeverWaitsForEverIsNamed() {
        SimSchedule schedule = new SimSchedule(1, MAX_STEPS);
        CountDownLatch never = new CountDownLatch(1);
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () -> schedule.run(schedule.process("stuck"), () -> await(never)));
        assertTrue(failure.getMessage().contains("stuck: main"), failure.getMessage());
    }

    @Test
    void stoppedProcessGoesOnWhereItWas() {
        SimSchedule schedule = new SimSchedule(3, MAX_STEPS);
        SimSchedule.Process first = schedule.process("first");
        SimSchedule.Process second = schedule.process("second");
        int[] counted = new int[1];
        Thread counter =
                second.thread(
                        "counter",
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                counted[0]++;
                                SimSchedule.step();
                            }
                        });
        schedule.run(
                first,
                () -> {
                    counter.start();
                    SimSchedule.step();
                    second.setStopped(true);
                    int seen = counted[0];
                    for (int i = 0; i < 100; i++) {
                        SimSchedule.step();
                    }
                    assertEquals(seen, counted[0]);
                    second.setStopped(false);
                    while (counter.isAlive()) {
                        SimSchedule.step();
                    }
                    assertEquals(100, counted[0]);
                });
    }
}
