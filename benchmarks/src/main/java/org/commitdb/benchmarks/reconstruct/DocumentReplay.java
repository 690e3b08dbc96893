package org.commitdb.benchmarks.reconstruct;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.commitdb.benchmarks.Notes;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.History;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.commitdb.value.StringValue;
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

/// **Question**: what does one opcode cost in the replay of a document, everything included: index,
/// log, decoding, application?
///
/// A document is set and then updated two hundred times, by one commit each; nothing is remembered,
/// and that is too little for a key frame.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar DocumentReplay -prof gc`. **Expected**:
/// less than a microsecond and a few hundred bytes for each opcode.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DocumentReplay {

    private static final int UPDATES = 200;

    private RecordStore store;
    private CommitId last;

    @Setup
    public void setUp() {
        store =
                CommitFile.create(
                        new HeapStorage("replay"),
                        FileOptions.defaults().withDurability(Durability.LAZY),
                        new CanonicalIndexer());
        try (History history = new History(store, Notes::definitions)) {
            CommitMutableState mutable = new CommitMutableState(history.initialState());
            mutable.attachmentMutating().set(Notes.ATTACHMENT, Notes.key(0), Notes.note(0));
            last = append(CommitId.NONE, 1, mutable);
            for (int i = 0; i < UPDATES; i++) {
                mutable = new CommitMutableState(history.state(last));
                mutable.attachmentMutating()
                        .update(
                                Notes.ATTACHMENT,
                                Notes.key(0),
                                Notes.TITLE,
                                StringValue.of("title " + i));
                last = append(last, 2 + i, mutable);
            }
        }
    }

    private CommitId append(CommitId parent, long time, CommitMutableState mutable) {
        byte[] commit = CommitCodec.encodeMutations(parent, time, "", "", mutable.program());
        store.append(List.of(commit));
        return CommitCodec.id(commit);
    }

    @TearDown
    public void tearDown() {
        store.close();
    }

    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Optional<Value> replay() {
        try (History history = new History(store, Notes::definitions)) {
            return history.state(last).attachmentGetting().get(Notes.ATTACHMENT, Notes.key(0));
        }
    }
}
