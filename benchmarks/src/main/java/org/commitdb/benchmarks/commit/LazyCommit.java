package org.commitdb.benchmarks.commit;

import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does a commit cost that is written but not waited for?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar LazyCommit -prof gc`. **Expected**: a
/// few microseconds, most of them in the write of the operating system, the same however many
/// commits there are already.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LazyCommit {

    private Scratch scratch;
    private CommitDatabase database;
    private CommitId last;
    private int next;

    @Setup
    public void setUp() {
        scratch = new Scratch();
        database = scratch.create(Durability.LAZY);
        last = CommitId.NONE;
    }

    @TearDown
    public void tearDown() {
        database.close();
        scratch.close();
    }

    @Benchmark
    public CommitId set() {
        last = Notes.write(database, last, next, ++next);
        return last;
    }

    @Benchmark
    public CommitId update() {
        if (next == 0) {
            set();
        }
        last = Notes.retitle(database, last, 0, "another title");
        return last;
    }
}
