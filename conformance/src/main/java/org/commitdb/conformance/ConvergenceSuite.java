package org.commitdb.conformance;

import java.nio.file.Path;
import java.util.Random;
import org.commitdb.CommitDatabase;
import org.commitdb.ConvergenceStorm;
import org.commitdb.store.Durability;

/// Replicas, each a file of the directory, that end as one.
final class ConvergenceSuite {

    private final Subject subject;

    ConvergenceSuite(Subject subject) {
        this.subject = subject;
    }

    void round(long seed, Tally tally) throws Exception {
        subject.inFolder(folder -> {
            int[] made = {0};
            ConvergenceStorm storm =
                    new ConvergenceStorm(
                            subject.model(),
                            options -> {
                                Path file = folder.resolve("replica" + made[0]++ + ".cdb");
                                subject.create(file);
                                return CommitDatabase.open(
                                        file, subject.on(options.withDurability(Durability.LAZY)));
                            });
            Random random = new Random(seed);
            storm.run(random, 3 + random.nextInt(4), 1 + random.nextInt(40));
            tally.add("replicas", made[0]);
            tally.add("commits", storm.commitsMade());
            tally.add("merges", storm.mergesMade());
        });
    }
}
