package org.commitdb.benchmarks.sync;

import java.util.concurrent.TimeUnit;
import org.commitdb.CommitDatabase;
import org.commitdb.CommitDatabaseServer;
import org.commitdb.benchmarks.Notes;
import org.commitdb.benchmarks.Scratch;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.Endpoint;
import org.commitdb.store.Durability;
import org.commitdb.sync.SyncOptions;
import org.commitdb.sync.SyncReport;
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

/// **Question**: what does it cost to bring what a replica lacks from a server, however much both
/// have?
///
/// The server listens on the loopback interface; both keep their commits in files, and neither
/// waits for the disk.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar SyncDifference -prof gc`. **Expected**:
/// in proportion to the commits that the replica lacks, whatever the length of the history.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SyncDifference {

    private static final int DOCUMENTS = 100;

    @Param({"1000", "100000"})
    public int commits;

    @Param({"1", "100"})
    public int missing;

    private Scratch serverScratch;
    private Scratch replicaScratch;
    private CommitDatabase served;
    private CommitDatabase replica;
    private CommitDatabase client;
    private CommitDatabaseServer server;
    private CommitId last = CommitId.NONE;
    private int next;

    @Setup
    public void setUp() {
        serverScratch = new Scratch();
        replicaScratch = new Scratch();
        served = serverScratch.create(Durability.LAZY);
        replica = replicaScratch.create(Durability.LAZY);
        last = Notes.write(served, last, 0, DOCUMENTS);
        edit(commits - DOCUMENTS);
        server = CommitDatabaseServer.start(served, 0);
        client = CommitDatabase.connect("127.0.0.1", ((Endpoint.Tcp) server.endpoint()).port());
        replica.synchronizeWith(client, SyncOptions.DEFAULT);
    }

    /// What the next synchronisation brings.
    @Setup(Level.Invocation)
    public void writeOnTheServer() {
        edit(missing);
    }

    private void edit(int count) {
        for (int i = 0; i < count; i++) {
            last = Notes.retitle(served, last, next % DOCUMENTS, "title " + next++);
        }
    }

    @TearDown
    public void tearDown() {
        client.close();
        server.close();
        replica.close();
        served.close();
        replicaScratch.close();
        serverScratch.close();
    }

    @Benchmark
    public SyncReport bringWhatIsMissing() {
        return replica.synchronizeWith(client, SyncOptions.DEFAULT);
    }
}
