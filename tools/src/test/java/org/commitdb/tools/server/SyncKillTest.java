package org.commitdb.tools.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.BlobStatistics;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.tools.CommandProcess;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.Key;
import org.commitdb.value.StructureValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas that worked apart are synchronised through a server, in processes with 256 MB of
/// heap; the server or the client is killed again and again on the way. In the end both have the
/// same and are sound.
///
/// The default build moves 600 commits and 12 MB of blobs and kills twice;
/// `-Dcommitdb.kill.commits=100000 -Dcommitdb.kill.megabytes=2000 -Dcommitdb.kill.times=10` is the
/// long form.
final class SyncKillTest {

    private static final int COMMITS = Integer.getInteger("commitdb.kill.commits", 600);
    private static final long BYTES = Long.getLong("commitdb.kill.megabytes", 12) * 1_000_000;
    private static final int KILLS = Integer.getInteger("commitdb.kill.times", 2);
    private static final int MOST_STARTS = 10 * KILLS + 10;
    private static final double LAST_KILL = 0.7;
    private static final long LONGEST_MILLIS = 1_800_000;

    /// What runs for seconds only is not worth being compiled well.
    private static final String[] HEAP = {
        "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + (BYTES < 100_000_000 ? 1 : 4)
    };

    private static final Definitions MODEL =
            Dsm.parse(
                            """
                            namespace Album {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
                            concept Photo;
                            struct Image { string title; blob_id pixels; };
                            attachment<Photo, Image> image;
                            };
                            """)
                    .definitions();

    @TempDir private Path folder;
    private final long seed = Long.getLong("commitdb.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int starts;

    /// The sizes of a replica's blobs: one large, some not so large, many small.
    private static List<Integer> sizes(long bytes) {
        List<Integer> sizes = new ArrayList<>();
        sizes.add((int) (bytes / 4));
        for (int i = 0; i < 8; i++) {
            sizes.add((int) (bytes / 32));
        }
        for (long done = 0; done < bytes / 2; done += 50_000) {
            sizes.add(50_000);
        }
        return sizes;
    }

    private static void fill(Path file, int commits, long bytes, long seed) throws IOException {
        DatabaseOptions bulk = DatabaseOptions.DEFAULT.withDurability(Durability.BULK);
        CommitDatabase.create(file, MODEL).close();
        try (CommitDatabase database = CommitDatabase.open(file, bulk)) {
            Attachment image = database.definitions().attachment("Album::Photo.image");
            List<Integer> sizes = sizes(bytes);
            SplittableRandom noise = new SplittableRandom(seed);
            CommitId head = CommitId.NONE;
            int stored = 0;
            for (int i = 0; i < commits; i++) {
                BlobId blob = BlobId.NONE;
                if (stored < sizes.size() && i * (long) sizes.size() >= stored * (long) commits) {
                    blob = store(database, sizes.get(stored++), noise);
                }
                CommitMutableState mutable = new CommitMutableState(database.state(head));
                StructureValue value =
                        StructureValue.create(image)
                                .with("title", "photo " + i)
                                .with("pixels", BlobIdValue.of(blob.toByteArray()));
                mutable.attachmentMutating().set(image, Key.create(image), value);
                head = database.commitMutations("photo " + i, mutable);
            }
            database.flush();
        }
    }

    private static BlobId store(CommitDatabase database, int size, SplittableRandom noise)
            throws IOException {
        try (var output = database.blobs().output(BlobLayout.BYTES)) {
            byte[] piece = new byte[Math.min(size, 1 << 20)];
            for (int done = 0; done < size; done += piece.length) {
                noise.nextBytes(piece);
                output.write(piece, 0, Math.min(piece.length, size - done));
            }
            return output.store();
        }
    }

    private CommandProcess start(Object... arguments) throws IOException {
        assertTrue(starts++ < MOST_STARTS, "it does not get on");
        return CommandProcess.start(HEAP, arguments);
    }

    private CommandProcess server(Path file, String port) throws Exception {
        CommandProcess server = start("commit_database_server", file, "--port", port);
        try {
            serving = server.awaitMessage("serving");
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    private String serving = "";

    private CommandProcess client(Path file, String port) throws IOException {
        return start("commit_admin", "--host", "127.0.0.1", "--port", port, "sync", file);
    }

    @Test
    void aSynchronisationThatIsKilledAgainAndAgainFinishes() throws Exception {
        System.out.println("kill seed " + seed);
        Path there = folder.resolve("there.cdb");
        Path here = folder.resolve("here.cdb");
        fill(there, COMMITS / 2, BYTES / 2, seed);
        fill(here, COMMITS / 2, BYTES / 2, ~seed);
        long begun = System.nanoTime();
        int killed = synchronize(there, here);
        report("killed " + killed + " times:", begun);
        assertEquals(KILLS, killed);
        compare(there, here);
        begun = System.nanoTime();
        Path fresh = folder.resolve("fresh.cdb");
        try (CommandProcess server = server(there, "0");
                CommandProcess client = client(fresh, portOf(serving))) {
            assertTrue(client.awaitExit(LONGEST_MILLIS), "it goes on");
            assertEquals(0, client.awaitExit());
            server.terminate();
            assertEquals(0, server.awaitExit());
        }
        report("in peace, one way:", begun);
        compare(there, fresh);
    }

    private int synchronize(Path there, Path here) throws Exception {
        long before = Files.size(there) + Files.size(here);
        int kills = 0;
        CommandProcess server = server(there, "0");
        String port = portOf(serving);
        CommandProcess client = client(here, port);
        try {
            while (true) {
                // Each kill comes somewhere in its part of the way, the last one well before its
                // end.
                double part = LAST_KILL * (kills + random.nextDouble()) / KILLS;
                boolean more = kills < KILLS;
                while (!client.awaitExit(10)) {
                    long moved = Files.size(there) + Files.size(here) - before;
                    if (more && moved >= part * before) {
                        break;
                    }
                }
                if (client.awaitExit(0)) {
                    if (client.awaitExit() == 0) {
                        break;
                    }
                    client = client(here, port);
                } else if (random.nextBoolean()) {
                    kills++;
                    client.kill();
                    client.awaitExit();
                    client = client(here, port);
                } else {
                    kills++;
                    server.kill();
                    server.awaitExit();
                    server = server(there, port);
                }
            }
            server.terminate();
            assertEquals(0, server.awaitExit());
            return kills;
        } finally {
            client.close();
            server.close();
        }
    }

    private static String portOf(String message) {
        return message.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
    }

    private static void report(String what, long begunNanos) {
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s %d commits and %d MB of blobs in %.1f s, processes and all: %.0f commits/s,"
                        + " %.1f MB/s%n",
                what,
                COMMITS,
                BYTES / 1_000_000,
                seconds,
                COMMITS / seconds,
                BYTES / 1e6 / seconds);
    }

    private static void compare(Path one, Path other) {
        try (CommitDatabase first = CommitDatabase.open(one);
                CommitDatabase second = CommitDatabase.open(other)) {
            assertEquals(COMMITS, first.commitIds().count());
            assertEquals(COMMITS, second.commitIds().count());
            assertEquals(
                    new HashSet<>(first.headCommitIds()), new HashSet<>(second.headCommitIds()));
            BlobStatistics blobs = first.blobs().statistics();
            assertEquals(2L * sizes(BYTES / 2).size(), blobs.count());
            assertEquals(blobs.size(), second.blobs().statistics().size());
            assertTrue(first.verify(VerifyLevel.BLOBS, Progress.NONE).isSound());
            assertTrue(second.verify(VerifyLevel.BLOBS, Progress.NONE).isSound());
        }
    }
}
