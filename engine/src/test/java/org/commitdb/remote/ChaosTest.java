package org.commitdb.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.commitdb.sync.SyncOptions;
import org.commitdb.sync.SyncSide;
import org.commitdb.sync.Synchronizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Synchronisation over a connection that cuts, delays, truncates and corrupts: nothing that is not
/// sound is stored, nothing hangs, nothing is left behind, and once the connection is calm the next
/// one finishes the job.
@Isolated("counts what the whole process does")
final class ChaosTest {

    /// The long profile does not keep account of virtual threads.
    private static final boolean LISTED =
            !"false".equals(System.getProperty("jdk.trackAllThreads"));

    private static final int ROUNDS = Integer.getInteger("commitdb.chaos.rounds", 30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int CALM = 20_000;
    private static final int CALM_FOR_PIECES = 3_000_000;

    @TempDir private Path folder;
    private final long seed = Long.getLong("commitdb.chaos.seed", System.nanoTime());

    private static SyncSide side(RecordStore store) {
        return new SyncSide(store, Gatekeeper.open(store));
    }

    private static void grow(RecordStore store, Random random, int commits, String who) {
        CommitId parent = store.lastOrdinal() == 0 ? CommitId.NONE : store.idOf(store.heads()[0]);
        for (int i = 0; i < commits; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            TestCommit commit = TestCommit.labelled(parent, who + i + "-" + random.nextLong());
            if (random.nextInt(6) == 0) {
                BlobId blob = BlobId.ofContent("uchar-1", bytes);
                store.putBlob(blob, "uchar-1", bytes);
                commit = commit.withBlobs(List.of(blob));
            }
            store.append(List.of(commit.encode()));
            parent = random.nextInt(10) == 0 ? parent : commit.id();
        }
    }

    /// One that travels in several pieces.
    private static void addLargeBlob(RecordStore store, Random random) {
        byte[] bytes = new byte[1_500_000 + random.nextInt(2_500_000)];
        random.nextBytes(bytes);
        BlobId blob = BlobId.ofContent("uchar-1", bytes);
        store.putBlob(blob, "uchar-1", bytes);
        TestCommit commit =
                TestCommit.labelled(store.idOf(store.heads()[0]), "large" + random.nextLong())
                        .withBlobs(List.of(blob));
        store.append(List.of(commit.encode()));
    }

    private static Set<CommitId> ids(RecordStore store) {
        Set<CommitId> ids = new HashSet<>();
        for (long ordinal = 1; ordinal <= store.lastOrdinal(); ordinal++) {
            ids.add(store.idOf(ordinal));
        }
        return ids;
    }

    @Test
    void bothSidesStaySoundAndTheNextOneFinishes() throws Exception {
        System.out.println("chaos seed " + seed + ", " + ROUNDS + " rounds");
        long descriptors = descriptors();
        List<String> before = threads();
        try (ServedStore served = ServedStore.of(TestStores.inMemory())) {
            assertEquals(0, served.connect().lastOrdinal());
            assertTrue(!LISTED || threads().size() > before.size(), "threads are not listed");
        }
        int failed = 0;
        Random seeds = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            failed += round(new Random(seeds.nextLong())) ? 0 : 1;
        }
        System.out.println(failed + " of " + ROUNDS + " were broken off");
        assertTrue(failed > 0, "nothing was harmed");
        assertTrue(descriptors() <= descriptors + 20, "descriptors were left open");
        awaitNoThreads(before);
    }

    /// The threads of a connection end soon after it.
    private void awaitNoThreads(List<String> before) throws IOException {
        long end = System.nanoTime() + PATIENCE.multipliedBy(15).toNanos();
        List<String> left = threads();
        left.removeAll(before);
        while (!left.isEmpty() && System.nanoTime() < end) {
            left = threads();
            left.removeAll(before);
        }
        assertEquals(List.of(), left);
    }

    private List<String> threads() throws IOException {
        Path dump = Files.createTempFile(folder, "threads", ".txt");
        Files.delete(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            // Behind the name stand the state and the time.
            return lines.filter(line -> line.contains("\"commitdb-"))
                    .map(line -> line.substring(0, line.lastIndexOf('"') + 1))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private static boolean round(Random random) throws IOException {
        ServerOptions options =
                ServerOptions.DEFAULT.withLimits(
                        ServerOptions.Limits.DEFAULT.withTimes(
                                Duration.ofMinutes(1), PATIENCE, Duration.ofSeconds(5)));
        ConnectionOptions impatient =
                ConnectionOptions.DEFAULT.withTimes(Duration.ofMillis(100), PATIENCE);
        ServedStore served =
                ServedStore.of(TestStores.inMemory(), new Endpoint.Tcp("127.0.0.1", 0), options);
        boolean unharmed;
        boolean large = random.nextInt(8) == 0;
        try (RecordStore local = TestStores.inMemory();
                served;
                ChaosProxy proxy =
                        new ChaosProxy(
                                ((Endpoint.Tcp) served.endpoint()).port(),
                                random.nextLong(),
                                large ? CALM_FOR_PIECES : CALM)) {
            grow(served.served(), random, 20 + random.nextInt(60), "there");
            grow(local, random, 20 + random.nextInt(60), "here");
            if (large) {
                addLargeBlob(served.served(), random);
                addLargeBlob(local, random);
            }
            Set<CommitId> all = new HashSet<>(ids(local));
            all.addAll(ids(served.served()));
            Endpoint through = new Endpoint.Tcp("127.0.0.1", proxy.port());
            unharmed = synchronize(local, through, impatient);
            List<CommitId> strange = new ArrayList<>(ids(local));
            strange.addAll(ids(served.served()));
            strange.removeAll(all);
            assertEquals(List.of(), strange);
            proxy.calm();
            assertTrue(synchronize(local, through, ConnectionOptions.DEFAULT), "it did not finish");
            assertEquals(all, ids(local));
            assertEquals(all, ids(served.served()));
        }
        assertTrue(served.server().isQuiet(), "threads or memory were left behind");
        return unharmed;
    }

    private static boolean synchronize(
            RecordStore local, Endpoint endpoint, ConnectionOptions options) {
        try (RemoteStore client = RemoteStore.connect(endpoint, options)) {
            new Synchronizer(side(client), side(local), TestCommit::index).run(SyncOptions.DEFAULT);
            return client.traffic().connections() == 1;
        } catch (CommitDatabaseException e) {
            return false;
        }
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
