package org.commitdb.fuzz.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.LongProfile;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Durability;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opens short and long histories, closed in order or left by a process that was killed, and prints
/// how long it takes. What must hold by count is tested in the engine, in `OpenCostTest`.
final class OpenTimeTest {

    private static final int ROUNDS = 15;

    @TempDir private Path folder;

    @Test
    void openingIsAsQuickWhateverTheHistoryAndReplaysOnlyTheTail() throws Exception {
        int few = 1_000;
        int many = LongProfile.pick("commitdb.scale.commits", 5_000, 1_000_000);
        int tail = LongProfile.pick("commitdb.scale.tail", 1_000, 60_000);
        for (int commits : new int[] {few, many}) {
            Path file = folder.resolve(commits + ".cdb");
            CommitId last = write(file, commits);
            if (commits == few) {
                // The JVM compiles what opening does.
                measure(file, commits, last);
            }
            print(commits + " commits, closed in order", file, commits, last);
            Path killed = folder.resolve("killed" + commits + ".cdb");
            Files.copy(file, killed);
            int left = kill(killed, commits, tail);
            print(left - commits + " commits behind " + commits + ", killed", killed, left, null);
        }
    }

    private static CommitId write(Path file, int commits) {
        try (CommitDatabase database = CounterDatabase.create(file)) {
            CommitId last = CommitId.NONE;
            for (int i = 0; i < commits; i++) {
                last = CounterDatabase.count(database, last, i);
            }
            return last;
        }
    }

    /// Has a process add commits and kills it; returns how many commits the file has then.
    private static int kill(Path file, int commits, int tail)
            throws IOException, InterruptedException {
        try (ScaleProcess child =
                ScaleProcess.start(
                        "512m", OpenTimeTest.class, file.toString(), Integer.toString(tail))) {
            assertEquals("ready", child.readLine());
            child.kill();
        }
        return commits + tail;
    }

    /// Opens the file, adds commits, says so, and waits to be killed.
    public static void main(String[] arguments) throws IOException {
        DatabaseOptions lazy = DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);
        CommitDatabase database = CommitDatabase.open(Path.of(arguments[0]), lazy);
        CommitId last = database.headCommitIds().getFirst();
        int tail = Integer.parseInt(arguments[1]);
        for (int i = 0; i < tail; i++) {
            last = CounterDatabase.count(database, last, i);
        }
        database.flush();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    /// Opening syncs the file, which is for what was written before, not for the copy.
    private static void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private long[] measure(Path file, int commits, @Nullable CommitId last) throws IOException {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Path copy = folder.resolve("opened.cdb");
            copy(file, copy);
            long start = System.nanoTime();
            try (CommitDatabase database = CommitDatabase.open(copy)) {
                nanos[i] = System.nanoTime() - start;
                assertEquals(commits, database.commitCount());
                assertTrue(last == null || database.hasCommit(last));
                assertEquals(1, database.headCommitIds().size());
            }
        }
        return nanos;
    }

    private void print(String what, Path file, int commits, @Nullable CommitId last)
            throws IOException {
        long[] nanos = measure(file, commits, last);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "open: %s: median %.1f ms, least %.1f ms, most %.1f ms (%d times)%n",
                what,
                nanos[ROUNDS / 2] / 1e6,
                nanos[0] / 1e6,
                nanos[ROUNDS - 1] / 1e6,
                ROUNDS);
    }
}
