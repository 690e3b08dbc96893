package org.commitdb.benchmarks.merge;

import java.util.Optional;
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

/// **Question**: what does it cost to disable a commit far back, and to read the document that it
/// changed?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar Toggle -prof gc`. **Expected**: one
/// commit and one replay of that document; nothing in proportion to the history.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Toggle {

    private static final int DOCUMENTS = 100;

    @Param({"1000", "10000"})
    public int commits;

    private CommitDatabase database;
    private CommitId target = CommitId.NONE;
    private CommitId last = CommitId.NONE;

    @Setup
    public void setUp() {
        database = CommitDatabase.inMemory(Notes.definitions());
        last = Notes.write(database, CommitId.NONE, 0, DOCUMENTS);
        for (int i = 0; i < commits; i++) {
            last = Notes.retitle(database, last, i % DOCUMENTS, "title " + i);
            if (i == commits / 2) {
                target = last;
            }
        }
    }

    @TearDown
    public void tearDown() {
        database.close();
    }

    @Benchmark
    public Optional<Value> disableAndRead() {
        CommitId disabled = database.disableCommit("", last, target);
        return database.state(disabled)
                .attachmentGetting()
                .get(Notes.ATTACHMENT, Notes.key(commits / 2 % DOCUMENTS));
    }
}
