package org.commitdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.type.Definitions;
import org.jspecify.annotations.Nullable;

/// A database, the state that an interactive application shows of it, what can be undone there, and
/// those who want to hear of changes.
///
/// Listeners outlive databases: one store serves an application that opens one after the other. The
/// store does not own its database: whoever opened that closes it, after [#close].
///
/// Undo appends a Disable of the commit, redo an Enable: the newest decision wins, and history only
/// grows. Only what is dispatched here can be undone here.
///
/// **Threads**: any; one changes the store at a time. Listeners are called by the thread that
/// changed it, in the order in which they came, before the change returns; all of them hear of it,
/// whatever one throws, and the first exception is passed on at the end. **Errors**, of every
/// method but [#open] and [#onEvent]: [IllegalStateException] when no database is open; besides
/// those of [CommitDatabase].
public final class CommitStore implements AutoCloseable {

    private final String author;
    private final List<Consumer<CommitStoreEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<CommitId> undoable = new ArrayList<>();
    private final List<CommitId> redoable = new ArrayList<>();
    private @Nullable CommitDatabase database;
    private @Nullable CommitState state;

    /// A store whose commits name no author.
    public CommitStore() {
        this("");
    }

    /// A store whose commits name `author`.
    public CommitStore(String author) {
        this.author = author;
    }

    /// Has `listener` hear of every event from now on. Closing what is returned ends it.
    public Subscription onEvent(Consumer<CommitStoreEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Ends a listener's interest.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {

        @Override
        void close();
    }

    /// Opens the store on the newest head, with nothing to undo.
    ///
    /// **Errors**: [IllegalStateException] when a database is open.
    public synchronized void open(CommitDatabase opened) {
        open(opened, newestHead(opened), UndoStack.EMPTY);
    }

    /// Opens the store where another one was left: on its commit, with its undo stack.
    ///
    /// **Errors**: [IllegalStateException] when a database is open;
    /// [org.commitdb.error.UnknownIdException] when `commit`, or one of the stack, is not there.
    public synchronized void open(CommitDatabase opened, CommitId commit, UndoStack undoStack) {
        if (database != null) {
            throw new IllegalStateException("the store is open: close it first");
        }
        CommitState initial = opened.state(commit);
        undoStack.undoable().forEach(opened::commitHeader);
        undoStack.redoable().forEach(opened::commitHeader);
        database = opened;
        state = initial;
        undoable.addAll(undoStack.undoable());
        redoable.addAll(undoStack.redoable());
        tell(new CommitStoreEvent.Opened(initial));
    }

    /// Lets go of the database, which stays open. A second call does nothing.
    @Override
    public synchronized void close() {
        if (database != null) {
            database = null;
            state = null;
            undoable.clear();
            redoable.clear();
            tell(new CommitStoreEvent.Closed());
        }
    }

    /// Whether a database is open.
    public synchronized boolean isOpen() {
        return database != null;
    }

    /// The database.
    public synchronized CommitDatabase database() {
        CommitDatabase opened = database;
        if (opened == null) {
            throw new IllegalStateException("no database is open");
        }
        return opened;
    }

    /// The current state.
    public synchronized CommitState state() {
        CommitState current = state;
        if (current == null) {
            throw new IllegalStateException("no database is open");
        }
        return current;
    }

    /// What can be undone and redone now.
    public synchronized UndoStack undoStack() {
        database();
        return new UndoStack(undoable, redoable);
    }

    /// The label of what the next [#undo] is about; empty when there is nothing.
    public synchronized Optional<String> undoLabel() {
        return labelOfNext(undoable);
    }

    /// The label of what the next [#redo] is about; empty when there is nothing.
    public synchronized Optional<String> redoLabel() {
        return labelOfNext(redoable);
    }

    private Optional<String> labelOfNext(List<CommitId> stack) {
        CommitDatabase opened = database();
        return stack.isEmpty()
                ? Optional.empty()
                : Optional.of(opened.commitHeader(stack.getLast()).label());
    }

    /// Adds definitions, as [CommitDatabase#extendDefinitions] does.
    public synchronized void extendDefinitions(Definitions more) {
        Definitions before = database().definitions();
        Definitions after = database().extendDefinitions(more);
        if (after != before) {
            tell(new CommitStoreEvent.DefinitionsChanged(after));
        }
    }

    /// Runs `change` on the current state, commits what it recorded, moves there and can undo it.
    /// Returns the current commit, which is the one before when nothing was recorded.
    ///
    /// **Errors**: whatever `change` throws, after the listeners heard of it: nothing is committed
    /// then, and the state stays; so, too, when the commit is refused. [IllegalStateException] when
    /// `change` moves the store.
    public synchronized CommitId dispatch(String label, Consumer<CommitMutableState> change) {
        CommitState before = state();
        CommitId commit;
        try {
            CommitMutableState mutable = new CommitMutableState(before);
            change.accept(mutable);
            if (state != before) {
                throw new IllegalStateException("a dispatch cannot move the store");
            }
            commit = database().commitMutations(label, author, mutable);
        } catch (RuntimeException | Error failure) {
            tellFailed(label, failure);
            throw failure;
        }
        if (!commit.equals(before.id())) {
            undoable.add(commit);
            redoable.clear();
            moveTo(commit);
        }
        return commit;
    }

    private void tellFailed(String label, Throwable failure) {
        try {
            tell(new CommitStoreEvent.DispatchFailed(label, failure));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// Disables the latest dispatched commit that is not undone, in a new commit with the label
    /// `Undo [its label]`, and moves there.
    ///
    /// **Errors**: [IllegalStateException] when there is none; [InvalidCommitException] when it is
    /// not an ancestor of the current commit.
    public synchronized CommitId undo() {
        CommitId target = last(undoable, "undo");
        String label = "Undo [" + database().commitHeader(target).label() + "]";
        CommitId commit = database().disableCommit(label, author, toggleBase(target), target);
        redoable.add(undoable.removeLast());
        return moveTo(commit);
    }

    /// Enables the commit that was undone last, in a new commit with the label `Redo [its label]`,
    /// and moves there.
    ///
    /// **Errors**: as [#undo].
    public synchronized CommitId redo() {
        CommitId target = last(redoable, "redo");
        String label = "Redo [" + database().commitHeader(target).label() + "]";
        CommitId commit = database().enableCommit(label, author, toggleBase(target), target);
        undoable.add(redoable.removeLast());
        return moveTo(commit);
    }

    private CommitId last(List<CommitId> stack, String what) {
        database();
        if (stack.isEmpty()) {
            throw new IllegalStateException("there is nothing to " + what);
        }
        return stack.getLast();
    }

    /// The current commit, unless it is none, which has no ancestor.
    private CommitId toggleBase(CommitId target) {
        if (state().id().isNone()) {
            String rule = "a commit is toggled from itself or a descendant";
            throw new InvalidCommitException(
                    rule + ": " + target + " is not below the initial state", rule);
        }
        return state().id();
    }

    /// Disables `target` on top of the current commit, and moves there; not to be undone.
    public synchronized CommitId disableCommit(String label, CommitId target) {
        return moveTo(database().disableCommit(label, author, toggleBase(target), target));
    }

    /// Enables `target` on top of the current commit, and moves there; not to be undone.
    public synchronized CommitId enableCommit(String label, CommitId target) {
        return moveTo(database().enableCommit(label, author, toggleBase(target), target));
    }

    /// Merges `theirs` into the current commit, and moves to the merge.
    public synchronized CommitId mergeCommit(CommitId theirs) {
        return moveTo(database().mergeCommit(state().id(), theirs));
    }

    /// Folds all heads into one, and moves there. Returns the current commit.
    public synchronized CommitId reduceHeads() {
        return database().reduceHeads().map(this::moveTo).orElse(CommitId.NONE);
    }

    /// Moves to a commit, or to the initial state for [CommitId#NONE]. What was dispatched
    /// elsewhere stays on the undo stack, but cannot be undone from here.
    public synchronized CommitId useCommit(CommitId commit) {
        return moveTo(commit);
    }

    /// Moves to the newest head that descends from the current commit, and returns it.
    public synchronized CommitId forward() {
        CommitId current = state().id();
        if (current.isNone()) {
            return moveTo(newestHead(database()));
        }
        return moveTo(database().forward(current));
    }

    /// Moves to the only head that descends from the current commit, when there is exactly one and
    /// it is another; tells whether it did.
    public synchronized boolean fastForward() {
        CommitId current = state().id();
        List<CommitId> heads = database().headCommitIds();
        Optional<CommitId> head =
                !current.isNone()
                        ? database().fastForward(current)
                        : heads.size() == 1 ? Optional.of(heads.getFirst()) : Optional.empty();
        head.ifPresent(this::moveTo);
        return head.isPresent();
    }

    /// Runs `administration`, which may remove commits, and starts again with nothing to undo: on
    /// the current commit if it is still there, else on the first one, else on the initial state.
    /// Listeners hear of it before and after, also when it fails.
    public synchronized void reset(Runnable administration) {
        CommitDatabase opened = database();
        CommitId current = state().id();
        tell(new CommitStoreEvent.WillReset());
        try {
            administration.run();
        } finally {
            boolean there = current.isNone() || opened.hasCommit(current);
            CommitId next = there ? current : opened.firstCommitId().orElse(CommitId.NONE);
            undoable.clear();
            redoable.clear();
            CommitState after = opened.state(next);
            state = after;
            tell(new CommitStoreEvent.DidReset(after));
        }
    }

    private static CommitId newestHead(CommitDatabase database) {
        List<CommitId> heads = database.headCommitIds();
        return heads.isEmpty() ? CommitId.NONE : heads.getLast();
    }

    private CommitId moveTo(CommitId commit) {
        CommitState before = state();
        if (!commit.equals(before.id())) {
            CommitState after = database().state(commit);
            state = after;
            tell(new CommitStoreEvent.StateChanged(before, after));
        }
        return commit;
    }

    private void tell(CommitStoreEvent event) {
        RuntimeException first = null;
        for (Consumer<CommitStoreEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
