package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.RandomMutations;
import org.commitdb.state.RandomValues;

/// That chains of undo and redo of any length, on top of merges with what others commit, give the
/// states of the oracle, and that a restarted store goes on as if nothing had been.
final class CommitStorePropertyTest {

    private static long done;
    private static long moved;
    private static long refused;

    @AfterContainer
    static void tellWhatWasDone() {
        System.out.printf(
                "undo and redo: %d steps, each state equal to the oracle; %d undone or redone, %d"
                        + " refused because not below%n",
                done, moved, refused);
        assertTrue(moved > 0 && refused > 0);
    }

    @Property(tries = 300)
    void undoAndRedoOnTopOfMergesEqualTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 45) int steps) {
        Random random = new Random(seed);
        List<CommitId> undoable = new ArrayList<>();
        List<CommitId> redoable = new ArrayList<>();
        try (CommitDatabase database = RichDatabases.naive(DatabaseOptions.DEFAULT)) {
            CommitStore store = new CommitStore();
            store.open(database);
            for (int i = 0; i < steps; i++) {
                store = random.nextInt(8) == 0 ? restarted(store) : store;
                step(store, random, undoable, redoable);
                done++;
                assertEquals(new UndoStack(undoable, redoable), store.undoStack());
                RichDatabases.assertStateEqualsTheOracle(database, store.state().id());
            }
            store.close();
        }
    }

    private static CommitStore restarted(CommitStore store) {
        CommitDatabase database = store.database();
        CommitId where = store.state().id();
        String kept = store.undoStack().toString();
        store.close();
        CommitStore next = new CommitStore();
        next.open(database, where, UndoStack.parse(kept));
        return next;
    }

    private void step(
            CommitStore store, Random random, List<CommitId> undoable, List<CommitId> redoable) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                CommitId before = store.state().id();
                CommitId commit = store.dispatch("step", mutable -> record(mutable, random));
                if (!commit.equals(before)) {
                    undoable.add(commit);
                    redoable.clear();
                }
            }
            case 4, 5, 6 -> move(store, undoable, redoable, store::undo);
            case 7, 8 -> move(store, redoable, undoable, store::redo);
            case 9 -> somebodyElse(store.database(), random);
            case 10 -> {
                List<CommitId> all = store.database().commitIds().toList();
                if (!all.isEmpty() && random.nextInt(3) == 0) {
                    store.useCommit(all.get(random.nextInt(all.size())));
                }
            }
            default -> store.reduceHeads();
        }
    }

    private void move(CommitStore store, List<CommitId> from, List<CommitId> to, Runnable action) {
        if (from.isEmpty()) {
            assertThrows(IllegalStateException.class, action::run);
            return;
        }
        CommitId current = store.state().id();
        boolean below = !current.isNone() && store.database().isAncestor(from.getLast(), current);
        if (below) {
            action.run();
            to.add(from.removeLast());
            moved++;
        } else {
            long commits = store.database().commitCount();
            assertThrows(InvalidCommitException.class, action::run);
            assertEquals(commits, store.database().commitCount());
            assertEquals(current, store.state().id());
            refused++;
        }
    }

    private static void somebodyElse(CommitDatabase database, Random random) {
        List<CommitId> all = database.commitIds().toList();
        CommitId base = all.isEmpty() ? CommitId.NONE : all.get(random.nextInt(all.size()));
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        record(mutable, random);
        database.commitMutations("other", mutable);
    }

    private static void record(CommitMutableState mutable, Random random) {
        RandomValues values = new RandomValues(random, RichDatabases.MODEL);
        new RandomMutations(values, RichDatabases.MODEL).record(mutable);
    }

    @Property(tries = 300)
    void historyOfOneStoreTellsItsUndoStack(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int steps) {
        Random random = new Random(seed);
        try (CommitDatabase database = RichDatabases.naive(DatabaseOptions.DEFAULT);
                CommitStore store = new CommitStore()) {
            store.open(database);
            for (int i = 0; i < steps; i++) {
                UndoStack stack = store.undoStack();
                int choice = random.nextInt(3);
                if (choice == 0 && !stack.undoable().isEmpty()) {
                    store.undo();
                } else if (choice == 1 && !stack.redoable().isEmpty()) {
                    store.redo();
                } else {
                    store.dispatch("step " + i, mutable -> record(mutable, random));
                }
                assertEquals(
                        store.undoStack(),
                        UndoStack.ofHistory(database, store.state().id(), Integer.MAX_VALUE));
            }
        }
    }
}
