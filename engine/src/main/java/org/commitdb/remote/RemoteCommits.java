package org.commitdb.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.bytes.Hashes;
import org.commitdb.commit.CommitId;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;

/// The commits of a remote store: their ids, ordinals, timestamps and bytes.
///
/// **Invariants**: what the server sends was hashed here before it is returned. **Threads**: any.
final class RemoteCommits {

    private final Questions questions;
    private final RemoteMemory memory;

    RemoteCommits(Questions questions, RemoteMemory memory) {
        this.questions = questions;
        this.memory = memory;
    }

    long[] ordinalsOf(List<CommitId> ids) {
        questions.checkOpen();
        long[] ordinals = new long[ids.size()];
        List<CommitId> unknown = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = memory.ordinalOf(ids.get(i));
            if (ordinals[i] == 0) {
                unknown.add(ids.get(i));
            }
        }
        if (unknown.isEmpty()) {
            return ordinals;
        }
        long deleted = memory.deletedCount();
        List<Long> found = questions.numbers(new Request.OrdinalsOf(unknown), unknown.size());
        int next = 0;
        for (int i = 0; i < ordinals.length; i++) {
            if (ordinals[i] == 0) {
                ordinals[i] = found.get(next++);
                if (ordinals[i] != 0) {
                    memory.keepId(ordinals[i], ids.get(i), deleted);
                    memory.keepOrdinal(ids.get(i), ordinals[i], deleted);
                }
            }
        }
        return ordinals;
    }

    List<CommitId> idsWithPrefix(String prefix, int limit) {
        Questions.checkLimit(limit);
        return questions.ask(new Request.IdsWithPrefix(prefix, limit), Reply.Ids.class).ids();
    }

    List<CommitId> idsOf(long[] ordinals) {
        questions.checkOpen();
        List<Long> unknown = new ArrayList<>();
        for (long ordinal : ordinals) {
            Questions.checkOrdinal(ordinal);
            if (memory.idOf(ordinal) == null) {
                unknown.add(ordinal);
            }
        }
        Map<Long, CommitId> found = unknown.isEmpty() ? Map.of() : askIds(unknown);
        List<CommitId> result = new ArrayList<>(ordinals.length);
        for (long ordinal : ordinals) {
            CommitId id = found.get(ordinal);
            CommitId known = id == null ? memory.idOf(ordinal) : id;
            result.add(known == null ? idsOf(new long[] {ordinal}).getFirst() : known);
        }
        return result;
    }

    private Map<Long, CommitId> askIds(List<Long> ordinals) {
        long deleted = memory.deletedCount();
        List<CommitId> ids = questions.ask(new Request.IdsOf(ordinals), Reply.Ids.class).ids();
        if (ids.size() != ordinals.size()) {
            throw questions.strange(ordinals.size() + " ids", ids.size() + " ids");
        }
        Map<Long, CommitId> found = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            found.put(ordinals.get(i), ids.get(i));
            memory.keepId(ordinals.get(i), ids.get(i), deleted);
        }
        return found;
    }

    List<byte[]> commits(long first, int count) {
        questions.checkOpen();
        Questions.checkOrdinal(first);
        byte[] known = count <= 1 ? memory.commit(first) : null;
        if (known != null) {
            return List.of(known.clone());
        }
        int wanted = Math.max(1, count);
        long deleted = memory.deletedCount();
        List<byte[]> commits =
                questions.ask(new Request.Commits(first, wanted), Reply.Records.class).records();
        if (commits.isEmpty() || commits.size() > wanted) {
            throw questions.strange("1 to " + count + " commits", commits.size() + " commits");
        }
        for (int i = 0; i < commits.size(); i++) {
            keepVerified(first + i, commits.get(i), count <= 1, deleted);
        }
        return commits;
    }

    /// The id that was told before must be that of the bytes; it is what names the commit.
    private void keepVerified(long ordinal, byte[] commit, boolean remember, long deleted) {
        CommitId id = CommitId.of(Hashes.sha256(commit));
        CommitId told = memory.idOf(ordinal);
        if (told != null && !told.equals(id)) {
            throw questions.strange("the commit " + told, "the commit " + id);
        }
        memory.keepId(ordinal, id, deleted);
        if (remember) {
            memory.keepCommit(ordinal, commit);
        }
    }

    long timestampMicros(long ordinal) {
        questions.checkOpen();
        Questions.checkOrdinal(ordinal);
        Long known = memory.timestamp(ordinal);
        if (known != null) {
            return known;
        }
        long found = questions.ask(new Request.Timestamp(ordinal), Reply.Number.class).value();
        memory.keepTimestamp(ordinal, found);
        return found;
    }

    boolean isDeleted(long ordinal) {
        Questions.checkOrdinal(ordinal);
        return questions.ask(new Request.IsDeleted(ordinal), Reply.Number.class).value() != 0;
    }
}
