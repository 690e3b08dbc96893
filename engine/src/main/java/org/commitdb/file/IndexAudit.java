package org.commitdb.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.file.btree.TreeChanges;
import org.commitdb.file.btree.TreeCursor;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordReader;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.Finding.Severity;
import org.commitdb.store.IndexedCommit;
import org.jspecify.annotations.Nullable;

/// Compares the trees of a checkpoint with what the log up to it implies, in both directions: every
/// implied entry is in its tree with its value, and no tree has more entries than were implied.
///
/// The log is passed in record by record; its entries are made as a checkpoint makes them and
/// looked up in batches. Entries are only ever added to trees, the heads excepted, so newer trees
/// than those of the checkpoint serve as well.
///
/// **Threads**: one. **Cost**: O(log n) for each entry; the heap holds one batch, and a bit for
/// each commit.
final class IndexAudit {

    /// Batches end where blocks of the order index do.
    private static final int ALIGNMENT = 32;

    private static final int BATCH_COMMITS = 1 << 10;
    private static final int BATCH_ENTRIES = 1 << 13;

    /// The trees whose entries are never taken away again, and the heads.
    private static final List<IndexTree> AUDITED =
            List.of(
                    IndexTree.COMMITS,
                    IndexTree.ORDER,
                    IndexTree.RUNS,
                    IndexTree.CHILDREN,
                    IndexTree.HEADS,
                    IndexTree.ROOTS,
                    IndexTree.TOGGLES,
                    IndexTree.TOUCHES,
                    IndexTree.BLOBS,
                    IndexTree.DEFINITIONS,
                    IndexTree.EXTENTS,
                    IndexTree.DELETED);

    private final Trees trees;
    private final IndexRoots roots;
    private final long[] storedHeads;
    private final RecordReader records;
    private final Findings findings;
    private final Map<IndexTree, Long> implied = new EnumMap<>(IndexTree.class);
    private final OrdinalSet parents = new OrdinalSet();
    private final DeletedRanges deleted;
    private final NavigableMap<Long, CommitId> doomed = new TreeMap<>();
    private final Map<CommitId, Long> doomedOrdinals = new HashMap<>();
    private final Set<CommitId> gone = new HashSet<>();
    private DeletedRanges deletedSoFar = DeletedRanges.NONE;

    /// Commits that were not compared yet.
    private Tail fresh = new Tail(1);

    /// Blobs and extents that were not compared yet.
    private Tail others = new Tail(1);

    private final List<Entry> definitions = new ArrayList<>();
    private long commits;
    private long definitionCount;
    private long frames;

    /// An entry that a tree should have; with `prefix` its value may go on.
    private record Entry(IndexTree tree, byte[] key, byte[] value, boolean prefix) {

        private boolean accepts(byte[] found) {
            int length = prefix ? Math.min(found.length, value.length) : found.length;
            return Arrays.equals(found, 0, length, value, 0, value.length);
        }

        private String text() {
            return hex(key) + " with " + hex(value);
        }
    }

    /// What the trees at `roots` should hold, looked up in `trees`.
    ///
    /// @param storedHeads the heads that they hold
    /// @param deleted the deleted commits that they tell
    /// @param records reads what they lead to
    IndexAudit(
            Trees trees,
            IndexRoots roots,
            long[] storedHeads,
            DeletedRanges deleted,
            RecordReader records,
            Findings findings) {
        this.deleted = deleted;
        this.records = records;
        this.trees = trees;
        this.roots = roots;
        this.storedHeads = storedHeads;
        this.findings = findings;
    }

    /// The ordinal of a commit that was added, or that the trees know; 0 for neither.
    long ordinalOf(CommitId id) {
        if (id.isNone()) {
            return 0;
        }
        long ordinal = fresh.ordinalOf(id, Long.MAX_VALUE, deletedSoFar);
        if (ordinal != 0) {
            return ordinal;
        }
        byte[] value = lookUp(IndexTree.COMMITS, id.toByteArray());
        long stored = value == null ? 0 : new ByteReader(value, "the commit index").readVarint();
        // A commit that was deleted and came back has its later ordinal in the trees.
        long known = stored > commits ? doomedOrdinals.getOrDefault(id, stored) : stored;
        return deletedSoFar.contains(known) ? 0 : known;
    }

    /// Whether a blob was added, or the trees know it.
    boolean hasBlob(BlobId id) {
        return others.blobs().containsKey(id) || lookUp(IndexTree.BLOBS, id.toByteArray()) != null;
    }

    /// Whether the trees tell that the commit at `ordinal` is deleted, maybe later on.
    boolean isDeleted(long ordinal) {
        return deleted.contains(ordinal);
    }

    /// How many commits were added.
    long commits() {
        return commits;
    }

    /// Adds the next commit; parent and target are ordinals, 0 for none.
    void addCommit(IndexedCommit commit, long parent, long target, long offset) {
        CommitId id = commit.header().id();
        boolean repeatsInBatch = fresh.ordinalOf(id, Long.MAX_VALUE, DeletedRanges.NONE) != 0;
        if (gone.contains(id) && !repeatsInBatch) {
            implied.merge(IndexTree.COMMITS, -1L, Long::sum);
        }
        fresh.addCommit(commit, parent, target, offset);
        commits++;
        if (deleted.contains(commits)) {
            doomed.put(commits, id);
            doomedOrdinals.put(id, commits);
        } else {
            parents.add(parent);
            if (commit.header().kind() == CommitKind.MERGE) {
                parents.add(target);
            }
        }
        boolean full = fresh.commitCount() >= BATCH_COMMITS || fresh.entries() >= BATCH_ENTRIES;
        if (full && fresh.commitCount() % ALIGNMENT == 0) {
            compareCommits();
        }
    }

    /// Whether the ends of a range that is deleted have the ids that `entry` tells.
    boolean isAt(DeletedRanges.Range range, Tombstone.Entry entry) {
        return ordinalOf(entry.firstId()) == range.first()
                && ordinalOf(entry.lastId()) == range.last();
    }

    /// Adds a deletion.
    void addDeletion(DeletedRanges.Range range) {
        NavigableMap<Long, CommitId> now = doomed.subMap(range.first(), true, range.last(), true);
        now.values().forEach(doomedOrdinals::remove);
        gone.addAll(now.values());
        now.clear();
        deletedSoFar = deletedSoFar.with(List.of(range));
        fresh.addDeletion(range);
        others.addDeletion(range);
        compareOthersWhenFull();
    }

    /// Adds a blob whose record lies at `offset`.
    void addBlob(BlobId id, long offset) {
        others.addBlob(id, 0, offset);
        compareOthersWhenFull();
    }

    /// Adds a definition record.
    void addDefinitions(long offset) {
        byte[] value = new ByteWriter().writeVarint(offset / LogRecord.ALIGNMENT).toByteArray();
        byte[] key = IndexKeys.number(definitionCount++);
        definitions.add(new Entry(IndexTree.DEFINITIONS, key, value, false));
        compareOthersWhenFull();
    }

    /// Adds an extent.
    void addExtent(long offset, long length, int kind) {
        others.addExtent(offset, length, kind);
        compareOthersWhenFull();
    }

    /// Adds a key frame of a commit, unless there is no such commit.
    void addFrame(CommitId id) {
        long ordinal = ordinalOf(id);
        frames += ordinal > 0 && ordinal <= commits ? 1 : 0;
    }

    /// Makes all key frames void that were added.
    void dropFrames() {
        frames = 0;
    }

    /// Compares the rest, the heads, the key frames, and how many entries there are.
    void finish() {
        compareCommits();
        compareOthers();
        compareHeads();
        if (!trees.isLive()) {
            compareFrames();
        }
        for (IndexTree tree : AUDITED) {
            long count = implied.getOrDefault(tree, 0L);
            long stored = roots.of(tree).entries();
            if (stored != count) {
                String expected = count + " entries, as the log implies";
                add(tree, expected, stored + " entries");
            }
        }
    }

    private void compareCommits() {
        List<Entry> entries = new ArrayList<>();
        collect(IndexTree.COMMITS, CommitIndex.changes(fresh), entries);
        Tail batch = fresh;
        collect(
                IndexTree.ORDER,
                trees.read(generation -> OrderIndex.changes(batch, generation)),
                entries);
        if (fresh.commitCount() % ALIGNMENT != 0) {
            Entry last = entries.removeLast();
            entries.add(new Entry(last.tree, last.key, last.value, trees.isLive()));
        }
        collect(IndexTree.RUNS, RunIndex.changes(fresh), entries);
        collect(IndexTree.CHILDREN, ChildIndex.changes(fresh), entries);
        collect(IndexTree.ROOTS, RootIndex.changes(fresh), entries);
        collect(IndexTree.TOGGLES, ToggleIndex.changes(fresh), entries);
        collect(IndexTree.TOUCHES, TouchIndex.changes(fresh), entries);
        fresh = new Tail(commits + 1);
        compare(entries);
    }

    private void compareOthersWhenFull() {
        if (others.entries() + definitions.size() >= BATCH_ENTRIES) {
            compareOthers();
        }
    }

    private void compareOthers() {
        List<Entry> entries = new ArrayList<>(definitions);
        collect(IndexTree.BLOBS, BlobIndex.changes(others), entries);
        collect(IndexTree.EXTENTS, ExtentIndex.changes(others), entries);
        collect(IndexTree.DELETED, DeletedIndex.changes(others), entries);
        definitions.clear();
        others = new Tail(1);
        compare(entries);
    }

    private static void collect(IndexTree tree, TreeChanges changes, List<Entry> entries) {
        while (changes.next()) {
            byte[] value = changes.value();
            if (value != null) {
                entries.add(new Entry(tree, changes.key().clone(), value.clone(), false));
            }
        }
    }

    private void compare(List<Entry> entries) {
        List<String[]> mismatches =
                trees.read(generation -> {
                    List<String[]> found = new ArrayList<>();
                    for (Entry entry : entries) {
                        byte[] value = generation.reader(entry.tree).get(entry.key);
                        if (value == null || !(entry.accepts(value) || isLater(entry, value))) {
                            found.add(new String[] {entry.tree.name(), entry.text(), hex(value)});
                        }
                    }
                    return found;
                });
        for (String[] mismatch : mismatches) {
            add(IndexTree.valueOf(mismatch[0]), mismatch[1], mismatch[2]);
        }
        for (Entry entry : entries) {
            implied.merge(entry.tree, 1L, Long::sum);
        }
    }

    /// Whether `found` is the ordinal of a commit that came back after it was deleted.
    private boolean isLater(Entry entry, byte[] found) {
        if (entry.tree != IndexTree.COMMITS) {
            return false;
        }
        long expected = new ByteReader(entry.value, "an implied entry").readVarint();
        return (trees.isLive() || deleted.contains(expected))
                && new ByteReader(found, "the commit index").readVarint() > expected;
    }

    private void compareHeads() {
        long count = 0;
        for (long ordinal = 1; ordinal <= commits; ordinal++) {
            if (!parents.contains(ordinal) && !deleted.contains(ordinal)) {
                count++;
                if (Arrays.binarySearch(storedHeads, ordinal) < 0) {
                    add(IndexTree.HEADS, "the head with the ordinal " + ordinal, "none");
                }
            }
        }
        implied.put(IndexTree.HEADS, count);
    }

    /// Frames come and go, so the newest trees of an open file tell nothing about older ones. Every
    /// entry leads to the frame of its document at its commit.
    private void compareFrames() {
        for (String wrong : trees.read(this::wrongFrames)) {
            add(IndexTree.FRAMES, "an entry for each key frame", wrong);
        }
        long stored = roots.of(IndexTree.FRAMES).entries();
        if (stored != frames) {
            add(IndexTree.FRAMES, frames + " entries", stored + " entries");
        }
    }

    private List<String> wrongFrames(Generation generation) {
        List<String> wrong = new ArrayList<>();
        TreeCursor cursor = generation.reader(IndexTree.FRAMES).cursor();
        for (boolean more = cursor.first(); more; more = cursor.next()) {
            long offset =
                    new ByteReader(cursor.value(), "an entry of the frame index").readVarint()
                            * LogRecord.ALIGNMENT;
            LogRecord record = records.read(offset, RecordType.FRAME);
            FrameRecord frame = FrameRecord.decode(record.payload(), "a key frame");
            byte[] key = IndexKeys.touch(frame.document(), ordinalOf(frame.commit()));
            long ordinal = IndexKeys.numberAt(cursor.key(), IndexKeys.DOCUMENT_SIZE);
            if (!deleted.contains(ordinal) && !Arrays.equals(key, cursor.key())) {
                wrong.add(hex(cursor.key()) + ", which leads to the frame " + hex(key));
            }
        }
        return wrong;
    }

    private byte @Nullable [] lookUp(IndexTree tree, byte[] key) {
        return trees.read(generation -> Optional.ofNullable(generation.reader(tree).get(key)))
                .orElse(null);
    }

    private void add(IndexTree tree, String expected, String found) {
        findings.add(Severity.INDEX, "the index " + tree, -1, expected, found);
    }

    private static String hex(byte @Nullable [] bytes) {
        return bytes == null ? "none" : HexFormat.of().formatHex(bytes);
    }
}
