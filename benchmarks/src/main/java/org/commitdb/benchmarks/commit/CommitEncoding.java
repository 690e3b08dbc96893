package org.commitdb.benchmarks.commit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.state.CommitMutableState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what do the canonical encoding of a commit, its hash and its decoding cost?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar CommitEncoding -prof gc`. **Expected**:
/// encoding and decoding allocate a few times the 250 bytes of the commit; hashing runs at the
/// speed of SHA-256, and dominates.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommitEncoding {

    private final CommitId parent = CommitCodec.id(new byte[] {1});
    private List<DocumentProgram> program = List.of();
    private byte[] encoded = {};

    @Setup
    public void setUp() {
        try (CommitDatabase database = CommitDatabase.inMemory(Notes.definitions())) {
            CommitMutableState mutable = new CommitMutableState(database.initialState());
            mutable.attachmentMutating().set(Notes.ATTACHMENT, Notes.key(1), Notes.note(1));
            program = mutable.program();
        }
        encoded = encode();
    }

    @Benchmark
    public byte[] encode() {
        return CommitCodec.encodeMutations(parent, 1L << 50, "author", "label", program);
    }

    @Benchmark
    public CommitId hash() {
        return CommitCodec.id(encoded);
    }

    @Benchmark
    public Commit decode() {
        CommitHeader header = CommitCodec.header(parent, encoded);
        return CommitCodec.decode(header, encoded, Notes.definitions());
    }
}
