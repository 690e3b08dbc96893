package org.commitdb.benchmarks.reconstruct;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.commitdb.benchmarks.Notes;
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

    private ForgetfulStore store;

    @Setup
    public void setUp() {
        store = new ForgetfulStore(Notes::definitions);
        store.commit(note -> note.set(Notes.ATTACHMENT, Notes.key(0), Notes.note(0)));
        for (int i = 0; i < UPDATES; i++) {
            StringValue title = StringValue.of("title " + i);
            store.commit(note -> note.update(Notes.ATTACHMENT, Notes.key(0), Notes.TITLE, title));
        }
    }

    @TearDown
    public void tearDown() {
        store.close();
    }

    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Optional<Value> replay() {
        return store.read(Notes.ATTACHMENT, Notes.key(0));
    }
}
