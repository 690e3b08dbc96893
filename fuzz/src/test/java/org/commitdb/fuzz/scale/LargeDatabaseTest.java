package org.commitdb.fuzz.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.commitdb.CommitDatabase;
import org.commitdb.LongProfile;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.store.VerifyReport;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database far larger than the heap is written, opened, verified and read: 12 GB with a heap of
/// 512 MB in the long profile, else 96 MiB with 40 MB.
final class LargeDatabaseTest {

    private static final long MIB = 1 << 20;
    private static final int BODY_BYTES = 1 << 18;
    private static final int COUNTS_PER_BODY = 8;
    private static final int CHECKED = 50;

    @TempDir private Path folder;

    @Test
    void fileFarLargerThanTheHeapIsWrittenVerifiedAndRead() throws Exception {
        int fileMib = LongProfile.pick("commitdb.scale.mib", 96, 12_000);
        int heapMib = LongProfile.pick("commitdb.scale.heap", 40, 512);
        long free = Files.getFileStore(folder).getUsableSpace() / MIB;
        assumeTrue(free > fileMib * 5L / 4, free + " MiB are free, too few for " + fileMib);
        Path file = folder.resolve("large.cdb");
        for (String step : new String[] {"write", "verify", "read"}) {
            try (ScaleProcess child =
                    ScaleProcess.start(
                            heapMib + "m",
                            LargeDatabaseTest.class,
                            step,
                            file.toString(),
                            Integer.toString(fileMib))) {
                assertEquals(0, child.await(), step);
            }
        }
    }

    /// What the child does: `write`, `verify` or `read`, the file, and how many MiB it has.
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path file = Path.of(arguments[1]);
        long fileBytes = Long.parseLong(arguments[2]) * MIB;
        switch (arguments[0]) {
            case "write" -> timed("write", () -> write(file, fileBytes));
            case "verify" -> {
                for (VerifyLevel level : VerifyLevel.values()) {
                    timed("verify " + level, () -> verify(file, level));
                }
            }
            case "read" -> {
                CommitDatabase database = timed("open", () -> CommitDatabase.open(file));
                try (database) {
                    timed("read", () -> read(database, bodies(file)));
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.printf("large: file of %,d MiB%n", Files.size(file) / MIB);
    }

    private static <T> T timed(String what, Supplier<T> task) {
        long start = System.nanoTime();
        T result = task.get();
        System.out.printf(
                "large: %s: %.3f s, heap %d of %d MiB; %s%n",
                what,
                (System.nanoTime() - start) / 1e9,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MIB,
                Runtime.getRuntime().maxMemory() / MIB,
                result);
        return result;
    }

    private static String write(Path file, long fileBytes) {
        try (CommitDatabase database = CounterDatabase.create(file);
                Writer ids = Files.newBufferedWriter(idsOf(file))) {
            CommitId last = CommitId.NONE;
            long written = 0;
            long bodies = 0;
            for (; written < fileBytes; written += BODY_BYTES) {
                last = CounterDatabase.fill(database, last, bodies++, BODY_BYTES);
                ids.write(last + "\n");
                for (int i = 0; i < COUNTS_PER_BODY; i++) {
                    last = CounterDatabase.count(database, last, database.commitCount());
                }
            }
            return database.commitCount() + " commits";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the ids of the commits are that have bodies, one a line.
    private static Path idsOf(Path file) {
        return file.resolveSibling("ids.txt");
    }

    private static List<String> bodies(Path file) {
        try {
            return Files.readAllLines(idsOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String verify(Path file, VerifyLevel level) {
        VerifyReport report = CommitDatabase.verify(file, level, Progress.NONE);
        if (!report.findings().equals(List.of())) {
            throw new IllegalStateException(report.findings().toString());
        }
        return report.commits() + " commits, " + report.treePages() + " pages";
    }

    /// Reads the newest documents, and some of old states.
    private static String read(CommitDatabase database, List<String> bodies) {
        long commits = database.commitCount();
        List<CommitId> heads = database.headCommitIds();
        if (heads.size() != 1) {
            throw new IllegalStateException(heads.size() + " heads");
        }
        for (int i = 0; i < CHECKED; i++) {
            int number = bodies.size() - 1 - i * (bodies.size() / CHECKED);
            CommitId id = CommitId.parse(bodies.get(number));
            require(
                    CounterDatabase.body(number, BODY_BYTES),
                    CounterDatabase.read(database, id, "Scale::Thing.body", number));
        }
        long last = commits - 1;
        Value found = CounterDatabase.read(database, heads.getFirst(), "Scale::Thing.number", last);
        require(last, ((IntegerValue) found).longValue());
        return commits + " commits";
    }

    private static void require(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("expected " + expected + ", found " + found);
        }
    }
}
