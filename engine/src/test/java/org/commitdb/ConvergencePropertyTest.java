package org.commitdb;

import java.util.Random;
import net.jqwik.api.Example;

/// That replicas which commit, reduce and exchange commits in any order become one, once each has
/// all commits and has reduced its heads.
final class ConvergencePropertyTest {

    private final ConvergenceStorm storm =
            new ConvergenceStorm(RichDatabases.MODEL, RichDatabases::naive);

    /// 300 rounds, 10,000 in the long profile; `-Dcommitdb.rounds` and `-Dcommitdb.seed` choose.
    @Example
    void replicasConverge() {
        int rounds = LongProfile.pick("commitdb.rounds", 300, 10_000);
        run("convergence", rounds, 3, 6, 1, 40);
    }

    /// One storm of many replicas, `-Dcommitdb.storms` and `-Dcommitdb.replicas` choose; of
    /// hundreds in the long profile.
    @Example
    void manyReplicasConverge() {
        int storms = LongProfile.pick("commitdb.storms", 1, 10);
        int replicas = LongProfile.pick("commitdb.replicas", 40, 300);
        run(
                "storm of " + replicas + " replicas",
                storms,
                replicas,
                replicas,
                replicas,
                3 * replicas);
    }

    private void run(
            String name, int rounds, int fewest, int most, int fewestSteps, int mostSteps) {
        long first = Long.getLong("commitdb.seed", new Random().nextLong());
        System.out.printf("%s: %d rounds from -Dcommitdb.seed=%d on%n", name, rounds, first);
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(first + round);
            int count = fewest + random.nextInt(most - fewest + 1);
            try {
                int steps = fewestSteps + random.nextInt(mostSteps - fewestSteps + 1);
                storm.run(random, count, steps);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dcommitdb.seed=" + (first + round), e);
            }
        }
        System.out.printf(
                "%s: %d rounds, %d commits and %d merges written, all replicas equal%n",
                name, rounds, storm.commitsMade(), storm.mergesMade());
    }
}
