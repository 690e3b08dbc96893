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
import org.commitdb.state.Streams;
import org.commitdb.store.BlobWriter;
import org.commitdb.store.RecordStore;

/// Makes new commits and appends them.
final class CommitWriter {

    /// Stands for "the time now" where a timestamp is asked for.
    static final long NOW = -1;

    private final RecordStore store;
    private final History history;
    private final InstantSource clock;

    /// The newest commit that was made here, which is mostly the parent of the next one.
    private volatile Made newest = new Made(CommitId.NONE, -1);

    private record Made(CommitId id, long timestampMicros) {}

    CommitWriter(RecordStore store, History history, InstantSource clock) {
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    CommitId commit(String label, String author, CommitMutableState mutable, long timestampMicros) {
        return commit(label, author, mutable, timestampMicros, List.of());
    }

    /// Writes what `mutable` recorded, in one transaction with `blobs`.
    CommitId commit(
            String label,
            String author,
            CommitMutableState mutable,
            long timestampMicros,
            List<BlobWriter> blobs) {
        CommitId base = mutable.baseId();
        long parent = base.isNone() ? 0 : store.requireOrdinal(base);
        blobs.forEach(BlobWriter::seal);
        if (mutable.isEmpty()) {
            if (!blobs.isEmpty()) {
                store.append(blobs, List.of());
            }
            return base;
        }
        long time = timestamp(base, parent, timestampMicros);
        List<DocumentProgram> program = mutable.program();
        byte[] commit = CommitCodec.encodeMutations(base, time, author, label, program);
        store.append(blobs, List.of(commit));
        CommitId id = CommitCodec.id(commit);
        newest = new Made(id, time);
        history.written(id, program, commit.length);
        return id;
    }

    CommitId merge(CommitId ours, CommitId theirs) {
        return append(CommitCodec.encodeMerge(ours, theirs));
    }

    /// Writes the merge of two streams and, unless `mutable` is empty, what it recorded on top, in
    /// one transaction.
    CommitId mergeAndCommit(
            Streams streams, String label, String author, CommitMutableState mutable) {
        byte[] merge = CommitCodec.encodeMerge(streams.ours(), streams.theirs());
        CommitId id = CommitCodec.id(merge);
        if (mutable.isEmpty()) {
            return append(merge);
        }
        long newest =
                Math.max(
                        store.timestampMicros(store.requireOrdinal(streams.ours())),
                        store.timestampMicros(store.requireOrdinal(streams.theirs())));
        List<DocumentProgram> program = mutable.program();
        byte[] child =
                CommitCodec.encodeMutations(
                        id, timestampAfter(newest, NOW), author, label, program);
        store.append(List.of(merge, child));
        CommitId childId = CommitCodec.id(child);
        history.written(childId, program, child.length);
        return childId;
    }

    CommitId toggle(CommitKind kind, CommitId base, CommitId target, String author, String label) {
        long time = timestamp(base, store.requireOrdinal(base), NOW);
        return append(CommitCodec.encodeToggle(kind, base, target, time, author, label));
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

    private long timestamp(CommitId base, long parent, long wanted) {
        Made made = newest;
        long parentMicros =
                parent == 0
                        ? -1
                        : made.id.equals(base)
                                ? made.timestampMicros
                                : store.timestampMicros(parent);
        return timestampAfter(parentMicros, wanted);
    }

    /// A child is never older than its parent, whatever the clock says.
    private long timestampAfter(long parentMicros, long wanted) {
        long after = parentMicros + 1;
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
