package org.commitdb.fuzz.model;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// Random scripts.
final class Scripts {

    private static final int GREATEST_NUMBER = 9999;

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
        return Arbitraries.frequency(
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
                Tuple.of(2, Step.Verb.EXTEND),
                Tuple.of(3, Step.Verb.COPY),
                Tuple.of(4, Step.Verb.SYNC),
                Tuple.of(4, Step.Verb.CHECKPOINT),
                Tuple.of(2, Step.Verb.FLUSH),
                Tuple.of(1, Step.Verb.REBUILD),
                Tuple.of(1, Step.Verb.VERIFY),
                Tuple.of(4, Step.Verb.READ),
                Tuple.of(5, Step.Verb.SECOND),
                Tuple.of(3, Step.Verb.REMOTE),
                Tuple.of(4, Step.Verb.REOPEN),
                Tuple.of(6, Step.Verb.CRASH),
                Tuple.of(3, Step.Verb.CLOCK));
    }
}
