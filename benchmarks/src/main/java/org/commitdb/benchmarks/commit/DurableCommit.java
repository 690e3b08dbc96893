package org.commitdb.benchmarks.commit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Durability;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does a commit cost that survives the loss of power, from 1, 4 and 16 threads,
/// each of which writes a stream of its own?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar DurableCommit`. **Expected**: one
/// thread pays one sync of the disk; threads that wait at the same time share one, so that the cost
/// of a commit as each thread sees it hardly grows.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DurableCommit {

    private final AtomicInteger streams = new AtomicInteger();
    private Scratch scratch;
    private CommitDatabase database;

    /// The stream of one thread.
    @State(Scope.Thread)
    public static class Stream {
        private CommitId last = CommitId.NONE;
        private int next = -1;
    }

    @Setup(Level.Iteration)
    public void setUp() {
        scratch = new Scratch();
        database = scratch.create(Durability.FULL);
    }

    @TearDown(Level.Iteration)
    public void tearDown() {
        database.close();
        scratch.close();
    }

    @Benchmark
    @Threads(1)
    public CommitId from1Thread(Stream stream) {
        return commit(stream);
    }

    @Benchmark
    @Threads(4)
    public CommitId from4Threads(Stream stream) {
        return commit(stream);
    }

    @Benchmark
    @Threads(16)
    public CommitId from16Threads(Stream stream) {
        return commit(stream);
    }

    private CommitId commit(Stream stream) {
        if (stream.next < 0) {
            stream.next = streams.incrementAndGet() << 20;
        }
        if (!database.hasCommit(stream.last)) {
            stream.last = CommitId.NONE;
        }
        stream.last = Notes.write(database, stream.last, stream.next, ++stream.next);
        return stream.last;
    }
}
