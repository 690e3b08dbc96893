package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.store.DocumentId;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;

/// Commits, deletions, and commits that come back, made up at random for a store and the oracle.
final class RandomDeletions {

    private final SplittableRandom random;
    private final NaiveRecordStore oracle = new NaiveRecordStore(TestCommit::index);
    private final List<byte[]> made = new ArrayList<>();
    private int number;

    RandomDeletions(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// What a store must answer now.
    RecordStore oracle() {
        return oracle;
    }

    /// Does the same to `store` and to the oracle.
    void step(RecordStore store) {
        int dice = random.nextInt(100);
        if (dice < 70 || oracle.commitCount() < 3) {
            append(store, List.of(fresh()));
        } else if (dice < 80) {
            append(store, returning());
        } else if (dice < 95) {
            delete(store, family());
        } else {
            delete(store, List.of(oracle.idOf(anyLive())));
        }
    }

    private void append(RecordStore store, List<byte[]> commits) {
        oracle.append(commits);
        store.append(commits);
        made.addAll(commits);
    }

    private long anyLive() {
        long[] live = live();
        int near = Math.min(live.length, 6);
        return random.nextBoolean()
                ? live[live.length - 1 - random.nextInt(near)]
                : live[random.nextInt(live.length)];
    }

    private long[] live() {
        return LongStream.rangeClosed(1, oracle.lastOrdinal())
                .filter(ordinal -> !oracle.isDeleted(ordinal))
                .toArray();
    }

    private byte[] fresh() {
        String label = "commit " + number++;
        if (oracle.commitCount() == 0 || random.nextInt(30) == 0) {
            return TestCommit.labelled(CommitId.NONE, label).encode();
        }
        CommitId parent = oracle.idOf(anyLive());
        CommitId target = oracle.idOf(anyLive());
        int dice = random.nextInt(10);
        if (dice < 2 && !parent.equals(target)) {
            return TestCommit.merge(parent, target).encode();
        }
        if (dice < 3) {
            return TestCommit.toggle(CommitKind.DISABLE, parent, target, label).encode();
        }
        DocumentId document = new DocumentId(new UUID(1, 1), new UUID(1, random.nextInt(5)));
        return TestCommit.of(parent, number, document, new byte[] {(byte) number}).encode();
    }

    /// Commits that were deleted, as far as what they are made on is there.
    private List<byte[]> returning() {
        List<byte[]> commits = new ArrayList<>();
        Map<CommitId, byte[]> added = new HashMap<>();
        for (byte[] commit : made) {
            CommitHeader header = TestCommit.index(commit).header();
            boolean fits =
                    oracle.ordinalOf(header.id()) == 0
                            && isThere(header.parent(), added)
                            && isThere(header.target(), added);
            if (fits && random.nextInt(3) > 0 && added.put(header.id(), commit) == null) {
                commits.add(commit);
            }
        }
        return commits;
    }

    private boolean isThere(CommitId id, Map<CommitId, byte[]> added) {
        return id.isNone() || oracle.ordinalOf(id) != 0 || added.containsKey(id);
    }

    /// A commit and all that needs it.
    private List<CommitId> family() {
        TreeSet<Long> family = new TreeSet<>(List.of(anyLive()));
        for (long ordinal : live()) {
            CommitHeader header = TestCommit.index(oracle.commit(ordinal)).header();
            if (family.contains(oracle.ordinalOf(header.parent()))
                    || family.contains(oracle.ordinalOf(header.target()))) {
                family.add(ordinal);
            }
        }
        return family.stream().map(oracle::idOf).toList();
    }

    private void delete(RecordStore store, List<CommitId> commits) {
        assertEquals(isRefused(oracle, commits), isRefused(store, commits));
    }

    private static boolean isRefused(RecordStore store, List<CommitId> commits) {
        try {
            store.delete(commits);
            return false;
        } catch (InvalidCommitException e) {
            return true;
        }
    }

    /// Checks that two stores answer alike, by ordinals too.
    static void assertSame(RecordStore expected, RecordStore store) {
        assertEquals(expected.lastOrdinal(), store.lastOrdinal());
        assertEquals(expected.toggles(), store.toggles());
        for (long ordinal = 1; ordinal <= expected.lastOrdinal(); ordinal++) {
            assertEquals(expected.isDeleted(ordinal), store.isDeleted(ordinal));
            assertEquals(expected.idOf(ordinal), store.idOf(ordinal));
            assertEquals(expected.run(ordinal), store.run(ordinal), "the run of " + ordinal);
            assertEquals(expected.timestampMicros(ordinal), store.timestampMicros(ordinal));
            CommitId id = expected.idOf(ordinal);
            assertEquals(expected.ordinalOf(id), store.ordinalOf(id), "the commit " + id);
            assertArrayEquals(expected.children(ordinal), store.children(ordinal));
        }
        assertArrayEquals(expected.heads(), store.heads());
        assertArrayEquals(expected.roots(), store.roots());
        assertSameGraph(expected, store);
    }

    /// Checks that two stores have the same commits, whatever their ordinals.
    static void assertSameGraph(RecordStore expected, RecordStore store) {
        assertEquals(expected.commitCount(), store.commitCount());
        assertEquals(
                expected.idsWithPrefix("", Integer.MAX_VALUE),
                store.idsWithPrefix("", Integer.MAX_VALUE));
        assertEquals(ids(expected, expected.heads()), ids(store, store.heads()));
        assertEquals(ids(expected, expected.roots()), ids(store, store.roots()));
    }

    private static TreeSet<CommitId> ids(RecordStore store, long[] ordinals) {
        TreeSet<CommitId> ids = new TreeSet<>();
        for (long ordinal : ordinals) {
            ids.add(store.idOf(ordinal));
        }
        return ids;
    }
}
