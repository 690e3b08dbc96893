package org.commitdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;

/// The commits that can be undone, and those that were and can be redone; the last of each list is
/// the next.
///
/// A stack outlives its store as text: [#toString] and [#parse] are inverse. Where nobody kept it,
/// [#ofHistory] finds what it was if one store made all commits.
///
/// **Invariants**: immutable; no commit is in it twice.
public record UndoStack(List<CommitId> undoable, List<CommitId> redoable) {

    /// Nothing to undo or redo.
    public static final UndoStack EMPTY = new UndoStack(List.of(), List.of());

    private static final String UNDO = "undo";
    private static final String REDO = "redo";

    /// Copies both. **Errors**: [IllegalArgumentException] for a commit that is in them twice.
    public UndoStack {
        undoable = List.copyOf(undoable);
        redoable = List.copyOf(redoable);
        HashSet<CommitId> all = new HashSet<>(undoable);
        all.addAll(redoable);
        if (all.size() != undoable.size() + redoable.size()) {
            throw new IllegalArgumentException("a commit is twice on an undo stack");
        }
    }

    /// The stack of a store that made the commits on the chain of parents of `commit`, the last
    /// `limit` of them, one after the other: each mutation was dispatched, each toggle of the next
    /// commit to undo or redo was an undo or redo, any other commit came from elsewhere.
    ///
    /// **Cost**: O(limit). **Errors**: [org.commitdb.error.UnknownIdException];
    /// [IllegalArgumentException] for a negative limit.
    public static UndoStack ofHistory(CommitDatabase database, CommitId commit, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit " + limit + " is negative");
        }
        List<CommitHeader> chain = new ArrayList<>();
        CommitId next = commit;
        while (!next.isNone() && chain.size() < limit) {
            chain.add(database.commitHeader(next));
            next = chain.getLast().parent();
        }
        List<CommitId> undoable = new ArrayList<>();
        List<CommitId> redoable = new ArrayList<>();
        for (CommitHeader header : chain.reversed()) {
            if (header.kind() == CommitKind.MUTATIONS) {
                undoable.add(header.id());
                redoable.clear();
            } else if (header.kind() == CommitKind.DISABLE) {
                move(header.target(), undoable, redoable);
            } else if (header.kind() == CommitKind.ENABLE) {
                move(header.target(), redoable, undoable);
            }
        }
        return new UndoStack(undoable, redoable);
    }

    private static void move(CommitId commit, List<CommitId> from, List<CommitId> to) {
        if (!from.isEmpty() && from.getLast().equals(commit)) {
            to.add(from.removeLast());
        }
    }

    /// The stack that `text` spells. **Errors**: [IllegalArgumentException] that quotes what is
    /// wrong with it.
    public static UndoStack parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2) {
            throw new IllegalArgumentException(
                    "an undo stack has two lines, not " + lines.size() + ": '" + text + "'");
        }
        return new UndoStack(parse(UNDO, lines.get(0)), parse(REDO, lines.get(1)));
    }

    private static List<CommitId> parse(String name, String line) {
        String[] words = line.split(" ");
        if (!words[0].equals(name)) {
            throw new IllegalArgumentException(
                    "a line of an undo stack starts with " + name + ", not '" + line + "'");
        }
        return Arrays.stream(words).skip(1).map(CommitId::parse).toList();
    }

    /// Two lines: `undo` and `redo`, each with the ids of its commits after it.
    @Override
    public String toString() {
        return line(UNDO, undoable) + "\n" + line(REDO, redoable) + "\n";
    }

    private static String line(String name, List<CommitId> commits) {
        return commits.stream()
                .map(commit -> " " + commit)
                .collect(Collectors.joining("", name, ""));
    }
}
