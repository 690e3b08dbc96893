package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.RandomMutations;
import org.commitdb.state.RandomValues;

/// That chains of undo and redo of any length, on top of merges with what others commit, give the
/// states of the oracle, and that a restarted store goes on as if nothing had been.
final class CommitStorePropertyTest {

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

    private static void step(
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
            case 4, 5, 6 -> move(undoable, redoable, store::undo);
            case 7, 8 -> move(redoable, undoable, store::redo);
            case 9, 10 -> somebodyElse(store.database(), random);
            default -> store.reduceHeads();
        }
    }

    private static void move(List<CommitId> from, List<CommitId> to, Runnable action) {
        if (from.isEmpty()) {
            assertThrows(IllegalStateException.class, action::run);
        } else {
            action.run();
            to.add(from.removeLast());
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
