package org.commitdb.tools.history;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;

/// Walks some commits and their ancestors: the greatest timestamp first, of equal ones a child
/// before its parents, else the greatest id.
///
/// **Invariants**: each commit once, and after all its children. It rests on a child being no older
/// than its parents; only a merge is as old as one of them. **Cost**: O(log width) a commit; memory
/// in proportion to the width of the graph, not its length.
final class NewestFirst implements Iterator<CommitHeader> {

    private static final Comparator<CommitHeader> NEWEST =
            Comparator.comparingLong(CommitHeader::timestampMicros)
                    .thenComparing(CommitHeader::id)
                    .reversed();

    private final Function<CommitId, CommitHeader> headers;
    private final PriorityQueue<CommitHeader> frontier = new PriorityQueue<>(NEWEST);
    private final Set<CommitId> inFrontier = new HashSet<>();
    private final Deque<CommitHeader> ready = new ArrayDeque<>();

    NewestFirst(Collection<CommitId> from, Function<CommitId, CommitHeader> headers) {
        this.headers = headers;
        from.forEach(this::addToFrontier);
    }

    /// The commits whose stream a commit continues: parent and, of a merge, target.
    static List<CommitId> parents(CommitHeader commit) {
        return Stream.of(
                        commit.parent(),
                        commit.kind() == CommitKind.MERGE ? commit.target() : CommitId.NONE)
                .filter(id -> !id.isNone())
                .toList();
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !frontier.isEmpty();
    }

    @Override
    public CommitHeader next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (ready.isEmpty()) {
            fillReady();
        }
        return ready.remove();
    }

    private void addToFrontier(CommitId id) {
        if (inFrontier.add(id)) {
            frontier.add(headers.apply(id));
        }
    }

    /// Makes all commits of the greatest timestamp ready, children first. No commit with a greater
    /// one is left, so all of them are in the frontier or reached from there among themselves.
    private void fillReady() {
        Map<CommitId, CommitHeader> contemporaries = takeContemporaries();
        Map<CommitId, Integer> childCounts = new HashMap<>();
        for (CommitHeader commit : contemporaries.values()) {
            parents(commit).forEach(parent -> childCounts.merge(parent, 1, Integer::sum));
        }
        PriorityQueue<CommitHeader> childless = new PriorityQueue<>(NEWEST);
        for (CommitHeader commit : contemporaries.values()) {
            if (!childCounts.containsKey(commit.id())) {
                childless.add(commit);
            }
        }
        while (!childless.isEmpty()) {
            CommitHeader commit = childless.remove();
            ready.add(commit);
            for (CommitId parent : parents(commit)) {
                CommitHeader contemporary = contemporaries.get(parent);
                if (contemporary == null) {
                    addToFrontier(parent);
                } else if (childCounts.merge(parent, -1, Integer::sum) == 0) {
                    childless.add(contemporary);
                }
            }
        }
    }

    private Map<CommitId, CommitHeader> takeContemporaries() {
        Map<CommitId, CommitHeader> found = new HashMap<>();
        Deque<CommitHeader> open = new ArrayDeque<>();
        long time = frontier.element().timestampMicros();
        while (!frontier.isEmpty() && frontier.element().timestampMicros() == time) {
            CommitHeader commit = frontier.remove();
            inFrontier.remove(commit.id());
            open.add(commit);
        }
        while (!open.isEmpty()) {
            CommitHeader commit = open.remove();
            if (found.putIfAbsent(commit.id(), commit) == null
                    && commit.kind() == CommitKind.MERGE) {
                parents(commit).stream()
                        .map(headers)
                        .filter(parent -> parent.timestampMicros() == time)
                        .forEach(open::add);
            }
        }
        return found;
    }
}
