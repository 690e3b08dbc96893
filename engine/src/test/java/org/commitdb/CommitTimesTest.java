package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commits are never older than their parents, whatever the clock says.
final class CommitTimesTest {

    private static final Definitions DEFINITIONS =
            Dsm.parse(
                            "namespace Notes {3c7e0a3e-7d7a-4a1e-8f0e-0d3f6c1b2a90} {\n"
                                    + "concept Note; attachment<Note, string> text;\n};")
                    .definitions();
    private static final long START = 1_000_000;

    @TempDir Path folder;

    private long now = START;
    private CommitDatabase database;

    @BeforeEach
    void create() {
        database =
                CommitDatabase.create(
                        folder.resolve("times.cdb"),
                        DEFINITIONS,
                        DatabaseOptions.DEFAULT.withClock(
                                () -> Instant.EPOCH.plus(now, ChronoUnit.MICROS)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CommitMutableState change(CommitId base) {
        Attachment texts = database.definitions().attachment("Notes::Note.text");
        Concept concept = (Concept) texts.keyTarget();
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        mutable.attachmentMutating()
                .set(
                        texts,
                        Key.of(concept, new UUID(1, 1), concept.runtimeId()),
                        StringValue.of("at " + base));
        return mutable;
    }

    private CommitId commit(CommitId base) {
        return database.commitMutations("a change", change(base));
    }

    private CommitId commitAt(CommitId base, long timestampMicros) {
        return database.commitMutations("a change", "", change(base), timestampMicros);
    }

    private long timeOf(CommitId id) {
        return database.commitHeader(id).timestampMicros();
    }

    @Test
    void childIsLaterThanItsParentWhenTheClockStands() {
        CommitId first = commit(CommitId.NONE);
        CommitId second = commit(first);
        CommitId third = commit(second);
        assertEquals(START, timeOf(first));
        assertEquals(START + 1, timeOf(second));
        assertEquals(START + 2, timeOf(third));
    }

    @Test
    void childIsLaterThanItsParentWhenTheClockGoesBack() {
        CommitId first = commit(CommitId.NONE);
        now = START - 500;
        CommitId second = commit(first);
        assertEquals(START + 1, timeOf(second));
        now = START + 500;
        assertEquals(START + 500, timeOf(commit(first)));
        assertEquals(START + 500, timeOf(commit(second)));
    }

    @Test
    void childOfAnOlderCommitIsLaterThanThat() {
        CommitId first = commitAt(CommitId.NONE, START + 10);
        CommitId second = commitAt(first, START + 1_000);
        assertEquals(START + 11, timeOf(commit(first)));
        assertEquals(START + 1_001, timeOf(commit(second)));
    }

    @Test
    void anotherRootIsOfNow() {
        CommitId first = commitAt(CommitId.NONE, START + 1_000);
        CommitId other = commit(CommitId.NONE);
        assertEquals(START, timeOf(other));
        assertEquals(START + 1_001, timeOf(commit(first)));
    }

    @Test
    void toggleIsLaterThanItsBase() {
        CommitId first = commitAt(CommitId.NONE, START + 10);
        CommitId disabled = database.disableCommit("not so", first, first);
        assertEquals(START + 11, timeOf(disabled));
        assertEquals(START + 12, timeOf(commit(disabled)));
    }

    @Test
    void givenTimeThatIsNotAfterTheParentsIsRefused() {
        CommitId first = commitAt(CommitId.NONE, START);
        assertThrows(IllegalArgumentException.class, () -> commitAt(first, START));
        CommitId second = commitAt(first, START + 1);
        assertThrows(IllegalArgumentException.class, () -> commitAt(first, START));
        assertThrows(IllegalArgumentException.class, () -> commitAt(second, START + 1));
        assertEquals(2, database.commitCount());
        assertEquals(START + 2, timeOf(commitAt(second, START + 2)));
    }
}
