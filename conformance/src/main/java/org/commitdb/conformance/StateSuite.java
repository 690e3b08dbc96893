package org.commitdb.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.OracleChecks;
import org.commitdb.state.RandomHistory;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;

/// A random history of documents of the model, whose states are those of the oracle: as they were
/// written, after indexes are built anew, and in a copy.
final class StateSuite {

    private final Subject subject;

    StateSuite(Subject subject) {
        this.subject = subject;
    }

    void round(long seed, Tally tally) throws Exception {
        subject.inFolder(folder -> {
            Path file = folder.resolve("states.cdb");
            Random random = new Random(seed);
            subject.create(file);
            RandomHistory made;
            try (CommitFile store = subject.store(file, 1 + random.nextInt(100))) {
                made =
                        new RandomHistory(store, subject.model(), seed)
                                .withToggles(random.nextInt(30))
                                .grow(1 + random.nextInt(80));
            }
            compare(file, made, made.commits().size(), random, tally);
            CommitDatabase.rebuildIndexes(file, Progress.NONE);
            compare(file, made, 8, random, tally);
            Path copy = folder.resolve("copy.cdb");
            try (CommitDatabase database = open(file)) {
                database.backup(copy, Progress.NONE);
            }
            compare(copy, made, 8, random, tally);
            tally.add("commits", made.commits().size());
        });
    }

    private CommitDatabase open(Path file) {
        return CommitDatabase.open(file, subject.on(DatabaseOptions.DEFAULT));
    }

    private void compare(Path file, RandomHistory made, int states, Random random, Tally tally) {
        try (CommitDatabase database = open(file)) {
            List<Commit> commits = made.commits();
            for (int i = 0; i < states; i++) {
                CommitId id = commits.get(random.nextInt(commits.size())).header().id();
                NaiveHistory.State expected = made.oracle().state(id);
                OracleChecks.assertStateEquals(subject.model(), expected, database.state(id));
            }
            Checks.same((long) commits.size(), database.commitCount(), "commits");
        }
        VerifyReport report = CommitDatabase.verify(file, VerifyLevel.BLOBS, Progress.NONE);
        Checks.same(List.of(), report.findings(), "findings");
        tally.add("states compared", states);
    }
}
