package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.DocumentModel;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.OracleChecks;
import org.commitdb.state.RandomMutations;
import org.commitdb.state.RandomValues;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Replicas that commit, toggle, reduce and exchange commits in any order become one, once each has
/// all commits and has reduced its heads; and the state they have is the oracle's.
///
/// **Threads**: one.
public final class ConvergenceStorm {

    /// Up to so many replicas exchange in any order; more in an order that is nearly their own.
    private static final int FEW = 8;

    private static final int WINDOW = 16;

    private final DocumentModel model;
    private final Function<DatabaseOptions, CommitDatabase> newReplica;
    private final List<CommitDatabase> replicas = new ArrayList<>();

    /// How many merges the reductions so far may have written: one less than there were heads, each
    /// time.
    private int impliedMerges;

    private long commitsMade;
    private long mergesMade;

    /// Storms of replicas that `newReplica` makes, each with the definitions of `model` and the
    /// blobs that generated documents may name.
    public ConvergenceStorm(
            DocumentModel model, Function<DatabaseOptions, CommitDatabase> newReplica) {
        this.model = model;
        this.newReplica = newReplica;
    }

    /// How many commits the storms so far ended with.
    public long commitsMade() {
        return commitsMade;
    }

    /// How many of them were merges.
    public long mergesMade() {
        return mergesMade;
    }

    /// One storm: so many replicas, so many random steps, then all exchange and reduce.
    public void run(Random random, int count, int steps) {
        try {
            for (int i = 0; i < count; i++) {
                replicas.add(newReplica.apply(withClockOf(random)));
            }
            for (int i = 0; i < steps; i++) {
                step(random);
            }
            exchangeAll(random);
            Set<List<CommitId>> heads = new HashSet<>();
            replicas.forEach(replica -> heads.add(replica.headCommitIds()));
            assertEquals(1, heads.size(), "the same heads in the same order");
            long before = replicas.getFirst().commitCount();
            int open = replicas.getFirst().headCommitIds().size();
            replicas.forEach(CommitDatabase::reduceHeads);
            assertConverged(before + Math.max(0, open - 1));
            exchangeAll(random);
            replicas.forEach(CommitDatabase::reduceHeads);
            assertConverged(before + Math.max(0, open - 1));
            assertTrue(merges(replicas.getFirst()) <= impliedMerges + open);
            commitsMade += replicas.getFirst().commitCount();
            mergesMade += merges(replicas.getFirst());
        } finally {
            replicas.forEach(CommitDatabase::close);
            replicas.clear();
            impliedMerges = 0;
        }
    }

    /// Clocks that go apart, stand still and repeat.
    private static DatabaseOptions withClockOf(Random random) {
        int skew = random.nextInt(3);
        return DatabaseOptions.DEFAULT.withClock(
                () -> Instant.EPOCH.plusNanos(1000L * (skew + random.nextInt(4))));
    }

    private void step(Random random) {
        CommitDatabase replica = any(random);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> commit(replica, random);
            case 4 -> toggle(replica, random);
            case 5 -> {
                impliedMerges += Math.max(0, replica.headCommitIds().size() - 1);
                replica.reduceHeads();
            }
            default -> exchange(replica, any(random), random, random.nextInt(12));
        }
    }

    private CommitDatabase any(Random random) {
        return replicas.get(random.nextInt(replicas.size()));
    }

    private void commit(CommitDatabase replica, Random random) {
        List<CommitId> heads = replica.headCommitIds();
        CommitId base =
                heads.isEmpty() || random.nextInt(20) == 0
                        ? CommitId.NONE
                        : heads.get(random.nextInt(heads.size()));
        CommitMutableState mutable = new CommitMutableState(replica.state(base));
        new RandomMutations(new RandomValues(random, model), model).record(mutable);
        replica.commitMutations("", mutable);
    }

    private static void toggle(CommitDatabase replica, Random random) {
        List<CommitId> heads = replica.headCommitIds();
        List<CommitId> all = replica.commitIds().toList();
        if (all.isEmpty()) {
            return;
        }
        CommitId base = heads.get(random.nextInt(heads.size()));
        CommitId target = all.get(random.nextInt(all.size()));
        if (replica.isAncestor(target, base)) {
            if (random.nextBoolean()) {
                replica.disableCommit("", base, target);
            } else {
                replica.enableCommit("", base, target);
            }
        }
    }

    private void exchangeAll(Random random) {
        for (CommitDatabase from : replicas) {
            exchange(from, replicas.getFirst(), random, Integer.MAX_VALUE);
        }
        for (CommitDatabase to : replicas) {
            exchange(replicas.getFirst(), to, random, Integer.MAX_VALUE);
        }
    }

    /// Copies up to `limit` commits that `to` lacks, in a random order in which parents and targets
    /// come first.
    private void exchange(CommitDatabase from, CommitDatabase to, Random random, int limit) {
        List<Long> missing = new ArrayList<>();
        RecordStore source = from.store();
        for (long ordinal = 1; ordinal <= source.lastOrdinal(); ordinal++) {
            if (!to.hasCommit(source.idOf(ordinal))) {
                missing.add(ordinal);
            }
        }
        int window = replicas.size() <= FEW ? Integer.MAX_VALUE : WINDOW;
        int copied = 0;
        while (!missing.isEmpty() && copied < limit) {
            int index = random.nextInt(Math.min(window, missing.size()));
            byte[] commit = source.commit(missing.get(index));
            CommitHeader header = CommitCodec.header(CommitCodec.id(commit), commit);
            if (has(to, header.parent()) && has(to, header.target())) {
                to.store().append(List.of(commit));
                missing.remove(index);
                copied++;
            }
        }
    }

    private static boolean has(CommitDatabase database, CommitId id) {
        return id.isNone() || database.hasCommit(id);
    }

    private void assertConverged(long commits) {
        CommitDatabase first = replicas.getFirst();
        List<CommitId> heads = first.headCommitIds();
        assertEquals(commits == 0 ? 0 : 1, heads.size());
        for (CommitDatabase replica : replicas) {
            assertEquals(commits, replica.commitCount());
            assertEquals(heads, replica.headCommitIds());
        }
        for (CommitId head : heads) {
            for (CommitDatabase replica : replicas.subList(0, Math.min(FEW, replicas.size()))) {
                NaiveHistory oracle = NaiveHistory.of(replica.store(), model.definitions());
                OracleChecks.assertStateEquals(model, oracle.state(head), replica.state(head));
            }
            List<Map.Entry<Key, Value>> documents = documents(first, head);
            for (CommitDatabase replica : replicas) {
                assertEquals(first.commitHeader(head), replica.commitHeader(head));
                assertEquals(documents, documents(replica, head));
            }
        }
    }

    private List<Map.Entry<Key, Value>> documents(CommitDatabase database, CommitId id) {
        List<Map.Entry<Key, Value>> documents = new ArrayList<>();
        for (Attachment attachment : model.attachments()) {
            documents.addAll(database.state(id).attachmentGetting().entries(attachment).toList());
        }
        return documents;
    }

    private static long merges(CommitDatabase database) {
        return database.commitIds()
                .filter(id -> database.commitHeader(id).kind() == CommitKind.MERGE)
                .count();
    }
}
