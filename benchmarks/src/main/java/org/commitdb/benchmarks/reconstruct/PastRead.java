package org.commitdb.benchmarks.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.commit.CommitId;
import org.commitdb.value.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does it cost to read a document at a random past commit, in a history that
/// changed it over and over?
///
/// One hundred documents get another title in turn; each commit changes one.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar PastRead -prof gc`. **Expected**: in
/// proportion to the changes of the document since the last key frame, not to the history.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PastRead {

    private static final int DOCUMENTS = 100;

    @Param({"1000", "100000"})
    public int commits;

    private final List<CommitId> ids = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(5);
    private CommitDatabase database;

    @Setup
    public void setUp() {
        database = CommitDatabase.inMemory(Notes.definitions());
        CommitId last = Notes.write(database, CommitId.NONE, 0, DOCUMENTS);
        for (int i = 0; i < commits; i++) {
            last = Notes.retitle(database, last, i % DOCUMENTS, "title " + i);
            ids.add(last);
        }
    }

    @TearDown
    public void tearDown() {
        database.close();
    }

    @Benchmark
    public Optional<Value> randomMoment() {
        CommitId id = ids.get(random.nextInt(commits));
        return database.state(id)
                .attachmentGetting()
                .get(Notes.ATTACHMENT, Notes.key(random.nextInt(DOCUMENTS)));
    }
}
