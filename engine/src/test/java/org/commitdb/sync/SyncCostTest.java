package org.commitdb.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.RemoteStore;
import org.commitdb.remote.ServedStore;
import org.commitdb.remote.Traffic;
import org.commitdb.store.Gatekeeper;
import org.commitdb.store.RecordStore;
import org.commitdb.store.TestCommit;
import org.commitdb.store.TestStores;
import org.junit.jupiter.api.Test;

/// What a synchronisation costs follows what differs, not what there is.
final class SyncCostTest {

    /// A linear history of so many commits.
    private static List<byte[]> history(int commits) {
        List<byte[]> history = new ArrayList<>(commits);
        CommitId parent = CommitId.NONE;
        for (int i = 0; i < commits; i++) {
            TestCommit commit = TestCommit.labelled(parent, "c" + i);
            parent = commit.id();
            history.add(commit.encode());
        }
        return history;
    }

    private static SyncSide side(RecordStore store) {
        return new SyncSide(store, Gatekeeper.open(store));
    }

    private static Traffic cost(RemoteStore client, RecordStore local, int moved) {
        Traffic before = client.traffic();
        SyncReport report =
                new Synchronizer(side(client), side(local), TestCommit::index)
                        .run(SyncOptions.DEFAULT);
        assertEquals(moved, report.fetched().commits() + report.pushed().commits());
        return client.traffic().since(before);
    }

    @Test
    void aSecondOneCostsAFewRoundTripsHoweverLongTheHistory() {
        List<Traffic> costs = new ArrayList<>();
        for (int common : new int[] {1_000, 100_000}) {
            List<byte[]> history = history(common);
            try (ServedStore served = ServedStore.of(TestStores.inMemory());
                    RecordStore local = TestStores.inMemory()) {
                served.served().append(history);
                local.append(history);
                RemoteStore client = served.connect();
                Traffic nothing = cost(client, local, 0);
                TestCommit one =
                        TestCommit.labelled(local.idOf(local.lastOrdinal()), "one more here");
                local.append(List.of(one.encode()));
                Traffic push = cost(client, local, 1);
                served.served()
                        .append(List.of(TestCommit.labelled(one.id(), "and there").encode()));
                Traffic fetch = cost(client, local, 1);
                System.out.println(common + " common commits, nothing new: " + nothing);
                System.out.println(common + " common commits, one to push: " + push);
                System.out.println(common + " common commits, one to fetch: " + fetch);
                costs.addAll(List.of(nothing, push, fetch));
            }
        }
        for (Traffic cost : costs) {
            assertTrue(cost.requests() <= 20, cost::toString);
            assertTrue(cost.sentBytes() + cost.receivedBytes() < 8_000, cost::toString);
        }
        assertTrue(costs.get(3).requests() <= costs.get(0).requests() + 1);
    }

    @Test
    void theDifferenceIsFoundInFewRoundTrips() {
        List<byte[]> history = history(20_000);
        try (ServedStore served = ServedStore.of(TestStores.inMemory());
                RecordStore local = TestStores.inMemory()) {
            served.served().append(history);
            local.append(history.subList(0, 7_321));
            RemoteStore client = served.connect();
            Traffic before = client.traffic();
            List<OrdinalRange> missing = new Difference(client, local).find();
            assertEquals(List.of(new OrdinalRange(7_322, 20_000)), missing);
            assertTrue(client.traffic().since(before).requests() <= 8);
        }
    }
}
