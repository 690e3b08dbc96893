package org.commitdb.benchmarks.blob;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.blob.BlobId;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does it cost to keep a blob, and to read it?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar BlobBytes`. **Expected**: writing runs
/// at the speed of SHA-256, as long as the disk is not waited for; reading at that of copying.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlobBytes {

    private static final String LAYOUT = "uchar-1";

    @Param({"1024", "1048576"})
    public int bytes;

    private final SplittableRandom random = new SplittableRandom(9);
    private Scratch scratch;
    private RecordStore store;
    private byte[] content = {};
    private BlobId kept = BlobId.NONE;

    @Setup(Level.Iteration)
    public void setUp() {
        scratch = new Scratch();
        store =
                CommitFile.create(
                        FileStorage.create(scratch.file()),
                        FileOptions.defaults().withDurability(Durability.LAZY),
                        new CanonicalIndexer());
        content = new byte[bytes];
        random.nextBytes(content);
        kept = write();
    }

    @TearDown(Level.Iteration)
    public void tearDown() {
        store.close();
        scratch.close();
    }

    @Benchmark
    public BlobId write() {
        random.nextBytes(content);
        BlobId id = BlobId.ofContent(LAYOUT, content);
        store.putBlob(id, LAYOUT, content);
        return id;
    }

    @Benchmark
    public Object read() {
        return store.blob(kept).orElseThrow();
    }
}
