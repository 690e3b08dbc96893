package org.commitdb.benchmarks.reconstruct;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentGetting;
import org.commitdb.store.Durability;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does it cost to read a document at the head, decoded, when it was read
/// lately, and when it was not?
///
/// Cold reads go round 200,000 documents, several times more than are remembered.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar HeadRead -prof gc`. **Expected**: warm,
/// two look-ups in hash tables and next to no allocation; cold, one descent in the tree, one record
/// of the log, and the decoding of a set.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadRead {

    private static final int DOCUMENTS = 200_000;
    private static final int FEW = 1_000;

    private final Key[] keys = new Key[DOCUMENTS];
    private Scratch scratch;
    private CommitDatabase database;
    private AttachmentGetting head;
    private int next;

    @Setup
    public void setUp() {
        scratch = new Scratch();
        CommitId last;
        try (CommitDatabase writing = scratch.create(Durability.LAZY)) {
            last = Notes.write(writing, CommitId.NONE, 0, DOCUMENTS);
        }
        database = CommitDatabase.open(scratch.file());
        head = database.state(last).attachmentGetting();
        for (int i = 0; i < DOCUMENTS; i++) {
            keys[i] = Notes.key(i);
        }
    }

    @TearDown
    public void tearDown() {
        database.close();
        scratch.close();
    }

    @Benchmark
    public Optional<Value> cold() {
        next = (next + 7919) % DOCUMENTS;
        return head.get(Notes.ATTACHMENT, keys[next]);
    }

    @Benchmark
    public Optional<Value> warm() {
        next = (next + 1) % FEW;
        return head.get(Notes.ATTACHMENT, keys[next]);
    }

    /// Every document once, in order; the time is that of one.
    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public long everyDocument() {
        return head.entries(Notes.ATTACHMENT).count();
    }
}
