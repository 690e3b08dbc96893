package org.commitdb.fuzz.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commitdb.blob.BlobId;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.state.NaiveHistory;
import org.commitdb.type.Definitions;

/// What one database must hold, by the letter of the definition, in lists and maps.
///
/// **Cost**: O(commits) for each question, and more. **Threads**: one.
final class Oracle {

    private static final Comparator<CommitHeader> BY_TIME =
            Comparator.comparingLong(CommitHeader::timestampMicros).thenComparing(CommitHeader::id);

    /// How much there was at one moment.
    record Mark(int commits, int blobs, int definitions) {}

    private final List<Commit> commits = new ArrayList<>();
    private final Map<CommitId, Commit> byId = new HashMap<>();
    private final List<Map.Entry<BlobId, byte[]>> blobs = new ArrayList<>();
    private final List<Definitions> definitions = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private NaiveHistory history = new NaiveHistory(List.of());
    private int durable;

    Oracle(Definitions first) {
        definitions.add(first);
        mark();
        promise();
    }

    /// Takes over the order in which a synchronisation brought commits, which must be all of them,
    /// parents first.
    void reorder(List<CommitId> arrived) {
        Set<CommitId> before = new HashSet<>(Set.of(CommitId.NONE));
        List<Commit> ordered = new ArrayList<>();
        for (CommitId id : arrived) {
            Commit commit = byId.get(id);
            if (commit == null
                    || !before.contains(commit.header().parent())
                    || !before.contains(commit.header().target())
                    || !before.add(id)) {
                throw new AssertionError(
                        "a commit that was not sent, or before its parents: " + id);
            }
            ordered.add(commit);
        }
        if (ordered.size() != commits.size()) {
            throw new AssertionError(arrived.size() + " commits of " + commits.size() + " arrived");
        }
        commits.clear();
        commits.addAll(ordered);
    }

    /// The state that one transaction led to.
    void mark() {
        Mark now = new Mark(commits.size(), blobs.size(), definitions.size());
        if (marks.isEmpty() || !marks.getLast().equals(now)) {
            marks.add(now);
        }
    }

    /// Everything up to now is durable.
    void promise() {
        durable = marks.size() - 1;
    }

    /// Goes back to what a power cut left, which must be what some transaction led to, and no less
    /// than what was promised.
    void cutTo(Mark found) {
        int index = marks.lastIndexOf(found);
        if (index < durable) {
            throw new AssertionError(
                    "after a power cut "
                            + found
                            + " is left; promised was "
                            + marks.get(durable)
                            + "; the transactions were "
                            + marks);
        }
        marks.subList(index + 1, marks.size()).clear();
        blobs.subList(found.blobs(), blobs.size()).clear();
        definitions.subList(found.definitions(), definitions.size()).clear();
        List<Commit> left = List.copyOf(commits.subList(0, found.commits()));
        commits.clear();
        byId.clear();
        history = new NaiveHistory(List.of());
        left.forEach(this::add);
        promise();
    }

    List<CommitId> ids() {
        return commits.stream().map(commit -> commit.header().id()).toList();
    }

    boolean has(CommitId id) {
        return byId.containsKey(id);
    }

    CommitHeader header(CommitId id) {
        return byId.get(id).header();
    }

    List<Commit> commits() {
        return commits;
    }

    SortedMap<BlobId, byte[]> blobs() {
        SortedMap<BlobId, byte[]> all = new TreeMap<>();
        blobs.forEach(each -> all.put(each.getKey(), each.getValue()));
        return all;
    }

    /// The blobs in the order in which they came.
    List<BlobId> blobsInOrder() {
        return blobs.stream().map(Map.Entry::getKey).toList();
    }

    /// How many steps of growth lead to the definitions with this digest.
    int definitionsLike(String digest) {
        for (int count = definitions.size(); count > 0; count--) {
            if (definitions.get(count - 1).digest().equals(digest)) {
                return count;
            }
        }
        throw new AssertionError("nobody made these definitions: " + digest);
    }

    void addBlob(BlobId id, byte[] bytes) {
        if (blobs.stream().noneMatch(each -> each.getKey().equals(id))) {
            blobs.add(Map.entry(id, bytes));
        }
    }

    Definitions definitions() {
        return definitions.getLast();
    }

    /// Adds definitions, unless they add nothing.
    void extend(Definitions more) {
        var extension = definitions().extend(more);
        if (!extension.isEmpty()) {
            definitions.add(extension.definitions());
        }
    }

    NaiveHistory.State state(CommitId id) {
        return history.state(id);
    }

    void add(Commit commit) {
        if (byId.putIfAbsent(commit.header().id(), commit) == null) {
            commits.add(commit);
            history.add(commit);
        }
    }

    /// Commits a program, at `nowMicros` or just after its parent.
    CommitId mutate(CommitId parent, long nowMicros, String label, List<DocumentProgram> program) {
        if (program.isEmpty()) {
            return parent;
        }
        long time = timeAfter(parent, nowMicros);
        byte[] bytes = CommitCodec.encodeMutations(parent, time, "", label, program);
        CommitId id = CommitCodec.id(bytes);
        add(
                new Commit(
                        new CommitHeader(
                                id, CommitKind.MUTATIONS, parent, CommitId.NONE, time, "", label),
                        program));
        return id;
    }

    CommitId toggle(
            CommitKind kind, CommitId parent, CommitId target, long nowMicros, String label) {
        long time = timeAfter(parent, nowMicros);
        byte[] bytes = CommitCodec.encodeToggle(kind, parent, target, time, "", label);
        CommitId id = CommitCodec.id(bytes);
        CommitHeader header = new CommitHeader(id, kind, parent, target, time, "", label);
        add(new Commit(header, List.of()));
        return id;
    }

    CommitId merge(CommitId ours, CommitId theirs) {
        CommitId id = CommitCodec.id(CommitCodec.encodeMerge(ours, theirs));
        long time = Math.max(header(ours).timestampMicros(), header(theirs).timestampMicros());
        add(
                new Commit(
                        new CommitHeader(id, CommitKind.MERGE, ours, theirs, time, "", ""),
                        List.of()));
        return id;
    }

    /// Folds all heads, from `anchor` on or from the oldest one.
    Optional<CommitId> reduce(Optional<CommitId> anchor) {
        List<CommitId> heads = new ArrayList<>(heads());
        anchor.ifPresent(first -> {
            heads.remove(first);
            heads.addFirst(first);
        });
        return heads.stream().reduce(this::merge);
    }

    private long timeAfter(CommitId parent, long nowMicros) {
        return parent.isNone()
                ? Math.max(nowMicros, 0)
                : Math.max(nowMicros, header(parent).timestampMicros() + 1);
    }

    List<CommitId> heads() {
        Set<CommitId> below = new HashSet<>();
        for (Commit commit : commits) {
            below.add(commit.header().parent());
            if (commit.header().kind() == CommitKind.MERGE) {
                below.add(commit.header().target());
            }
        }
        return sorted(commits.stream().filter(each -> !below.contains(each.header().id())));
    }

    Optional<CommitId> first() {
        return sorted(commits.stream().filter(each -> each.header().parent().isNone())).stream()
                .findFirst();
    }

    Optional<CommitId> last() {
        List<CommitId> all = sorted(commits.stream());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return history.order(descendant).contains(ancestor);
    }

    List<CommitId> headsAbove(CommitId id) {
        return heads().stream().filter(head -> isAncestor(id, head)).toList();
    }

    private static List<CommitId> sorted(Stream<Commit> some) {
        return some.map(Commit::header).sorted(BY_TIME).map(CommitHeader::id).toList();
    }
}
