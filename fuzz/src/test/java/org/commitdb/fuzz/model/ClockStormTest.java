package org.commitdb.fuzz.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commitdb.LongProfile;
import org.junit.jupiter.api.Test;

/// Clocks that jump by days, forwards and back, between the steps of random scripts: the order of
/// commits, their states, what a crash leaves and what synchronisation brings are those of the
/// oracle, which knows what the clock said.
///
/// `-Dcommitdb.clock.scripts` and `-Dcommitdb.clock.seed` choose.
final class ClockStormTest {

    private static final int LENGTH = 60;
    private static final int CLOCK_PERCENT = 40;

    @Test
    void jumpsOfDaysChangeNeitherOrderNorStates() {
        int scripts = LongProfile.pick("commitdb.clock.scripts", 6, 500);
        long first = Long.getLong("commitdb.clock.seed", System.nanoTime());
        System.out.printf("clocks: %d scripts from -Dcommitdb.clock.seed=%d on%n", scripts, first);
        long jumps = 0;
        long micros = 0;
        for (long seed = first; seed < first + scripts; seed++) {
            List<Step> script = Scripts.ofSeed(seed, LENGTH, CLOCK_PERCENT);
            run(seed, script);
            for (Step step : script) {
                if (step.verb() == Step.Verb.CLOCK) {
                    jumps++;
                    micros += Math.abs(World.jumpMicros(step));
                }
            }
        }
        System.out.printf(
                "clocks: %d scripts, %d jumps over %d days%n",
                scripts, jumps, TimeUnit.MICROSECONDS.toDays(micros));
        assertTrue(TimeUnit.MICROSECONDS.toDays(micros) > scripts, "the clocks stood still");
    }

    private static void run(long seed, List<Step> script) {
        try {
            World.run(script);
        } catch (AssertionError e) {
            List<Step> least = Scripts.shrink(script, ClockStormTest::fails);
            throw new AssertionError(
                    "-Dcommitdb.clock.seed=" + seed + ", fuzz/run replay of:\n" + text(least), e);
        }
    }

    private static boolean fails(List<Step> script) {
        try {
            World.run(script);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static String text(List<Step> script) {
        return String.join("\n", script.stream().map(Step::toString).toList());
    }

    @Test
    void scriptThatFailsShrinksToTheLinesThatItTakes() {
        List<Step> script = Scripts.ofSeed(1, LENGTH, CLOCK_PERCENT);
        List<Step> culprits = List.of(script.get(3), script.get(17), script.get(41));
        List<Integer> tried = new ArrayList<>();
        List<Step> least =
                Scripts.shrink(
                        script,
                        shorter -> {
                            tried.add(shorter.size());
                            return shorter.containsAll(culprits);
                        });
        assertEquals(culprits, least);
        assertTrue(tried.size() < 4 * LENGTH, tried::toString);
    }
}
