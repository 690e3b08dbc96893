package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.commitdb.file.storage.SimSchedule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of seeded runs of a database on a simulated disk, with every class of faults.
///
/// `-Dsimulation.runs=N` makes more of them, `-Dsimulation.seed=N` begins at another seed; one that
/// fails prints its seed, and `-Dsimulation.seed=N -Dsimulation.runs=1` does just that run again.
@Execution(ExecutionMode.CONCURRENT)
final class SimulationTest {

    private static final long RUNS = Long.getLong("simulation.runs", 2_000);
    private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);
    private static final int MAX_FAILURES = 10;

    @BeforeEach
    void threadsCanBeScheduled() {
        assumeTrue(SimSchedule.isPossible(), "needs " + SimSchedule.needed());
    }

    @Test
    void everyRunKeepsItsPromises() {
        Map<FaultClass, Integer> struck = new EnumMap<>(FaultClass.class);
        List<AssertionError> failures = new ArrayList<>();
        long steps = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            FaultPlan plan = FaultPlan.of(seed);
            FaultRun run = new FaultRun(seed, plan);
            try {
                run.run();
            } catch (RuntimeException | Error e) {
                System.out.printf("seed %d (%s) fails: %s%n", seed, plan, e.getMessage());
                failures.add(new AssertionError("seed " + seed + " (" + plan + "): " + e, e));
                if (failures.size() >= MAX_FAILURES) {
                    break;
                }
            }
            steps += run.steps();
            run.struck().forEach((fault, count) -> struck.merge(fault, count, Integer::sum));
        }
        print(struck, steps, failures.size());
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        if (RUNS >= FaultPlan.count()) {
            for (FaultClass fault : FaultClass.injected()) {
                assertTrue(struck.getOrDefault(fault, 0) > 0, fault + " never struck");
            }
        }
    }

    /// Each of them failed once.
    @ParameterizedTest
    @ValueSource(
            longs = {4, 22, 107, 6581, 6989, 7854, 11_127, 23_803, 24_477, 28_007, 28_928, 30_818})
    void runsThatFailedKeepTheirPromises(long seed) {
        new FaultRun(seed, FaultPlan.of(seed)).run();
    }

    /// Each of them failed once.
    @ParameterizedTest
    @ValueSource(
            longs = {
                34, 256, 820, 980, 1011, 1111, 1140, 1434, 1506, 2161, 2206, 2261, 2298, 2464, 2540,
                3178, 3383, 14_344, 17_100, 18_307
            })
    void severalProcessesThatFailedKeepTheirPromises(long seed) {
        new SharedRun(seed, SharedRun.faultsOf(seed)).run();
    }

    private static void print(Map<FaultClass, Integer> struck, long steps, int failures) {
        System.out.printf(
                "simulation: %d runs, seeds %d to %d, %d plans (each class alone, in pairs, during"
                        + " recovery), %d steps, %d failures%n",
                RUNS, FIRST_SEED, FIRST_SEED + RUNS - 1, FaultPlan.count(), steps, failures);
        StringBuilder line = new StringBuilder("struck:");
        struck.forEach((fault, count) -> line.append(' ').append(fault).append(' ').append(count));
        System.out.println(line);
    }

    @Test
    void severalProcessesKeepTheirPromises() {
        Map<FaultClass, Integer> struck = new EnumMap<>(FaultClass.class);
        List<AssertionError> failures = new ArrayList<>();
        long steps = 0;
        long runs = Math.max(1, RUNS / 4);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + runs; seed++) {
            List<FaultClass> faults = SharedRun.faultsOf(seed);
            SharedRun run = new SharedRun(seed, faults);
            try {
                run.run();
            } catch (RuntimeException | Error e) {
                System.out.printf("seed %d (%s) fails: %s%n", seed, faults, e.getMessage());
                failures.add(new AssertionError("seed " + seed + " " + faults + ": " + e, e));
                if (failures.size() >= MAX_FAILURES) {
                    break;
                }
            }
            steps += run.steps();
            run.struck().forEach((fault, count) -> struck.merge(fault, count, Integer::sum));
        }
        System.out.printf(
                "several processes: %d runs, seeds %d to %d, %d steps, %d failures%n",
                runs, FIRST_SEED, FIRST_SEED + runs - 1, steps, failures.size());
        System.out.println("struck: " + struck);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    @Test
    void equalSeedsMakeEqualRuns() {
        SplittableRandom seeds = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            long seed = seeds.nextInt(100_000);
            FaultRun first = new FaultRun(seed, FaultPlan.of(seed));
            FaultRun second = new FaultRun(seed, FaultPlan.of(seed));
            first.run();
            second.run();
            assertEquals(first.steps(), second.steps(), "seed " + seed);
            assertEquals(first.struck(), second.struck(), "seed " + seed);
        }
    }
}
