package org.commitdb.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Map<CommitId, Long> ordinals = new HashMap<>();
    private final Map<BlobId, StoredBlob> blobs = new LinkedHashMap<>();
    private final List<byte[]> definitions = new ArrayList<>();

    /// Adds a commit unless it is there.
    public void add(TestCommit commit) {
        if (ordinals.putIfAbsent(commit.id(), commits.size() + 1L) == null) {
            commits.add(commit);
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

    /// The ordinal of `id`, 0 for none.
    public long ordinalOf(CommitId id) {
        return ordinals.getOrDefault(id, 0L);
    }

    private long parentOf(long ordinal) {
        return ordinalOf(commit(ordinal).parent());
    }

    private long mergeTargetOf(long ordinal) {
        return commit(ordinal).kind() == CommitKind.MERGE ? ordinalOf(commit(ordinal).target()) : 0;
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
        return LongStream.rangeClosed(1, commits.size())
                .filter(child -> parentOf(child) == ordinal || mergeTargetOf(child) == ordinal)
                .toArray();
    }

    /// The commits that have no children.
    public long[] heads() {
        Set<Long> parents = new HashSet<>();
        for (long ordinal = 1; ordinal <= commits.size(); ordinal++) {
            parents.add(parentOf(ordinal));
            parents.add(mergeTargetOf(ordinal));
        }
        return LongStream.rangeClosed(1, commits.size())
                .filter(ordinal -> !parents.contains(ordinal))
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

    /// The commits that touched `document`, newest first, as text: ordinal, baseline, opcodes.
    public List<String> touches(DocumentId document, long newest) {
        List<String> touches = new ArrayList<>();
        for (long ordinal = Math.min(newest, commits.size()); ordinal > 0; ordinal--) {
            for (TestCommit.Change change : commit(ordinal).changes()) {
                if (change.document().equals(document)) {
                    touches.add(
                            ordinal
                                    + " "
                                    + change.baseline()
                                    + " "
                                    + Arrays.toString(change.opcodes()));
                }
            }
        }
        return touches;
    }

    /// What [#touches] says, as a store says it.
    public static List<String> touchesOf(RecordStore store, DocumentId document, long newest) {
        List<String> touches = new ArrayList<>();
        TouchCursor cursor = store.touches(document, newest);
        while (cursor.next()) {
            touches.add(
                    cursor.ordinal()
                            + " "
                            + cursor.baseline()
                            + " "
                            + Arrays.toString(cursor.opcodes()));
        }
        return touches;
    }

    /// All documents, in the order of their unsigned bytes.
    public List<DocumentId> documents() {
        TreeSet<DocumentId> documents =
                new TreeSet<>((a, b) -> {
                    int order = compare(a.attachment(), b.attachment());
                    return order != 0 ? order : compare(a.instance(), b.instance());
                });
        commits.forEach(
                commit -> commit.changes().forEach(change -> documents.add(change.document())));
        return List.copyOf(documents);
    }

    private static int compare(UUID a, UUID b) {
        return a.toString().compareTo(b.toString());
    }
}
