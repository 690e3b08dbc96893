package org.commitdb.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;

/// What a [RecordStore] must answer, worked out in the most naive way. The oracle of the store
/// tests.
public final class ModelStore {

    private final List<TestCommit> commits = new ArrayList<>();
    private final List<CommitId> ids = new ArrayList<>();
    private final List<Long> parents = new ArrayList<>();
    private final List<Long> mergeTargets = new ArrayList<>();
    private final Map<CommitId, Long> ordinals = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<DocumentId, List<Touched>> touches = new HashMap<>();
    private final Map<BlobId, StoredBlob> blobs = new LinkedHashMap<>();
    private final List<byte[]> definitions = new ArrayList<>();

    private record Touched(long ordinal, TestCommit.Change change) {}

    /// Adds a commit unless it is there.
    public void add(TestCommit commit) {
        add(commit, commit.id());
    }

    /// Adds a commit, whose id was worked out before, unless it is there.
    public void add(TestCommit commit, CommitId id) {
        long ordinal = commits.size() + 1L;
        if (ordinals.putIfAbsent(id, ordinal) != null) {
            return;
        }
        commits.add(commit);
        ids.add(id);
        parents.add(ordinalOf(commit.parent()));
        mergeTargets.add(commit.kind() == CommitKind.MERGE ? ordinalOf(commit.target()) : 0);
        for (long elder : new TreeSet<>(List.of(parentOf(ordinal), mergeTargetOf(ordinal)))) {
            children.computeIfAbsent(elder, key -> new ArrayList<>()).add(ordinal);
        }
        for (TestCommit.Change change : commit.changes()) {
            touches.computeIfAbsent(change.document(), key -> new ArrayList<>())
                    .add(new Touched(ordinal, change));
        }
    }

    /// Adds a blob unless it is there.
    public void addBlob(BlobId id, String layout, byte[] bytes) {
        blobs.putIfAbsent(id, new StoredBlob(layout, bytes));
    }

    /// Adds a definition record.
    public void addDefinitions(byte[] record) {
        definitions.add(record);
    }

    /// How many commits there are.
    public int size() {
        return commits.size();
    }

    /// The commit at `ordinal`.
    public TestCommit commit(long ordinal) {
        return commits.get((int) ordinal - 1);
    }

    /// The blobs, in the order of their arrival.
    public Map<BlobId, StoredBlob> blobs() {
        return blobs;
    }

    /// The definition records.
    public List<byte[]> definitions() {
        return definitions;
    }

    /// The id of the commit at `ordinal`.
    public CommitId idOf(long ordinal) {
        return ids.get((int) ordinal - 1);
    }

    /// The ordinal of `id`, 0 for none.
    public long ordinalOf(CommitId id) {
        return ordinals.getOrDefault(id, 0L);
    }

    private long parentOf(long ordinal) {
        return parents.get((int) ordinal - 1);
    }

    private long mergeTargetOf(long ordinal) {
        return mergeTargets.get((int) ordinal - 1);
    }

    private boolean beginsRun(long ordinal) {
        return parentOf(ordinal) == 0
                || parentOf(ordinal) != ordinal - 1
                || mergeTargetOf(ordinal) != 0;
    }

    /// The run that holds the commit at `ordinal`.
    public Run run(long ordinal) {
        long first = ordinal;
        while (!beginsRun(first)) {
            first--;
        }
        long last = ordinal;
        while (last < commits.size() && !beginsRun(last + 1)) {
            last++;
        }
        return new Run(first, last, parentOf(first), mergeTargetOf(first));
    }

    /// The commits that have the one at `ordinal` as parent or merge target.
    public long[] children(long ordinal) {
        return children.getOrDefault(ordinal, List.of()).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /// The commits that have no children.
    public long[] heads() {
        return LongStream.rangeClosed(1, commits.size())
                .filter(ordinal -> !children.containsKey(ordinal))
                .toArray();
    }

    /// The commits without a parent.
    public long[] roots() {
        return LongStream.rangeClosed(1, commits.size())
                .filter(ordinal -> parentOf(ordinal) == 0)
                .toArray();
    }

    /// The toggles.
    public List<Toggle> toggles() {
        return LongStream.rangeClosed(1, commits.size())
                .filter(ordinal -> commit(ordinal).kind().isToggle())
                .mapToObj(ordinal ->
                        new Toggle(
                                ordinal,
                                commit(ordinal).kind(),
                                ordinalOf(commit(ordinal).target())))
                .toList();
    }

    /// The commits that touched `document`, newest first, as text: ordinal, baseline, length and
    /// hash of the opcodes.
    public List<String> touches(DocumentId document, long newest) {
        return touches.getOrDefault(document, List.of()).reversed().stream()
                .filter(touched -> touched.ordinal <= newest)
                .map(touched ->
                        touched.ordinal
                                + " "
                                + touched.change.baseline()
                                + " "
                                + digest(touched.change.opcodes()))
                .toList();
    }

    /// What [#touches] says, as a store says it.
    public static List<String> touchesOf(RecordStore store, DocumentId document, long newest) {
        return touchesOf(store.touches(document, newest));
    }

    /// What is left of a walk, as [#touches] says it.
    public static List<String> touchesOf(TouchCursor cursor) {
        List<String> touches = new ArrayList<>();
        while (cursor.next()) {
            touches.add(
                    cursor.ordinal() + " " + cursor.baseline() + " " + digest(cursor.opcodes()));
        }
        return touches;
    }

    private static String digest(byte[] opcodes) {
        return opcodes.length + " bytes " + Arrays.hashCode(opcodes);
    }

    /// All documents, in the order of their unsigned bytes.
    public List<DocumentId> documents() {
        TreeSet<DocumentId> documents =
                new TreeSet<>((a, b) -> {
                    int order = compare(a.attachment(), b.attachment());
                    return order != 0 ? order : compare(a.instance(), b.instance());
                });
        documents.addAll(touches.keySet());
        return List.copyOf(documents);
    }

    private static int compare(UUID a, UUID b) {
        return a.toString().compareTo(b.toString());
    }
}
