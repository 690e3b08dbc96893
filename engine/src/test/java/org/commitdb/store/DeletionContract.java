package org.commitdb.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [RecordStore] that deletes commits keeps. A store under test reads its commits with
/// [TestCommit#index].
public abstract class DeletionContract {

    private RecordStore store;
    private CommitId first;
    private CommitId second;
    private CommitId third;

    /// An empty store.
    protected abstract RecordStore newStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore();
        first = append(TestCommit.labelled(CommitId.NONE, "first"));
        second = append(TestCommit.labelled(first, "second"));
        third = append(TestCommit.labelled(second, "third"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private CommitId append(TestCommit commit) {
        store.append(List.of(commit.encode()));
        return commit.id();
    }

    private void assertRefused(CommitId... commits) {
        long before = store.commitCount();
        long[] heads = store.heads();
        InvalidCommitException refused =
                assertThrows(InvalidCommitException.class, () -> store.delete(List.of(commits)));
        assertFalse(refused.rule().isEmpty());
        assertEquals(before, store.commitCount());
        assertArrayEquals(heads, store.heads());
    }

    @Test
    void deletedHeadIsGoneAndItsParentIsAHeadAgain() {
        store.delete(List.of(third));
        assertEquals(0, store.ordinalOf(third));
        assertThrows(UnknownIdException.class, () -> store.requireOrdinal(third));
        assertEquals(List.of(), store.idsWithPrefix(third.toString(), 5));
        assertArrayEquals(new long[] {2}, store.heads());
        assertArrayEquals(new long[0], store.children(2));
        assertEquals(new Run(1, 2, 0, 0), store.run(1));
        assertEquals(2, store.commitCount());
        assertEquals(3, store.lastOrdinal());
        assertTrue(store.isDeleted(3));
        assertFalse(store.isDeleted(2));
    }

    @Test
    void whoHoldsADeletedOrdinalReadsOn() {
        byte[] bytes = store.commit(3);
        store.delete(List.of(third));
        assertArrayEquals(bytes, store.commit(3));
        assertEquals(third, store.idOf(3));
        assertEquals(new Run(1, 3, 0, 0), store.run(3));
        assertEquals(1, store.timestampMicros(3));
    }

    @Test
    void deletedCommitThatComesBackGetsANewOrdinal() {
        store.delete(List.of(second, third));
        append(TestCommit.labelled(first, "second"));
        assertEquals(4, store.ordinalOf(second));
        assertEquals(second, store.idOf(4));
        assertEquals(second, store.idOf(2));
        assertEquals(new Run(4, 4, 1, 0), store.run(4));
        assertArrayEquals(new long[] {4}, store.heads());
        assertArrayEquals(new long[] {4}, store.children(1));
        assertEquals(List.of(second), store.idsWithPrefix(second.toString(), 5));
        store.delete(List.of(second));
        assertEquals(0, store.ordinalOf(second));
        append(TestCommit.labelled(first, "second"));
        assertEquals(5, store.ordinalOf(second));
        assertEquals(2, store.commitCount());
    }

    @Test
    void deletedCommitsThatComeBackInOneTransactionComeOnce() {
        store.delete(List.of(second, third));
        byte[] secondAgain = TestCommit.labelled(first, "second").encode();
        byte[] thirdAgain = TestCommit.labelled(second, "third").encode();
        store.append(List.of(secondAgain, thirdAgain, thirdAgain, secondAgain));
        assertEquals(5, store.lastOrdinal());
        assertEquals(4, store.ordinalOf(second));
        assertEquals(5, store.ordinalOf(third));
        append(TestCommit.labelled(second, "third"));
        assertEquals(5, store.lastOrdinal());
        assertArrayEquals(new long[] {5}, store.heads());
    }

    @Test
    void childOfADeletedCommitIsRefused() {
        store.delete(List.of(third));
        TestCommit orphan = TestCommit.labelled(third, "orphan");
        assertThrows(InvalidCommitException.class, () -> append(orphan));
        TestCommit toggle = TestCommit.toggle(CommitKind.DISABLE, second, third, "");
        assertThrows(InvalidCommitException.class, () -> append(toggle));
    }

    @Test
    void whatIsNeededStays() {
        CommitId side = append(TestCommit.labelled(first, "side"));
        CommitId merge = append(TestCommit.merge(third, side));
        assertRefused(second);
        assertRefused(side);
        assertRefused(third);
        assertRefused(second, third);
        store.delete(List.of(merge));
        assertArrayEquals(new long[] {3, 4}, store.heads());
        store.delete(List.of(side));
        assertArrayEquals(new long[] {3}, store.heads());
    }

    @Test
    void targetOfAToggleStaysAsLongAsTheToggle() {
        CommitId toggle = append(TestCommit.toggle(CommitKind.DISABLE, third, second, ""));
        CommitId other = append(TestCommit.toggle(CommitKind.ENABLE, first, first, ""));
        assertRefused(second, third);
        store.delete(List.of(other));
        store.delete(List.of(third, toggle, second));
        assertArrayEquals(new long[] {1}, store.heads());
        assertEquals(1, store.commitCount());
    }

    @Test
    void theFirstCommitStays() {
        assertRefused(first, second, third);
        CommitId root = append(TestCommit.labelled(CommitId.NONE, "another root"));
        boolean rootIsFirst = root.compareTo(first) < 0;
        CommitId stays = rootIsFirst ? root : first;
        assertRefused(root, first, second, third);
        assertRefused(stays, second, third);
        store.delete(rootIsFirst ? List.of(first, second, third) : List.of(root));
        assertArrayEquals(new long[] {store.ordinalOf(stays)}, store.roots());
    }

    @Test
    void allOrNothingIsDeleted() {
        CommitId unknown = TestCommit.labelled(third, "unknown").id();
        assertThrows(UnknownIdException.class, () -> store.delete(List.of(third, unknown)));
        assertThrows(UnknownIdException.class, () -> store.delete(List.of(CommitId.NONE)));
        assertEquals(3, store.commitCount());
        store.delete(List.of());
        store.delete(List.of(third, third));
        assertEquals(2, store.commitCount());
        assertThrows(UnknownIdException.class, () -> store.delete(List.of(third)));
    }

    @Test
    void whatAReplacedHeadBroughtForthIsAHeadAgainOnlyWithoutOtherChildren() {
        CommitId side = append(TestCommit.labelled(second, "side"));
        store.delete(List.of(third));
        assertArrayEquals(new long[] {4}, store.heads());
        store.delete(List.of(side));
        assertArrayEquals(new long[] {2}, store.heads());
        append(TestCommit.labelled(second, "new"));
        assertArrayEquals(new long[] {5}, store.heads());
    }

    @Test
    void manyCommitsAreDeletedAtOnce() {
        CommitId last = third;
        for (int i = 0; i < 200; i++) {
            last = append(TestCommit.labelled(i % 3 == 0 ? second : last, "more " + i));
        }
        List<CommitId> others = IntStream.rangeClosed(2, 203).mapToObj(store::idOf).toList();
        store.delete(others);
        assertEquals(1, store.commitCount());
        assertArrayEquals(new long[] {1}, store.heads());
        assertArrayEquals(new long[0], store.children(1));
        assertEquals(List.of(first), store.idsWithPrefix("", 10));
    }
}
