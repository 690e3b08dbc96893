package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.HostileFile;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.fuzz.Input;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitState;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RichModel;
import org.commitdb.store.Durability;
import org.commitdb.store.Progress;
import org.commitdb.store.VerifyLevel;
import org.commitdb.type.Attachment;
import org.junit.jupiter.api.Test;

/// A database file that somebody changed, with or without making the checksums right: opening,
/// reading, writing, verifying and rebuilding end, in success or a documented exception, and within
/// bounds; without the checksums, what is read is what was written.
///
/// The input is a list of changes, then of things to do: see [#damage] and [#act].
final class CdbFileFuzzTest {

    private static final RichModel MODEL = new RichModel();
    private static final long ALLOWED_BYTES = 512L << 20;
    private static final int MOST_CHANGES = 8;
    private static final int MOST_ACTIONS = 6;
    private static final int COMMITS = 40;
    private static final Sample SAMPLE = Sample.make();

    /// A file, and the commits that are in it.
    private static final class Sample {

        private final byte[] content;
        private final List<byte[]> commits;

        private Sample(byte[] content, List<byte[]> commits) {
            this.content = content;
            this.commits = commits;
        }

        byte[] content() {
            return content.clone();
        }

        List<byte[]> commits() {
            return commits;
        }

        static Sample make() {
            SimDisk disk = new SimDisk();
            FileOptions options =
                    options().withClockAndRandom(() -> Instant.EPOCH, new SplittableRandom(11));
            RandomHistory history;
            try (CommitFile file =
                    CommitFile.create(disk.open(), options, new CanonicalIndexer())) {
                file.appendDefinitions(DefinitionsCodec.encode(MODEL.definitions()));
                history = new RandomHistory(file, MODEL, 12).withToggles(10).grow(COMMITS / 2);
                file.checkpoint();
                history.grow(COMMITS - 5);
                file.checkpoint();
                history.grow(COMMITS);
            }
            try {
                return new Sample(disk.content(), history.encoded());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FileOptions options() {
        return FileOptions.defaults()
                .withDurability(new Durability.Lazy(Duration.ofDays(1)))
                .withCheckpointAfter(1 << 20, 1 << 30);
    }

    @FuzzTest(maxDuration = "10m")
    void fileIsReadOrRefused(byte[] bytes) {
        Budget.holdAllThreads(ALLOWED_BYTES, () -> check(bytes));
    }

    private static void check(byte[] bytes) {
        Input input = new Input(bytes);
        HostileFile hostile = new HostileFile(SAMPLE.content());
        boolean knowing = false;
        for (int changes = input.next() % (MOST_CHANGES + 1); changes > 0; changes--) {
            knowing |= damage(hostile, input);
        }
        int length = input.next() % 8 == 7 ? input.below(hostile.size()) : hostile.size();
        SimDisk disk = new SimDisk(Arrays.copyOf(hostile.content(), length));
        boolean mustBeRight = !knowing;
        for (int actions = 1 + input.next() % MOST_ACTIONS; actions > 0; actions--) {
            session(disk, input, mustBeRight);
        }
    }

    /// Changes the file in one way; tells whether the checksums were made right.
    private static boolean damage(HostileFile hostile, Input input) {
        switch (input.next() % 9) {
            case 0 -> hostile.alterHeader(input.next(), input.next());
            case 1 -> hostile.alterMeta(input.next() % 2, input.below(512), word(input));
            case 2, 3 -> {
                int record = input.below(hostile.recordCount());
                hostile.alterRecord(record, input.below(1 << 16), word(input));
            }
            case 4, 5 -> {
                int page = input.below(hostile.pageCount());
                int within = input.below(hostile.pageSize());
                hostile.alterPage(page, input.next() % 2 == 0 ? within % 256 : within, word(input));
            }
            case 6 -> {
                int count = hostile.pageCount();
                hostile.redirectPage(input.below(count), input.below(count));
            }
            case 7 -> {
                hostile.put(place(hostile, input), word(input));
                return false;
            }
            default -> {
                int from = place(hostile, input) & -512;
                byte[] sector = Arrays.copyOfRange(hostile.content(), from, from + 512);
                boolean zero = input.next() % 2 == 0;
                hostile.put(place(hostile, input) & -512, zero ? new byte[512] : sector);
                return false;
            }
        }
        return true;
    }

    /// One to eight other bytes.
    private static byte[] word(Input input) {
        return input.take(1 + input.next() % 8);
    }

    /// A place that matters.
    private static int place(HostileFile hostile, Input input) {
        return switch (input.next() % 4) {
            case 0 -> (input.next() % 4) * 0x4000 + input.below(512);
            case 1 -> {
                int record = input.below(hostile.recordCount());
                yield hostile.recordOffset(record) + input.below(hostile.recordSize(record));
            }
            case 2 ->
                    hostile.pageOffset(input.below(hostile.pageCount()))
                            + input.below(hostile.pageSize());
            default -> (int) (input.number(3) % hostile.size());
        };
    }

    /// Opens the file, does a few things, closes it.
    private static void session(SimDisk disk, Input input, boolean mustBeRight) {
        int how = input.next();
        FileOptions options = how % 3 == 0 ? options().forReading() : options();
        attempt(() -> {
            CommitFile file = CommitFile.open(disk.open(), options, new CanonicalIndexer());
            try (CommitDatabase database = new CommitDatabase(file, DatabaseOptions.DEFAULT)) {
                for (int i = 0; i < 4; i++) {
                    int what = input.next();
                    attempt(() -> act(what, file, database, input, mustBeRight));
                }
            }
        });
    }

    private static void act(
            int what, CommitFile file, CommitDatabase database, Input input, boolean mustBeRight) {
        switch (what % 8) {
            case 0, 1 -> readCommits(database, mustBeRight);
            case 2 -> readStates(database, input);
            case 3 ->
                    file.verify(VerifyLevel.of(1 + input.next() % 3), Progress.NONE)
                            .findings()
                            .forEach(finding -> assertTrue(!finding.toString().isEmpty()));
            case 4 -> writable(file::checkpoint);
            case 5 -> writable(file::rebuildIndexes);
            case 6 -> writable(database::reduceHeads);
            default -> readGraph(database);
        }
    }

    private static void readCommits(CommitDatabase database, boolean mustBeRight) {
        long count = database.commitCount();
        assertTrue(!mustBeRight || count <= SAMPLE.commits().size() + COMMITS);
        for (int i = 0; i < Math.min(count, SAMPLE.commits().size()); i++) {
            int index = i;
            attempt(() -> {
                byte[] commit = database.store().commit(index + 1L);
                CommitId id = database.store().idOf(index + 1L);
                if (mustBeRight) {
                    assertArrayEquals(SAMPLE.commits().get(index), commit);
                    assertEquals(index + 1L, database.store().ordinalOf(id));
                }
                Commit decoded = database.commit(id);
                assertTrue(!decoded.toString().isEmpty());
            });
        }
    }

    private static void readStates(CommitDatabase database, Input input) {
        List<CommitId> ids = database.commitIds().limit(2 * COMMITS).toList();
        if (!ids.isEmpty()) {
            CommitState state = database.state(ids.get(input.below(ids.size())));
            for (Attachment attachment : database.definitions().attachments()) {
                attempt(() ->
                        state.attachmentGetting()
                                .entries(attachment)
                                .forEach(Objects::requireNonNull));
            }
            attempt(() -> Objects.requireNonNull(state.report()));
        }
    }

    private static void readGraph(CommitDatabase database) {
        attempt(() -> database.headCommitIds().forEach(Objects::requireNonNull));
        attempt(() -> database.firstCommitId().ifPresent(database::commitHeader));
        List<CommitId> ids = database.commitIds().limit(2 * COMMITS).toList();
        for (CommitId id : ids) {
            attempt(() -> database.childrenCommitIds(id).forEach(Objects::requireNonNull));
            attempt(() -> database.isAncestor(id, ids.getFirst()));
        }
    }

    private static void writable(Runnable write) {
        try {
            write.run();
        } catch (UnsupportedOperationException e) {
            assertTrue(!String.valueOf(e.getMessage()).isEmpty());
        }
    }

    private static void attempt(Runnable use) {
        try {
            use.run();
        } catch (CommitDatabaseException e) {
            assertTrue(!String.valueOf(e.getMessage()).isBlank());
        }
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<byte[]> inputs =
                List.of(
                        new byte[] {0, 0, 2, 1, 0, 2, 3, 7, 1, 4, 5, 0, 3},
                        new byte[] {1, 1, 1, 0, 9, 1, 3, 1, 5, 0, 0, 0, 7},
                        new byte[] {1, 2, 0, 4, 0, 9, 1, 7, 7, 0, 1, 1, 0, 2, 3, 7},
                        new byte[] {1, 4, 0, 4, 0, 9, 1, 2, 7, 7, 0, 1, 1, 0, 2, 3, 7},
                        new byte[] {1, 6, 0, 4, 0, 9, 0, 1, 1, 0, 2, 3, 7},
                        new byte[] {1, 7, 1, 0, 3, 0, 41, 0, 9, 0, 1, 1, 0, 2, 3, 7},
                        new byte[] {1, 8, 2, 0, 3, 0, 1, 2, 0, 5, 0, 7, 0, 0, 1, 1, 0, 2, 3, 5},
                        new byte[] {0, 7, 100, 1, 1, 1, 0, 2, 3, 5});
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(i));
            seeds.put("file-" + i, inputs.get(i));
        }
        Corpus.check(CdbFileFuzzTest.class, "fileIsReadOrRefused", seeds);
    }
}
