package org.commitdb.remote;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.wire.Reply;
import org.commitdb.store.DocumentId;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;
import org.jspecify.annotations.Nullable;

/// What a client remembers of a store.
///
/// Commits, ids, timestamps and ended runs never change. What may still grow (the toggles, the run
/// at the end, the commits that touched a document) is remembered together with the greatest
/// ordinal that the client had heard of before it asked: as long as it has heard of no greater one,
/// nobody can ask about what came later.
///
/// **Threads**: any.
final class RemoteMemory {

    private static final int COMMITS_PART = 2;
    private static final int TOUCHES_PART = 4;
    private static final int IDS_PART = 8;
    private static final int MOST_RUNS = 1 << 14;

    private final RemoteCache<Long, byte[]> commits;
    private final RemoteCache<Touched, Reply.TouchPage> touches;
    private final RemoteCache<Long, CommitId> ids;
    private final RemoteCache<CommitId, Long> ordinals;
    private final RemoteCache<Long, Long> timestamps;
    private final TreeMap<Long, Run> runs = new TreeMap<>();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private @Nullable Run growing;
    private long growingSeen;
    private @Nullable List<Toggle> toggles;
    private long togglesSeen;
    private @Nullable Long definitionsVersion;
    private long definitionsSeen;

    private record Touched(DocumentId document, long newest) {}

    RemoteMemory(long sizeBytes) {
        commits = new RemoteCache<>(sizeBytes / COMMITS_PART, commit -> commit.length);
        touches = new RemoteCache<>(sizeBytes / TOUCHES_PART, RemoteMemory::sizeOf);
        ids = new RemoteCache<>(sizeBytes / IDS_PART, id -> CommitId.SIZE);
        ordinals = new RemoteCache<>(sizeBytes / IDS_PART, ordinal -> CommitId.SIZE);
        timestamps = new RemoteCache<>(sizeBytes / IDS_PART / 2, time -> Long.BYTES);
    }

    private static long sizeOf(Reply.TouchPage page) {
        return page.opcodesLength() + 2L * Long.BYTES * page.entries().size();
    }

    /// Takes note that the client has heard of a commit at `ordinal`, and returns it.
    long sawOrdinal(long ordinal) {
        seen.accumulateAndGet(ordinal, Math::max);
        return ordinal;
    }

    long seenOrdinal() {
        return seen.get();
    }

    long ordinalOf(CommitId id) {
        Long known = ordinals.get(id);
        return known == null ? 0 : known;
    }

    @Nullable CommitId idOf(long ordinal) {
        return ids.get(ordinal);
    }

    /// Keeps which id a commit has, which it has also when it is deleted. Where none was when the
    /// client asked, `deletedBefore` being 0, the id leads to it, too.
    void keepId(long ordinal, CommitId id, long deletedBefore) {
        sawOrdinal(ordinal);
        ids.put(ordinal, id);
        if (deletedBefore == 0) {
            keepOrdinal(id, ordinal, 0);
        }
    }

    /// Keeps which ordinal an id leads to, if no more commits were deleted than `deletedBefore`,
    /// when the client asked.
    void keepOrdinal(CommitId id, long ordinal, long deletedBefore) {
        synchronized (ordinals) {
            if (deleted.get() == deletedBefore) {
                ordinals.put(id, ordinal);
            }
        }
    }

    /// How many commits are known to be deleted.
    long deletedCount() {
        return deleted.get();
    }

    /// Takes note that so many commits were deleted: their ids lead nowhere any more.
    void sawDeleted(long count) {
        synchronized (ordinals) {
            if (deleted.getAndSet(count) != count) {
                ordinals.clear();
            }
        }
    }

    byte @Nullable [] commit(long ordinal) {
        return commits.get(ordinal);
    }

    void keepCommit(long ordinal, byte[] commit) {
        commits.put(ordinal, commit.clone());
    }

    @Nullable Long timestamp(long ordinal) {
        return timestamps.get(ordinal);
    }

    void keepTimestamp(long ordinal, long micros) {
        timestamps.put(ordinal, micros);
    }

    synchronized @Nullable Run run(long ordinal) {
        Map.Entry<Long, Run> ended = runs.floorEntry(ordinal);
        if (ended != null && ordinal <= ended.getValue().last()) {
            return ended.getValue();
        }
        Run last = growing;
        return last != null
                        && growingSeen >= seen.get()
                        && last.first() <= ordinal
                        && ordinal <= last.last()
                ? last
                : null;
    }

    /// Keeps a run that was asked for when the greatest ordinal was `seenBefore`. A run grows only
    /// at the end of the store: once there is a later commit that is not of it, it has ended.
    synchronized void keepRun(Run run, long seenBefore) {
        if (run.last() < seenBefore) {
            if (runs.size() >= MOST_RUNS) {
                runs.clear();
            }
            runs.put(run.first(), run);
        } else {
            growing = run;
            growingSeen = sawOrdinal(run.last());
        }
    }

    synchronized @Nullable List<Toggle> toggles() {
        return togglesSeen >= seen.get() ? toggles : null;
    }

    synchronized void keepToggles(List<Toggle> found, long seenBefore) {
        toggles = found;
        togglesSeen = seenBefore;
    }

    /// Definitions come before the commits that need them.
    synchronized @Nullable Long definitionsVersion() {
        return definitionsSeen >= seen.get() ? definitionsVersion : null;
    }

    synchronized void keepDefinitionsVersion(long version, long seenBefore) {
        definitionsVersion = version;
        definitionsSeen = seenBefore;
    }

    synchronized void forgetDefinitionsVersion() {
        definitionsVersion = null;
    }

    Reply.@Nullable TouchPage touches(DocumentId document, long newest) {
        return touches.get(new Touched(document, newest));
    }

    /// Commits up to an ordinal that was there already when the page was asked for stay as they
    /// are.
    void keepTouches(DocumentId document, long newest, Reply.TouchPage page, long seenBefore) {
        if (newest <= seenBefore) {
            touches.put(new Touched(document, newest), page);
        }
    }
}
