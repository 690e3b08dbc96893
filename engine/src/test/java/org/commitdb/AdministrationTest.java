package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.file.CommitFile;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.Progress;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That one state becomes the single commit of a new database.
final class AdministrationTest {

    @TempDir Path folder;

    private static CommitDatabase grown(long seed, int commits) {
        CommitDatabase database = RichDatabases.inMemory();
        new RandomHistory(database.store(), RichDatabases.MODEL, seed)
                .withToggles(10)
                .grow(commits);
        return database;
    }

    @Test
    void flattenWritesOneCommitWithTheSameDocuments() {
        try (CommitDatabase database = grown(7, 60)) {
            CommitId commit = database.lastCommitId().orElseThrow();
            long count = database.commitCount();
            Path file = folder.resolve("flat.cdb");
            CommitId flat = new Administration(database).flatten(commit, file);
            assertEquals(count, database.commitCount());
            try (CommitDatabase target = CommitDatabase.open(file)) {
                assertEquals(List.of(flat), target.commitIds().toList());
                assertSameDocuments(database, commit, target, flat);
                CommitHeader header = target.commitHeader(flat);
                assertEquals(
                        database.commitHeader(commit).timestampMicros(), header.timestampMicros());
                assertEquals(database.definitions().digest(), target.definitions().digest());
            }
        }
    }

    @Test
    void resetLeavesTheFirstCommitAndWhatFollowsIsBuiltOnIt() {
        Path file = folder.resolve("reset.cdb");
        CommitId first;
        CommitId next;
        try (CommitDatabase database =
                CommitDatabase.create(file, RichDatabases.MODEL.definitions())) {
            RichModel.putBlobs(database.store());
            new RandomHistory(database.store(), RichDatabases.MODEL, 5).withToggles(10).grow(80);
            first = database.firstCommitId().orElseThrow();
            CommitId last = database.lastCommitId().orElseThrow();
            CommitState open = database.state(last);
            NaiveHistory.State expected =
                    NaiveHistory.of(database.store(), RichDatabases.MODEL.definitions())
                            .state(last);
            assertEquals(79, new Administration(database).resetCommits());
            assertEquals(0, new Administration(database).resetCommits());
            assertEquals(List.of(first), database.commitIds().toList());
            assertEquals(1, database.commitCount());
            assertEquals(List.of(first), database.headCommitIds());
            assertEquals(first, database.lastCommitId().orElseThrow());
            assertEquals(List.of(), database.childrenCommitIds(first));
            assertFalse(database.hasCommit(last));
            assertThrows(UnknownIdException.class, () -> database.state(last));
            assertThrows(UnknownIdException.class, () -> database.commit(last));
            assertThrows(UnknownIdException.class, () -> database.findCommit(last.toString()));
            for (Attachment attachment : RichDatabases.MODEL.attachments()) {
                assertEquals(
                        List.copyOf(expected.entries(attachment).keySet()),
                        open.attachmentGetting().keys(attachment).toList());
                expected.entries(attachment)
                        .forEach((key, value) ->
                                assertEquals(
                                        Optional.of(value),
                                        open.attachmentGetting().get(attachment, key)));
            }
            assertThrows(UnknownIdException.class, () -> database.commitMutations("", named(open)));
            next = database.commitMutations("", named(database.state(first)));
            RichDatabases.assertStateEqualsTheOracle(database, next);
        }
        CommitDatabase.compact(file, Progress.NONE);
        try (CommitDatabase database = CommitDatabase.open(file)) {
            assertEquals(List.of(first, next), database.commitIds().toList());
            assertEquals(List.of(next), database.headCommitIds());
            RichDatabases.assertStateEqualsTheOracle(database, next);
        }
    }

    private static CommitMutableState named(CommitState state) {
        Attachment name = RichDatabases.MODEL.definitions().attachment("Rich::Thing.name");
        CommitMutableState mutable = new CommitMutableState(state);
        mutable.attachmentMutating()
                .set(
                        name,
                        Key.create(name, RichDatabases.MODEL.definitions().concept("Rich::Thing")),
                        StringValue.of("after the reset"));
        return mutable;
    }

    @Property(tries = 40)
    void afterAnyDeletionsEveryStateThatIsLeftEqualsTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 50) int commits) {
        Random random = new Random(seed);
        try (CommitDatabase database = RichDatabases.inMemory()) {
            RandomHistory made =
                    new RandomHistory(database.store(), RichDatabases.MODEL, seed)
                            .withToggles(10)
                            .grow(commits);
            Administration administration = new Administration(database);
            made.commits().forEach(each -> database.state(each.header().id()));
            for (int i = 0; i < commits; i++) {
                List<CommitId> heads = database.headCommitIds();
                CommitId head = heads.get(random.nextInt(heads.size()));
                try {
                    administration.deleteCommit(head);
                    assertFalse(database.hasCommit(head));
                } catch (InvalidCommitException e) {
                    assertTrue(database.hasCommit(head));
                }
            }
            List<byte[]> back = new ArrayList<>(made.encoded());
            back.removeIf(each -> database.hasCommit(CommitCodec.id(each)));
            List<byte[]> some = back.subList(0, back.isEmpty() ? 0 : random.nextInt(back.size()));
            database.store().append(some);
            assertEquals(commits - back.size() + some.size(), database.commitCount());
            for (CommitId id : database.commitIds().toList()) {
                RichDatabases.assertStateEqualsTheOracle(database, id);
            }
        }
    }

    private static void assertSameDocuments(
            CommitDatabase database, CommitId commit, CommitDatabase target, CommitId flat) {
        for (Attachment attachment : RichDatabases.MODEL.attachments()) {
            assertEquals(
                    database.state(commit).attachmentGetting().entries(attachment).toList(),
                    target.state(flat).attachmentGetting().entries(attachment).toList());
        }
    }

    @Property(tries = 40)
    void flatCommitOfAnyStateHasJustTheBlobsThatItNames(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int commits) {
        try (CommitDatabase database = grown(seed, commits);
                RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            Administration administration = new Administration(database);
            CommitId commit = database.lastCommitId().orElseThrow();
            FlattenMeter meter = new FlattenMeter(Progress.NONE);
            Optional<byte[]> flat = administration.flat(commit, meter);
            flat.ifPresent(bytes -> administration.copy(bytes, store, meter));
            boolean empty =
                    RichDatabases.MODEL.attachments().stream()
                            .allMatch(each ->
                                    database.state(commit)
                                            .attachmentGetting()
                                            .keys(each)
                                            .findAny()
                                            .isEmpty());
            assertEquals(empty, flat.isEmpty());
            assertEquals(
                    flat.map(bytes -> (long) CommitCodec.outline(bytes).blobs().size()).orElse(0L),
                    Long.parseLong(store.info().facts().getOrDefault("blobs", "0")));
        }
    }

    @Test
    void flattenOfNothingWritesTheDefinitionsAlone() {
        try (CommitDatabase database = RichDatabases.inMemory()) {
            Path file = folder.resolve("empty.cdb");
            assertEquals(CommitId.NONE, new Administration(database).flatten(CommitId.NONE, file));
            try (CommitDatabase target = CommitDatabase.open(file)) {
                assertEquals(0, target.commitCount());
                assertEquals(database.definitions().digest(), target.definitions().digest());
            }
        }
    }

    @Test
    void flattenLeavesAnExistingFileAlone() throws Exception {
        try (CommitDatabase database = grown(3, 10)) {
            CommitId commit = database.lastCommitId().orElseThrow();
            Path file = Files.writeString(folder.resolve("taken.cdb"), "something else");
            assertThrows(
                    CommitDatabaseException.class,
                    () -> new Administration(database).flatten(commit, file));
            assertEquals("something else", Files.readString(file));
        }
    }

    @Test
    void flattenOfAnUnknownCommitCreatesNoFile() {
        try (CommitDatabase database = grown(3, 10)) {
            Path file = folder.resolve("never.cdb");
            CommitId unknown = CommitCodec.id(new byte[] {1});
            assertThrows(
                    UnknownIdException.class,
                    () -> new Administration(database).flatten(unknown, file));
            assertTrue(Files.notExists(file));
        }
    }

    @Test
    void flattenTellsHowFarItIs() {
        try (CommitDatabase database = grown(7, 60)) {
            CommitId commit = database.lastCommitId().orElseThrow();
            List<long[]> reports = new ArrayList<>();
            new Administration(database)
                    .flatten(
                            commit,
                            folder.resolve("flat.cdb"),
                            (done, total) -> reports.add(new long[] {done, total}));
            assertTrue(reports.size() > 2);
            assertEquals(0, reports.getFirst()[0]);
            for (int i = 1; i < reports.size(); i++) {
                assertTrue(reports.get(i)[0] >= reports.get(i - 1)[0]);
                assertTrue(reports.get(i)[0] <= reports.get(i)[1]);
            }
            assertEquals(reports.getLast()[1], reports.getLast()[0]);
        }
    }

    @Test
    void whatProgressRaisesEndsFlattening() {
        try (CommitDatabase database = grown(7, 60)) {
            CommitId commit = database.lastCommitId().orElseThrow();
            Path file = folder.resolve("flat.cdb");
            int[] reports = {0};
            Progress impatient =
                    (done, total) -> {
                        if (reports[0]++ == 3) {
                            throw new IllegalStateException("enough");
                        }
                    };
            Administration administration = new Administration(database);
            assertThrows(
                    IllegalStateException.class,
                    () -> administration.flatten(commit, file, impatient));
            assertTrue(Files.notExists(file));
        }
    }

    @Test
    void droppingKeyFramesChangesNothingThatIsRead() {
        try (CommitDatabase database = RichDatabases.inMemory()) {
            RandomHistory history =
                    new RandomHistory(database.store(), RichDatabases.MODEL, 11).grow(60);
            history.layFrames();
            ((CommitFile) database.store()).checkpoint();
            assertTrue(frames(database) > 0);
            Administration administration = new Administration(database);
            administration.dropKeyFrames();
            assertEquals(0, frames(database));
            CommitId commit = database.lastCommitId().orElseThrow();
            RichDatabases.assertStateEqualsTheOracle(database, commit);
        }
    }

    private static long frames(CommitDatabase database) {
        RecordStore store = database.store();
        return store.attachments().stream()
                .flatMap(each -> store.documents(each, null, 1000).stream())
                .filter(document -> store.newestFrame(document, Long.MAX_VALUE) > 0)
                .count();
    }
}
