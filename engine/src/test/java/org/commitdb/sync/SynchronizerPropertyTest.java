package org.commitdb.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;

/// Whatever two stores hold, synchronisation copies just what each lacks of the other.
final class SynchronizerPropertyTest {

    private static RecordStore newStore() {
        return new NaiveRecordStore(TestCommit::index);
    }

    private static SyncSide side(RecordStore store) {
        return new SyncSide(store, Gatekeeper.open(store));
    }

    private static SyncReport synchronize(RecordStore source, RecordStore target, SyncMode mode) {
        return new Synchronizer(side(source), side(target), TestCommit::index)
                .run(SyncOptions.DEFAULT.withMode(mode));
    }

    private static Set<CommitId> ids(RecordStore store) {
        Set<CommitId> ids = new HashSet<>();
        for (long ordinal = 1; ordinal <= store.lastOrdinal(); ordinal++) {
            ids.add(store.idOf(ordinal));
        }
        return ids;
    }

    /// Appends commits to any of the stores: mostly on top of the latest, sometimes branches,
    /// merges, new roots, and blobs now and then.
    private static void grow(List<RecordStore> stores, Random random, int commits) {
        List<List<CommitId>> known = new ArrayList<>();
        stores.forEach(store -> known.add(new ArrayList<>(ids(store))));
        for (int i = 0; i < commits; i++) {
            int which = random.nextInt(stores.size());
            RecordStore store = stores.get(which);
            List<CommitId> there = known.get(which);
            CommitId parent =
                    there.isEmpty() || random.nextInt(40) == 0
                            ? CommitId.NONE
                            : random.nextInt(5) == 0
                                    ? there.get(random.nextInt(there.size()))
                                    : there.getLast();
            TestCommit commit = TestCommit.labelled(parent, "c" + random.nextLong());
            if (random.nextInt(6) == 0 && there.size() > 1 && !parent.isNone()) {
                CommitId other = there.get(random.nextInt(there.size()));
                commit = other.equals(parent) ? commit : TestCommit.merge(parent, other);
            } else if (random.nextInt(8) == 0) {
                byte[] bytes = ("blob " + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
                BlobId blob = BlobId.ofContent("uchar-1", bytes);
                store.putBlob(blob, "uchar-1", bytes);
                commit = commit.withBlobs(List.of(blob));
            }
            if (store.ordinalOf(commit.id()) == 0) {
                store.append(List.of(commit.encode()));
                there.add(commit.id());
            }
        }
    }

    @Property(tries = 300)
    void bothSidesHaveAllAndNothingMoreIsMoved(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 120) int before,
            @ForAll @IntRange(min = 0, max = 120) int after) {
        Random random = new Random(seed);
        try (RecordStore one = newStore();
                RecordStore other = newStore()) {
            grow(List.of(one), random, before);
            synchronize(one, other, SyncMode.SYNC);
            assertEquals(ids(one), ids(other));
            grow(List.of(one, other), random, after);
            Set<CommitId> ofOne = ids(one);
            Set<CommitId> ofOther = ids(other);
            Set<CommitId> all = new HashSet<>(ofOne);
            all.addAll(ofOther);
            SyncReport report = synchronize(one, other, SyncMode.SYNC);
            assertEquals(all, ids(one));
            assertEquals(all, ids(other));
            assertEquals(all.size() - ofOther.size(), report.fetched().commits());
            assertEquals(all.size() - ofOne.size(), report.pushed().commits());
            assertTrue(synchronize(one, other, SyncMode.SYNC).isNothing());
            for (CommitId id : all) {
                assertArrayEquals(
                        one.commit(one.requireOrdinal(id)), other.commit(other.requireOrdinal(id)));
            }
        }
    }

    @Property(tries = 150)
    void oneWayMovesNothingTheOtherWay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int commits) {
        Random random = new Random(seed);
        try (RecordStore source = newStore();
                RecordStore target = newStore()) {
            grow(List.of(source, target), random, commits);
            Set<CommitId> ofSource = ids(source);
            Set<CommitId> ofTarget = ids(target);
            SyncReport report = synchronize(source, target, SyncMode.FETCH);
            assertTrue(report.pushed().isNothing());
            assertEquals(ofSource, ids(source));
            Set<CommitId> all = new HashSet<>(ofSource);
            all.addAll(ofTarget);
            assertEquals(all, ids(target));
            synchronize(source, target, SyncMode.PUSH);
            assertEquals(all, ids(source));
        }
    }

    @Property(tries = 150)
    void anInterruptedOneGoesOnWhereItStopped(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int commits) {
        Random random = new Random(seed);
        try (RecordStore source = newStore();
                RecordStore target = newStore()) {
            grow(List.of(source), random, commits);
            FailingStore failing = new FailingStore(target, 1 + random.nextInt(6));
            long moved = 0;
            try {
                moved = synchronize(source, failing.store(), SyncMode.FETCH).fetched().commits();
            } catch (FailingStore.Failure e) {
                moved = target.lastOrdinal();
            }
            SyncReport rest = synchronize(source, target, SyncMode.FETCH);
            assertEquals(commits(source), moved + rest.fetched().commits());
            assertEquals(ids(source), ids(target));
        }
    }

    private static long commits(RecordStore store) {
        return store.lastOrdinal();
    }
}
