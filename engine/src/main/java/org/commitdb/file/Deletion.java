package org.commitdb.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.UnknownIdException;
import org.commitdb.file.log.LogRecord;
import org.commitdb.file.log.RecordType;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Toggle;
import org.jspecify.annotations.Nullable;

/// Finds out whether commits may be deleted, and which records are void then.
///
/// **Threads**: one, while nothing is appended. **Cost**: O(log n) for each commit, and O(toggles +
/// roots).
final class Deletion {

    private final Volume volume;
    private final CommitIndexer indexer;
    private final Snapshot all;
    private final long[] ordinals;

    private Deletion(Volume volume, CommitIndexer indexer, Snapshot all, List<CommitId> commits) {
        this.volume = volume;
        this.indexer = indexer;
        this.all = all;
        this.ordinals = commits.stream().mapToLong(this::require).sorted().distinct().toArray();
    }

    /// The record that deletes `commits` of what `all` shows, whoever reads it; null when there is
    /// nothing to delete.
    ///
    /// **Errors**: [UnknownIdException] when one is not there; [InvalidCommitException] when a
    /// commit that stays has one as parent or target, or one is the first commit.
    static @Nullable Tombstone of(
            Volume volume, CommitIndexer indexer, Snapshot all, List<CommitId> commits) {
        Deletion deletion = new Deletion(volume, indexer, all, commits);
        deletion.requireFirstStays();
        deletion.requireNoneIsNeeded();
        List<Tombstone.Entry> entries = deletion.entries();
        return entries.isEmpty() ? null : new Tombstone(entries);
    }

    private long require(CommitId id) {
        long ordinal = id.isNone() ? 0 : CommitIndex.ordinalOf(all, id);
        if (ordinal == 0) {
            throw new UnknownIdException(
                    volume.name() + ": has no commit " + id + "; nothing was deleted",
                    "commit",
                    id.toString());
        }
        return ordinal;
    }

    private boolean goes(long ordinal) {
        return Arrays.binarySearch(ordinals, ordinal) >= 0;
    }

    private void requireFirstStays() {
        CommitHeader first = null;
        long firstOrdinal = 0;
        for (long root : RootIndex.rootsOf(all)) {
            CommitHeader header = header(root);
            if (first == null || isBefore(header, first)) {
                first = header;
                firstOrdinal = root;
            }
        }
        if (first != null && goes(firstOrdinal)) {
            throw refused(
                    "the commit " + first.id() + " is the first one", "the first commit stays");
        }
    }

    private static boolean isBefore(CommitHeader one, CommitHeader other) {
        int order = Long.compare(one.timestampMicros(), other.timestampMicros());
        return order < 0 || (order == 0 && one.id().compareTo(other.id()) < 0);
    }

    private void requireNoneIsNeeded() {
        for (long ordinal : ordinals) {
            for (long child : ChildIndex.childrenOf(all, ordinal)) {
                if (!goes(child)) {
                    throw needed(child, ordinal);
                }
            }
        }
        for (Toggle toggle : ToggleIndex.togglesOf(all)) {
            boolean stays = !all.deleted().contains(toggle.ordinal()) && !goes(toggle.ordinal());
            if (stays && goes(toggle.target())) {
                throw needed(toggle.ordinal(), toggle.target());
            }
        }
    }

    private InvalidCommitException needed(long ordinal, long parent) {
        return refused(
                "the commit "
                        + header(ordinal).id()
                        + " has "
                        + header(parent).id()
                        + " as parent or target",
                "a commit that another one has as parent or target stays as long as that");
    }

    private InvalidCommitException refused(String fact, String rule) {
        return new InvalidCommitException(
                volume.name() + ": " + fact + "; " + rule + "; nothing was deleted", rule);
    }

    private List<Tombstone.Entry> entries() {
        List<Tombstone.Entry> entries = new ArrayList<>();
        for (int i = 0; i < ordinals.length; ) {
            int next = i + 1;
            while (next < ordinals.length && ordinals[next] == ordinals[next - 1] + 1) {
                next++;
            }
            entries.add(entry(ordinals[i], ordinals[next - 1]));
            i = next;
        }
        return entries;
    }

    private Tombstone.Entry entry(long first, long last) {
        LogRecord firstRecord = record(first);
        LogRecord lastRecord = record(last);
        return new Tombstone.Entry(
                new DeletedRanges.Range(first, last, firstRecord.seq(), lastRecord.seq()),
                indexer.header(firstRecord.payload()).id(),
                indexer.header(lastRecord.payload()).id());
    }

    private CommitHeader header(long ordinal) {
        return indexer.header(record(ordinal).payload());
    }

    private LogRecord record(long ordinal) {
        return volume.records().read(OrderIndex.offsetOf(all, ordinal), RecordType.COMMIT);
    }
}
