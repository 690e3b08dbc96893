package org.commitdb;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.error.UnknownIdException;
import org.commitdb.store.RecordStore;

/// Headers, heads, first and last: what the facade asks of the commits without looking into them.
final class CommitGraph {

    private static final int LISTED_CANDIDATES = 5;
    private static final Comparator<CommitHeader> BY_TIME =
            Comparator.comparingLong(CommitHeader::timestampMicros).thenComparing(CommitHeader::id);

    private final RecordStore store;

    CommitGraph(RecordStore store) {
        this.store = store;
    }

    CommitHeader header(long ordinal) {
        CommitHeader header = CommitCodec.header(store.idOf(ordinal), store.commit(ordinal));
        return header.kind() == CommitKind.MERGE
                ? header.withTimestampMicros(store.timestampMicros(ordinal))
                : header;
    }

    Optional<CommitId> first() {
        return LongStream.of(store.roots())
                .mapToObj(this::header)
                .min(BY_TIME)
                .map(CommitHeader::id);
    }

    List<CommitId> heads() {
        return LongStream.of(store.heads())
                .mapToObj(this::header)
                .sorted(BY_TIME)
                .map(CommitHeader::id)
                .toList();
    }

    /// A child is younger than its parent, but a merge only as young as the younger of its two: so
    /// the last commit is a head, or below one by merges of the same time.
    Optional<CommitId> last() {
        Optional<CommitHeader> youngest =
                LongStream.of(store.heads()).mapToObj(this::header).max(BY_TIME);
        if (youngest.isEmpty()) {
            return Optional.empty();
        }
        long time = youngest.get().timestampMicros();
        CommitHeader last = youngest.get();
        Deque<Long> open = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        LongStream.of(store.heads()).forEach(open::add);
        while (!open.isEmpty()) {
            long ordinal = open.remove();
            if (!seen.add(ordinal) || store.timestampMicros(ordinal) != time) {
                continue;
            }
            CommitHeader header = header(ordinal);
            last = BY_TIME.compare(header, last) > 0 ? header : last;
            if (header.kind() == CommitKind.MERGE) {
                open.add(store.ordinalOf(header.parent()));
                open.add(store.ordinalOf(header.target()));
            }
        }
        return Optional.of(last.id());
    }

    CommitId find(String text) {
        return switch (text) {
            case "first" -> first().orElseThrow(CommitGraph::noCommit);
            case "last" -> last().orElseThrow(CommitGraph::noCommit);
            default -> findByPrefix(text);
        };
    }

    private static UnknownIdException noCommit() {
        return new UnknownIdException("the database has no commit yet", "commit", "");
    }

    private CommitId findByPrefix(String text) {
        if (!text.matches("[0-9a-fA-F]{1,64}")) {
            throw new UnknownIdException(
                    "'" + text + "' is no commit: expected hex digits of an id, first or last",
                    "commit",
                    text);
        }
        List<CommitId> found =
                store.idsWithPrefix(text.toLowerCase(Locale.ROOT), LISTED_CANDIDATES + 1);
        if (found.isEmpty()) {
            throw new UnknownIdException("the database has no commit " + text, "commit", text);
        }
        if (found.size() > 1) {
            String more = found.size() > LISTED_CANDIDATES ? ", …" : "";
            List<CommitId> listed = found.subList(0, Math.min(found.size(), LISTED_CANDIDATES));
            throw new UnknownIdException(
                    "several commits start with "
                            + text
                            + ": "
                            + String.join(", ", listed.stream().map(CommitId::toString).toList())
                            + more,
                    "commit",
                    text);
        }
        return found.getFirst();
    }
}
