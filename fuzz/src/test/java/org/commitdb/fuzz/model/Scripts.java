package org.commitdb.fuzz.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// Random scripts.
final class Scripts {

    private static final int GREATEST_NUMBER = 9999;

    private static final List<Tuple.Tuple2<Integer, Step.Verb>> WEIGHTS =
            List.of(
                    Tuple.of(24, Step.Verb.COMMIT),
                    Tuple.of(8, Step.Verb.MERGE),
                    Tuple.of(6, Step.Verb.DISABLE),
                    Tuple.of(4, Step.Verb.ENABLE),
                    Tuple.of(4, Step.Verb.REDUCE),
                    Tuple.of(2, Step.Verb.ANCHOR),
                    Tuple.of(14, Step.Verb.DISPATCH),
                    Tuple.of(10, Step.Verb.UNDO),
                    Tuple.of(8, Step.Verb.REDO),
                    Tuple.of(3, Step.Verb.USE),
                    Tuple.of(3, Step.Verb.FORWARD),
                    Tuple.of(2, Step.Verb.FAST),
                    Tuple.of(3, Step.Verb.BLOB),
                    Tuple.of(2, Step.Verb.STREAM),
                    Tuple.of(2, Step.Verb.EXTEND),
                    Tuple.of(3, Step.Verb.COPY),
                    Tuple.of(4, Step.Verb.SYNC),
                    Tuple.of(4, Step.Verb.CHECKPOINT),
                    Tuple.of(2, Step.Verb.FLUSH),
                    Tuple.of(1, Step.Verb.REBUILD),
                    Tuple.of(1, Step.Verb.VERIFY),
                    Tuple.of(4, Step.Verb.READ),
                    Tuple.of(5, Step.Verb.SECOND),
                    Tuple.of(3, Step.Verb.HANDLE),
                    Tuple.of(3, Step.Verb.REMOTE),
                    Tuple.of(4, Step.Verb.REOPEN),
                    Tuple.of(6, Step.Verb.CRASH),
                    Tuple.of(3, Step.Verb.CLOCK));

    private Scripts() {}

    static Arbitrary<List<Step>> ofLength(int least, int most) {
        return step().list()
                .ofMinSize(least)
                .ofMaxSize(most)
                .withSizeDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Integer> numbers =
                Arbitraries.integers()
                        .between(0, GREATEST_NUMBER)
                        .withDistribution(RandomDistribution.uniform());
        return Combinators.combine(verbs(), Arbitraries.integers().between(0, 1), numbers, numbers)
                .as(Step::new);
    }

    private static Arbitrary<Step.Verb> verbs() {
        return Arbitraries.frequency(WEIGHTS);
    }

    /// A script that follows from a seed, so many percent of which set the clock, by days.
    static List<Step> ofSeed(long seed, int length, int clockPercent) {
        Random random = new Random(seed);
        List<Step> script = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            boolean clock = random.nextInt(100) < clockPercent;
            int first = random.nextInt(GREATEST_NUMBER + 1);
            int second = random.nextInt(GREATEST_NUMBER + 1);
            script.add(
                    clock
                            ? new Step(Step.Verb.CLOCK, 0, first, second | 1)
                            : new Step(verb(random), random.nextInt(2), first, second));
        }
        return script;
    }

    private static Step.Verb verb(Random random) {
        int left = random.nextInt(WEIGHTS.stream().mapToInt(Tuple.Tuple2::get1).sum());
        for (Tuple.Tuple2<Integer, Step.Verb> weight : WEIGHTS) {
            left -= weight.get1();
            if (left < 0) {
                return weight.get2();
            }
        }
        throw new AssertionError("the weights do not add up");
    }

    /// The script without the lines that it fails without, too: what is left fails, and no line can
    /// be left out.
    static List<Step> shrink(List<Step> script, Predicate<List<Step>> fails) {
        List<Step> least = new ArrayList<>(script);
        for (int piece = Math.max(1, least.size() / 2); piece > 0; piece /= 2) {
            for (int at = 0; at < least.size(); ) {
                List<Step> shorter = new ArrayList<>(least);
                shorter.subList(at, Math.min(at + piece, shorter.size())).clear();
                if (fails.test(shorter)) {
                    least = shorter;
                } else {
                    at += piece;
                }
            }
        }
        return least;
    }
}
