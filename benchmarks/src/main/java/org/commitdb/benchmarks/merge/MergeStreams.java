package org.commitdb.benchmarks.merge;

import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.benchmarks.Notes;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentGetting;
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

/// **Question**: what does it cost to merge two streams of commits and to read every document then?
///
/// The streams part from a hundred documents and change their titles in turn.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar MergeStreams -prof gc`. **Expected**:
/// in proportion to the opcodes since the streams parted.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MergeStreams {

    private static final int DOCUMENTS = 100;

    @Param({"100", "1000"})
    public int commitsOnEachSide;

    private CommitDatabase database;
    private CommitId ours = CommitId.NONE;
    private CommitId theirs = CommitId.NONE;
    private int next;

    @Setup
    public void setUp() {
        database = CommitDatabase.inMemory(Notes.definitions());
        ours = Notes.write(database, CommitId.NONE, 0, DOCUMENTS);
        theirs = ours;
        for (int i = 0; i < commitsOnEachSide; i++) {
            ours = Notes.retitle(database, ours, i % DOCUMENTS, "our title " + i);
            theirs = Notes.retitle(database, theirs, i * 7 % DOCUMENTS, "their title " + i);
        }
    }

    @TearDown
    public void tearDown() {
        database.close();
    }

    /// Each merge is a new one: one more commit of ours comes before it.
    @Benchmark
    public long mergeAndReadAll() {
        CommitId tip = Notes.retitle(database, ours, next % DOCUMENTS, "merge " + next++);
        CommitId merge = database.mergeCommit(tip, theirs);
        AttachmentGetting state = database.state(merge).attachmentGetting();
        return state.entries(Notes.ATTACHMENT).count();
    }
}
