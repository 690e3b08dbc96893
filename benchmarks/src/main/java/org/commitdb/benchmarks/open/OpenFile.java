package org.commitdb.benchmarks.open;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Durability;
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

/// **Question**: what does it cost to open a file, to read one document and to close it?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar OpenFile`. **Expected**: the same for
/// any length of the history: nothing is read per commit.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OpenFile {

    @Param({"1000", "100000"})
    public int commits;

    private Scratch scratch;

    @Setup
    public void setUp() {
        scratch = new Scratch();
        try (CommitDatabase database = scratch.create(Durability.LAZY)) {
            Notes.write(database, CommitId.NONE, 0, commits);
        }
    }

    @TearDown
    public void tearDown() {
        scratch.close();
    }

    @Benchmark
    public Optional<Value> openReadClose() {
        try (CommitDatabase database = CommitDatabase.open(scratch.file())) {
            CommitId last = database.lastCommitId().orElseThrow();
            return database.state(last)
                    .attachmentGetting()
                    .get(Notes.ATTACHMENT, Notes.key(commits / 2));
        }
    }
}
