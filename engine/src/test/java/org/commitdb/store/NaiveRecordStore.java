package org.commitdb.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.jspecify.annotations.Nullable;

/// A [RecordStore] of lists and maps, each method by the letter of its contract: a test double, and
/// the oracle for real stores.
///
/// **Threads**: any; one at a time. **Cost**: O(n) for most methods.
public final class NaiveRecordStore implements RecordStore {

    private record Stored(
            CommitId id,
            byte[] bytes,
            IndexedCommit index,
            long timestampMicros,
            long parent,
            long target) {}

    private final CommitIndexer indexer;
    private final List<Stored> commits = new ArrayList<>();
    private final Map<CommitId, Long> ordinals = new HashMap<>();
    private final Set<Long> deleted = new HashSet<>();
    private final List<byte[]> definitions = new ArrayList<>();
    private final Map<BlobId, StoredBlob> blobs = new LinkedHashMap<>();
    private final Map<DocumentId, TreeMap<Long, byte[]>> frames = new HashMap<>();
    private final List<Consumer<Long>> listeners = new ArrayList<>();
    private @Nullable ExecutorService caller;
    private boolean closed;

    /// An empty store that learns from `indexer` what is in a commit.
    public NaiveRecordStore(CommitIndexer indexer) {
        this.indexer = indexer;
    }

    @Override
    public synchronized long lastOrdinal() {
        requireOpen();
        return commits.size();
    }

    @Override
    public synchronized long ordinalOf(CommitId id) {
        requireOpen();
        return ordinals.getOrDefault(id, 0L);
    }

    @Override
    public synchronized List<CommitId> idsWithPrefix(String prefix, int limit) {
        requireOpen();
        return ordinals.keySet().stream()
                .filter(id -> id.toString().startsWith(prefix))
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized CommitId idOf(long ordinal) {
        return at(ordinal).id();
    }

    @Override
    public synchronized byte[] commit(long ordinal) {
        return at(ordinal).bytes().clone();
    }

    @Override
    public synchronized long timestampMicros(long ordinal) {
        return at(ordinal).timestampMicros();
    }

    @Override
    public synchronized Run run(long ordinal) {
        long first = ordinal;
        at(ordinal);
        while (continuesRun(first)) {
            first--;
        }
        long last = ordinal;
        while (last < commits.size()
                && continuesRun(last + 1)
                && (deleted.contains(ordinal) || !deleted.contains(last + 1))) {
            last++;
        }
        return new Run(first, last, parent(first), isMerge(first) ? target(first) : 0);
    }

    private boolean continuesRun(long ordinal) {
        return ordinal > 1 && !isMerge(ordinal) && parent(ordinal) == ordinal - 1;
    }

    @Override
    public synchronized long[] children(long ordinal) {
        at(ordinal);
        return ordinalsWhere(
                each -> parent(each) == ordinal || (isMerge(each) && target(each) == ordinal));
    }

    @Override
    public synchronized long[] heads() {
        requireOpen();
        return ordinalsWhere(each -> children(each).length == 0);
    }

    @Override
    public synchronized long[] roots() {
        requireOpen();
        return ordinalsWhere(each -> parent(each) == 0);
    }

    @Override
    public synchronized List<Toggle> toggles() {
        requireOpen();
        return LongStream.rangeClosed(1, commits.size())
                .filter(each -> kind(each).isToggle())
                .mapToObj(each -> new Toggle(each, kind(each), target(each)))
                .toList();
    }

    @Override
    public synchronized TouchCursor touches(DocumentId document, long newest) {
        requireOpen();
        List<Touched> touched = new ArrayList<>();
        for (long ordinal = Math.min(newest, commits.size()); ordinal > 0; ordinal--) {
            for (Touch touch : at(ordinal).index().touches()) {
                if (touch.document().equals(document)) {
                    touched.add(new Touched(ordinal, touch, at(ordinal).bytes()));
                }
            }
        }
        return new ListCursor(touched);
    }

    @Override
    public synchronized List<DocumentId> documents(
            UUID attachment, @Nullable UUID after, int limit) {
        requireOpen();
        return commits.stream()
                .flatMap(commit -> commit.index().touches().stream())
                .map(Touch::document)
                .filter(document -> document.attachment().equals(attachment))
                .distinct()
                .sorted((a, b) -> compareUnsigned(a.instance(), b.instance()))
                .filter(document ->
                        after == null || compareUnsigned(document.instance(), after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<UUID> attachments() {
        requireOpen();
        return commits.stream()
                .flatMap(commit -> commit.index().touches().stream())
                .map(touch -> touch.document().attachment())
                .distinct()
                .sorted(NaiveRecordStore::compareUnsigned)
                .toList();
    }

    @Override
    public synchronized boolean hasBlob(BlobId id) {
        requireOpen();
        return blobs.containsKey(id);
    }

    @Override
    public synchronized Optional<StoredBlob> blob(BlobId id) {
        requireOpen();
        return Optional.ofNullable(blobs.get(id))
                .map(blob -> new StoredBlob(blob.layout(), blob.bytes().clone()));
    }

    @Override
    public synchronized void append(List<BlobWriter> writers, List<byte[]> commits) {
        requireOpen();
        Map<BlobId, StoredBlob> blobsBefore = new LinkedHashMap<>(blobs);
        try {
            HeapBlobWriter.append(this, writers, commits);
        } catch (RuntimeException e) {
            blobs.clear();
            blobs.putAll(blobsBefore);
            throw e;
        }
    }

    @Override
    public synchronized void append(List<byte[]> commits) {
        requireOpen();
        int before = this.commits.size();
        try {
            commits.forEach(this::append);
        } catch (RuntimeException e) {
            List<Stored> undone = this.commits.subList(before, this.commits.size());
            undone.forEach(commit -> ordinals.remove(commit.id()));
            undone.clear();
            throw e;
        }
        long newest = this.commits.size();
        if (newest > before) {
            List.copyOf(listeners)
                    .forEach(listener -> caller().execute(() -> listener.accept(newest)));
        }
    }

    private void append(byte[] bytes) {
        IndexedCommit index = indexer.index(bytes);
        CommitId id = index.header().id();
        if (ordinals.containsKey(id)) {
            return;
        }
        requireKnown(id, "parent", index.header().parent());
        requireKnown(id, "target", index.header().target());
        for (BlobId blob : index.blobs()) {
            if (!blobs.containsKey(blob)) {
                throw new InvalidCommitException(
                        "commit " + id + " names the unknown blob " + blob, "blob known");
            }
        }
        boolean merge = index.header().kind() == CommitKind.MERGE;
        long timestampMicros =
                merge
                        ? Math.max(
                                timestampMicros(ordinalOf(index.header().parent())),
                                timestampMicros(ordinalOf(index.header().target())))
                        : index.header().timestampMicros();
        commits.add(
                new Stored(
                        id,
                        bytes.clone(),
                        index,
                        timestampMicros,
                        ordinalOf(index.header().parent()),
                        ordinalOf(index.header().target())));
        ordinals.put(id, (long) commits.size());
    }

    private void requireKnown(CommitId id, String role, CommitId named) {
        if (!named.isNone() && !ordinals.containsKey(named)) {
            throw new InvalidCommitException(
                    "commit " + id + " has the unknown " + role + " " + named, role + " known");
        }
    }

    @Override
    public synchronized void delete(List<CommitId> ids) {
        requireOpen();
        Set<Long> going = new HashSet<>();
        ids.forEach(id -> going.add(requireOrdinal(id)));
        Set<Long> staying = new HashSet<>(ordinals.values());
        staying.removeAll(going);
        for (long stays : staying) {
            if (going.contains(parent(stays)) || going.contains(target(stays))) {
                throw new InvalidCommitException("needed by " + at(stays).id(), "not needed");
            }
        }
        long first = 0;
        for (long root : roots()) {
            if (first == 0 || isBefore(at(root), at(first))) {
                first = root;
            }
        }
        if (going.contains(first)) {
            throw new InvalidCommitException("the first is " + at(first).id(), "first stays");
        }
        going.forEach(each -> ordinals.remove(at(each).id()));
        deleted.addAll(going);
    }

    private static boolean isBefore(Stored one, Stored other) {
        int order = Long.compare(one.timestampMicros(), other.timestampMicros());
        return order < 0 || (order == 0 && one.id().compareTo(other.id()) < 0);
    }

    @Override
    public synchronized boolean isDeleted(long ordinal) {
        at(ordinal);
        return deleted.contains(ordinal);
    }

    @Override
    public synchronized long commitCount() {
        requireOpen();
        return ordinals.size();
    }

    @Override
    public synchronized List<byte[]> definitions() {
        requireOpen();
        return definitions.stream().map(byte[]::clone).toList();
    }

    @Override
    public synchronized void appendDefinitions(byte[] record) {
        requireOpen();
        definitions.add(record.clone());
    }

    @Override
    public synchronized void putBlob(BlobId id, String layout, byte[] bytes) {
        requireOpen();
        blobs.putIfAbsent(id, new StoredBlob(layout, bytes.clone()));
    }

    @Override
    public synchronized BlobWriter newBlob(String layout) {
        requireOpen();
        return new HeapBlobWriter(this, layout);
    }

    @Override
    public synchronized List<BlobId> blobIds(@Nullable BlobId after, int limit) {
        requireOpen();
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is negative: " + limit);
        }
        return blobs.keySet().stream()
                .sorted()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized BlobStatistics blobStatistics() {
        requireOpen();
        return statisticsOf(blobs.keySet());
    }

    private BlobStatistics statisticsOf(Collection<BlobId> ids) {
        BlobStatistics statistics = BlobStatistics.NONE;
        for (BlobId id : ids) {
            int size = blobs.get(id).bytes().length;
            statistics = statistics.plus(size, size);
        }
        return statistics;
    }

    @Override
    public synchronized BlobStatistics collectBlobs() {
        requireOpen();
        Set<BlobId> unnamed = new HashSet<>(blobs.keySet());
        commits.forEach(commit -> commit.index().blobs().forEach(unnamed::remove));
        BlobStatistics removed = statisticsOf(unnamed);
        blobs.keySet().removeAll(unnamed);
        return removed;
    }

    @Override
    public synchronized long newestFrame(DocumentId document, long newest) {
        requireOpen();
        Long found = frames.getOrDefault(document, new TreeMap<>()).floorKey(newest);
        return found == null ? 0 : found;
    }

    @Override
    public synchronized byte @Nullable [] frame(DocumentId document, long ordinal) {
        requireOpen();
        byte[] frame = frames.getOrDefault(document, new TreeMap<>()).get(ordinal);
        return frame == null ? null : frame.clone();
    }

    @Override
    public synchronized boolean keepsFrames() {
        return !closed;
    }

    @Override
    public synchronized void putFrame(DocumentId document, long ordinal, byte[] frame) {
        at(ordinal);
        frames.computeIfAbsent(document, key -> new TreeMap<>())
                .putIfAbsent(ordinal, frame.clone());
    }

    @Override
    public synchronized void dropFrames() {
        requireOpen();
        frames.clear();
    }

    @Override
    public synchronized void flush() {
        requireOpen();
    }

    @Override
    public synchronized AutoCloseable onAppend(Consumer<Long> listener) {
        requireOpen();
        listeners.add(listener);
        return () -> forget(listener);
    }

    private synchronized void forget(Consumer<Long> listener) {
        listeners.remove(listener);
    }

    @Override
    public synchronized StoreInfo info() {
        requireOpen();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commits", Integer.toString(commits.size()));
        facts.put("blobs", Integer.toString(blobs.size()));
        return new StoreInfo(facts);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (caller != null) {
            caller.shutdown();
        }
    }

    private ExecutorService caller() {
        ExecutorService executor = caller;
        if (executor == null) {
            executor =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().daemon().name("naive-store").factory());
            caller = executor;
        }
        return executor;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private Stored at(long ordinal) {
        requireOpen();
        if (ordinal < 1 || ordinal > commits.size()) {
            throw new IllegalArgumentException("no commit has ordinal " + ordinal);
        }
        return commits.get((int) ordinal - 1);
    }

    private CommitKind kind(long ordinal) {
        return at(ordinal).index().header().kind();
    }

    private boolean isMerge(long ordinal) {
        return kind(ordinal) == CommitKind.MERGE;
    }

    private long parent(long ordinal) {
        return at(ordinal).parent();
    }

    private long target(long ordinal) {
        return at(ordinal).target();
    }

    private long[] ordinalsWhere(LongPredicate wanted) {
        return LongStream.rangeClosed(1, commits.size())
                .filter(ordinal -> !deleted.contains(ordinal))
                .filter(wanted)
                .toArray();
    }

    private static int compareUnsigned(UUID left, UUID right) {
        int order =
                Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(
                        left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }

    private record Touched(long ordinal, Touch touch, byte[] commit) {}

    private static final class ListCursor implements TouchCursor {

        private final List<Touched> touched;
        private int current = -1;

        ListCursor(List<Touched> touched) {
            this.touched = touched;
        }

        @Override
        public boolean next() {
            return ++current < touched.size();
        }

        @Override
        public long ordinal() {
            return touched.get(current).ordinal();
        }

        @Override
        public boolean baseline() {
            return touched.get(current).touch().baseline();
        }

        @Override
        public byte[] opcodes() {
            Touch touch = touched.get(current).touch();
            return Arrays.copyOfRange(
                    touched.get(current).commit(), touch.offset(), touch.offset() + touch.length());
        }
    }
}
