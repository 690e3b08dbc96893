package org.commitdb;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.History;
import org.commitdb.store.RecordStore;

/// Makes new commits and appends them.
final class CommitWriter {

    /// Stands for "the time now" where a timestamp is asked for.
    static final long NOW = -1;

    private final RecordStore store;
    private final History history;
    private final InstantSource clock;

    CommitWriter(RecordStore store, History history, InstantSource clock) {
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    CommitId commit(String label, String author, CommitMutableState mutable, long timestampMicros) {
        CommitId base = mutable.baseId();
        long parent = base.isNone() ? 0 : store.requireOrdinal(base);
        if (mutable.isEmpty()) {
            return base;
        }
        long time = timestamp(parent, timestampMicros);
        List<DocumentProgram> program = mutable.program();
        byte[] commit = CommitCodec.encodeMutations(base, time, author, label, program);
        CommitId id = append(commit);
        history.written(id, program, commit.length);
        return id;
    }

    CommitId merge(CommitId ours, CommitId theirs) {
        return append(CommitCodec.encodeMerge(ours, theirs));
    }

    CommitId toggle(CommitKind kind, CommitId base, CommitId target, String label) {
        long time = timestamp(store.requireOrdinal(base), NOW);
        return append(CommitCodec.encodeToggle(kind, base, target, time, "", label));
    }

    /// Merges `heads` pairwise, the first as the running result, in one transaction.
    Optional<CommitId> reduce(List<CommitId> heads) {
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        CommitId result = heads.getFirst();
        List<byte[]> merges = new ArrayList<>();
        for (CommitId theirs : heads.subList(1, heads.size())) {
            byte[] merge = CommitCodec.encodeMerge(result, theirs);
            merges.add(merge);
            result = CommitCodec.id(merge);
        }
        if (!merges.isEmpty()) {
            store.append(merges);
        }
        return Optional.of(result);
    }

    private CommitId append(byte[] commit) {
        store.append(List.of(commit));
        return CommitCodec.id(commit);
    }

    /// A child is never older than its parent, whatever the clock says.
    private long timestamp(long parent, long wanted) {
        long after = parent == 0 ? 0 : store.timestampMicros(parent) + 1;
        if (wanted == NOW) {
            return Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()), after);
        }
        if (wanted < after) {
            throw new IllegalArgumentException(
                    "the timestamp "
                            + wanted
                            + " is before "
                            + after
                            + ", the earliest that the base allows");
        }
        return wanted;
    }
}
