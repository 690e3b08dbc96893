package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an interactive application does with a store, and what it hears.
final class CommitStoreTest {

    private final CommitDatabase database = RichDatabases.inMemory();
    private final Attachment name = database.definitions().attachment("Rich::Thing.name");
    private final Key key = Key.create(name, database.definitions().concept("Rich::Thing"));
    private final List<CommitStoreEvent> events = new ArrayList<>();
    private final CommitStore store = new CommitStore("ada");

    @BeforeEach
    void open() {
        store.onEvent(events::add);
        store.open(database);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private CommitId name(String value) {
        return store.dispatch(
                "Name " + value,
                mutable -> mutable.attachmentMutating().set(name, key, StringValue.of(value)));
    }

    private Optional<String> current() {
        return store.state()
                .attachmentGetting()
                .get(name, key)
                .map(value -> ((StringValue) value).value());
    }

    private CommitStoreEvent last() {
        return events.getLast();
    }

    @Test
    void dispatchCommitsAndMovesAndTells() {
        CommitId commit = name("a");
        CommitHeader header = database.commitHeader(commit);
        assertEquals("Name a", header.label());
        assertEquals("ada", header.author());
        assertEquals(commit, store.state().id());
        assertEquals(Optional.of("Name a"), store.undoLabel());
        CommitStoreEvent.StateChanged changed =
                assertInstanceOf(CommitStoreEvent.StateChanged.class, last());
        assertEquals(CommitId.NONE, changed.before().id());
        assertSame(store.state(), changed.after());
    }

    @Test
    void dispatchOfNothingChangesNothing() {
        CommitId commit = name("a");
        int heard = events.size();
        assertEquals(commit, store.dispatch("nothing", mutable -> {}));
        assertEquals(heard, events.size());
        assertEquals(List.of(commit), store.undoStack().undoable());
    }

    @Test
    void dispatchThatThrowsCommitsNothingAndTells() {
        name("a");
        long count = database.commitCount();
        ArithmeticException thrown =
                assertThrows(
                        ArithmeticException.class,
                        () ->
                                store.dispatch(
                                        "fails",
                                        mutable -> {
                                            mutable.attachmentMutating().remove(name, key);
                                            throw new ArithmeticException("on purpose");
                                        }));
        assertEquals(count, database.commitCount());
        assertEquals(Optional.of("a"), current());
        assertEquals(new CommitStoreEvent.DispatchFailed("fails", thrown), last());
    }

    @Test
    void dispatchCannotMoveTheStore() {
        name("a");
        assertThrows(
                IllegalStateException.class,
                () -> store.dispatch("moves", mutable -> store.useCommit(CommitId.NONE)));
        assertInstanceOf(CommitStoreEvent.DispatchFailed.class, last());
    }

    @Test
    void undoAndRedoAppendToggles() {
        CommitId first = name("a");
        CommitId second = name("b");
        CommitId undone = store.undo();
        assertEquals(Optional.of("a"), current());
        CommitHeader header = database.commitHeader(undone);
        assertEquals(CommitKind.DISABLE, header.kind());
        assertEquals(second, header.parent());
        assertEquals(second, header.target());
        assertEquals("Undo [Name b]", header.label());
        store.undo();
        assertEquals(Optional.empty(), current());
        assertEquals(Optional.of("Name a"), store.redoLabel());
        assertThrows(IllegalStateException.class, store::undo);
        CommitId redone = store.redo();
        assertEquals("Redo [Name a]", database.commitHeader(redone).label());
        assertEquals(first, database.commitHeader(redone).target());
        store.redo();
        assertEquals(Optional.of("b"), current());
        assertThrows(IllegalStateException.class, store::redo);
        assertEquals(6, database.commitCount());
    }

    @Test
    void dispatchAfterUndoEndsRedo() {
        name("a");
        name("b");
        store.undo();
        name("c");
        assertEquals(Optional.empty(), store.redoLabel());
        store.undo();
        assertEquals(Optional.of("a"), current());
    }

    @Test
    void undoIsRefusedWhereTheEntryIsNoAncestor() {
        CommitId first = name("a");
        name("b");
        store.useCommit(first);
        UndoStack before = store.undoStack();
        long count = database.commitCount();
        assertThrows(InvalidCommitException.class, store::undo);
        store.useCommit(CommitId.NONE);
        assertThrows(InvalidCommitException.class, store::undo);
        assertEquals(before, store.undoStack());
        assertEquals(count, database.commitCount());
        store.forward();
        store.undo();
        assertEquals(Optional.of("a"), current());
    }

    @Test
    void undoReachesThroughAMerge() {
        CommitId base = name("a");
        CommitId mine = name("b");
        store.useCommit(base);
        name("c");
        store.mergeCommit(mine);
        assertEquals(Optional.of("b"), current());
        store.undo();
        assertEquals(Optional.of("b"), current());
        store.undo();
        assertEquals(Optional.of("a"), current());
        store.redo();
        store.redo();
        assertEquals(Optional.of("b"), current());
    }

    @Test
    void navigationFindsHeads() {
        assertFalse(store.fastForward());
        CommitId base = name("a");
        store.useCommit(CommitId.NONE);
        assertTrue(store.fastForward());
        assertEquals(base, store.state().id());
        CommitId left = name("b");
        store.useCommit(base);
        CommitId right = name("c");
        store.useCommit(base);
        assertFalse(store.fastForward());
        assertEquals(right, store.forward());
        store.useCommit(CommitId.NONE);
        assertEquals(right, store.forward());
        CommitId merge = store.reduceHeads();
        assertEquals(merge, store.state().id());
        assertTrue(database.isAncestor(left, merge));
        assertThrows(UnknownIdException.class, () -> store.useCommit(unknown()));
        assertEquals(merge, store.state().id());
    }

    private static CommitId unknown() {
        byte[] bytes = new byte[CommitId.SIZE];
        bytes[0] = 1;
        return CommitId.of(bytes);
    }

    @Test
    void togglesOfAnyCommitAreNotUndone() {
        CommitId first = name("a");
        CommitId second = name("b");
        store.disableCommit("without b", second);
        assertEquals(Optional.of("a"), current());
        store.enableCommit("with b", second);
        assertEquals(Optional.of("b"), current());
        assertEquals(List.of(first, second), store.undoStack().undoable());
    }

    @Test
    void everyCommitOfAStoreNamesItsAuthor() {
        CommitId named = name("a");
        List<CommitId> written =
                List.of(
                        named,
                        store.undo(),
                        store.redo(),
                        store.disableCommit("without", named),
                        store.enableCommit("with", named));
        written.forEach(id -> assertEquals("ada", database.commitHeader(id).author()));
        assertEquals("", database.commitHeader(database.disableCommit("", named, named)).author());
    }

    @Test
    void listenersHearOfDefinitionsOnceTheyGrow() {
        int heard = events.size();
        store.extendDefinitions(RichDatabases.MODEL.definitions());
        assertEquals(heard, events.size());
        DefinitionsBuilder builder = Definitions.builder();
        builder.concept(new Namespace(new UUID(9, 9), "More"), "More");
        store.extendDefinitions(builder.build());
        assertEquals(new CommitStoreEvent.DefinitionsChanged(database.definitions()), last());
    }

    @Test
    void listenersHearOfOpeningAndClosing() {
        assertInstanceOf(CommitStoreEvent.Opened.class, events.getFirst());
        store.close();
        assertInstanceOf(CommitStoreEvent.Closed.class, last());
        int heard = events.size();
        store.close();
        assertEquals(heard, events.size());
        assertFalse(store.isOpen());
        assertThrows(IllegalStateException.class, store::state);
        assertThrows(IllegalStateException.class, store::undo);
        assertThrows(IllegalStateException.class, () -> name("a"));
        store.open(database);
        assertThrows(IllegalStateException.class, () -> store.open(database));
    }

    @Test
    void everyListenerHearsWhateverAnotherThrows() {
        List<CommitStoreEvent> others = new ArrayList<>();
        CommitStore.Subscription throwing =
                store.onEvent(event -> {
                    throw new ArithmeticException("on purpose");
                });
        CommitStore.Subscription subscription = store.onEvent(others::add);
        assertThrows(ArithmeticException.class, () -> name("a"));
        assertEquals(Optional.of("a"), current());
        assertEquals(1, others.size());
        subscription.close();
        assertThrows(ArithmeticException.class, () -> name("b"));
        assertEquals(1, others.size());
        throwing.close();
    }

    @Test
    void resetStartsAgainAndTellsBeforeAndAfter() {
        CommitId commit = name("a");
        events.clear();
        List<Integer> heardBefore = new ArrayList<>();
        store.reset(() -> heardBefore.add(events.size()));
        assertEquals(List.of(1), heardBefore);
        assertEquals(new CommitStoreEvent.WillReset(), events.getFirst());
        CommitStoreEvent.DidReset after = assertInstanceOf(CommitStoreEvent.DidReset.class, last());
        assertEquals(commit, after.state().id());
        assertEquals(UndoStack.EMPTY, store.undoStack());
        assertThrows(
                ArithmeticException.class,
                () ->
                        store.reset(() -> {
                            throw new ArithmeticException("on purpose");
                        }));
        assertInstanceOf(CommitStoreEvent.DidReset.class, last());
    }

    @Test
    void resetOfTheDatabaseMovesTheStoreToTheFirstCommit() {
        CommitId first = name("a");
        CommitId gone = name("b");
        store.reset(() -> new Administration(database).resetCommits());
        assertEquals(first, store.state().id());
        assertEquals(Optional.of("a"), current());
        assertThrows(UnknownIdException.class, () -> store.useCommit(gone));
        assertThrows(IllegalStateException.class, store::undo);
        CommitId next = name("c");
        assertEquals(List.of(first, next), database.commitIds().toList());
        store.undo();
        assertEquals(Optional.of("a"), current());
    }

    @Test
    void undoStackOutlivesTheStore() {
        name("a");
        name("b");
        name("c");
        store.undo();
        store.undo();
        UndoStack kept = UndoStack.parse(store.undoStack().toString());
        CommitId where = store.state().id();
        assertEquals(store.undoStack(), UndoStack.ofHistory(database, where, 100));
        try (CommitStore restarted = new CommitStore()) {
            restarted.open(database, where, kept);
            assertEquals(Optional.of("Name a"), restarted.undoLabel());
            assertEquals(Optional.of("Name b"), restarted.redoLabel());
            restarted.redo();
            restarted.redo();
            assertThrows(IllegalStateException.class, restarted::redo);
        }
    }

    @Test
    void undoStackOfUnknownCommitsIsRefused() {
        CommitId where = name("a");
        UndoStack foreign = new UndoStack(List.of(unknown()), List.of());
        try (CommitStore other = new CommitStore()) {
            assertThrows(UnknownIdException.class, () -> other.open(database, where, foreign));
            assertFalse(other.isOpen());
        }
    }

    @Test
    void malformedUndoStacksAreRefused() {
        for (String text : List.of("", "undo", "undo\nundo", "redo\nundo", "undo x\nredo")) {
            assertThrows(IllegalArgumentException.class, () -> UndoStack.parse(text), text);
        }
        CommitId commit = unknown();
        assertThrows(
                IllegalArgumentException.class,
                () -> new UndoStack(List.of(commit), List.of(commit)));
        assertThrows(
                IllegalArgumentException.class,
                () -> UndoStack.ofHistory(database, CommitId.NONE, -1));
        assertEquals(UndoStack.EMPTY, UndoStack.ofHistory(database, CommitId.NONE, 9));
    }
}
