package org.commitdb.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commitdb.blob.BlobId;
import org.commitdb.commit.CommitId;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// What users asked a database to keep, what they were told, and so what it has to hold: the oracle
/// of the simulation.
///
/// Time is counted in events: of two attempts, one came before the other when it was answered
/// before the other began.
final class Promises {

    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<CommitId, Attempt> byCommit = new HashMap<>();
    private int now;

    /// What the user was told.
    enum Answer {
        NONE,
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    /// Something that was to be stored, all of it or nothing.
    static final class Attempt {

        private final List<TestCommit> commits;
        private final List<CommitId> ids;
        private final BlobId blob;
        private final byte[] bytes;
        private final int begun;
        private int answered = NEVER;
        private Answer answer = Answer.NONE;
        private boolean promised;
        private boolean gone;

        private Attempt(List<TestCommit> commits, BlobId blob, byte[] bytes, int begun) {
            this.commits = commits;
            this.ids = commits.stream().map(TestCommit::id).toList();
            this.blob = blob;
            this.bytes = bytes;
            this.begun = begun;
        }

        boolean isAcknowledged() {
            return answer == Answer.ACKNOWLEDGED;
        }

        @Override
        public String toString() {
            String what =
                    !commits.isEmpty()
                            ? commits.size() + " commits from " + ids.getFirst()
                            : blob != null ? "blob " + blob : "definitions";
            return what
                    + ", begun "
                    + begun
                    + ", "
                    + answer
                    + (answered == NEVER ? "" : " " + answered)
                    + (promised ? ", promised" : "")
                    + (gone ? ", gone" : "");
        }
    }

    Attempt commits(List<TestCommit> commits) {
        Attempt attempt = add(new Attempt(commits, null, new byte[0], now++));
        attempt.ids.forEach(id -> byCommit.put(id, attempt));
        return attempt;
    }

    /// Whether somebody has tried to store one of these commits before, or one is there twice; to
    /// store such a one again does nothing.
    boolean knowsAny(List<TestCommit> commits) {
        Set<CommitId> ids = new HashSet<>();
        return commits.stream()
                .map(TestCommit::id)
                .anyMatch(id -> byCommit.containsKey(id) || !ids.add(id));
    }

    Attempt blob(BlobId id, byte[] bytes) {
        return add(new Attempt(List.of(), id, bytes, now++));
    }

    Attempt definitions(byte[] record) {
        return add(new Attempt(List.of(), null, record, now++));
    }

    private Attempt add(Attempt attempt) {
        attempts.add(attempt);
        return attempt;
    }

    /// Notes what the user was told; with `durable` it has to survive everything from now on.
    void answer(Attempt attempt, Answer answer, boolean durable) {
        attempt.answer = answer;
        attempt.answered = now++;
        attempt.promised |= durable && answer == Answer.ACKNOWLEDGED;
    }

    /// A process died: what it was refused may have been written nevertheless.
    void doubtRefusals() {
        for (Attempt attempt : attempts) {
            if (attempt.answer == Answer.REFUSED && !attempt.gone) {
                attempt.answer = Answer.UNKNOWN;
            }
        }
    }

    /// A moment, to be given to [#promiseBefore].
    int moment() {
        return now++;
    }

    /// Everything that was acknowledged before `moment` is durable.
    void promiseBefore(int moment) {
        for (Attempt attempt : attempts) {
            attempt.promised |=
                    attempt.isAcknowledged() && !attempt.gone && attempt.answered < moment;
        }
    }

    /// How many attempts there were.
    int size() {
        return attempts.size();
    }

    /// What a database holds, as a model, and which attempts are in it.
    record Found(ModelStore model, Set<Attempt> present) {}

    /// Checks that the database, which is in use since it was opened, shows what was acknowledged
    /// and not what was refused.
    void checkInUse(CommitFile file) {
        Found found = find(file);
        for (Attempt attempt : attempts) {
            boolean there = found.present.contains(attempt);
            if (attempt.isAcknowledged() && !attempt.gone && !there) {
                throw violation("acknowledged and not visible", attempt);
            }
            if (there && attempt.gone) {
                throw violation("came back", attempt);
            }
            if (there && attempt.answer == Answer.REFUSED && !attempt.promised) {
                throw violation("refused and visible", attempt);
            }
        }
        StoreChecks.assertSame(found.model, file);
    }

    /// Checks that a database that was opened after a crash holds what it has to, and nothing that
    /// it must not; from now on it has to hold just that. Returns it as a model.
    ModelStore checkReopened(CommitFile file) {
        Found found = find(file);
        for (Attempt attempt : attempts) {
            boolean there = found.present.contains(attempt);
            if (!there && attempt.promised) {
                throw violation("promised and lost", attempt);
            }
            if (there && attempt.gone) {
                throw violation("came back", attempt);
            }
            if (there && attempt.answer == Answer.REFUSED && !attempt.promised) {
                checkNothingFollowed(attempt);
            }
            if (!there && attempt.isAcknowledged() && !attempt.gone) {
                checkNothingLater(attempt, found.present);
            }
        }
        StoreChecks.assertSame(found.model, file);
        for (Attempt attempt : attempts) {
            attempt.promised = found.present.contains(attempt);
            attempt.gone = !attempt.promised;
        }
        return found.model;
    }

    /// What was refused is overwritten by what is stored next.
    private void checkNothingFollowed(Attempt refused) {
        for (Attempt other : attempts) {
            if (other.isAcknowledged() && other.begun > refused.answered && !other.gone) {
                throw violation("refused, and there although " + other + " followed", refused);
            }
        }
    }

    /// What is lost is the end of the history.
    private void checkNothingLater(Attempt lost, Set<Attempt> present) {
        for (Attempt other : present) {
            if (other.begun > lost.answered) {
                throw violation("lost, and there is the later " + other, lost);
            }
        }
    }

    /// Reads what a database holds and checks that it is made of whole attempts, in an order in
    /// which they can have happened.
    Found find(CommitFile file) {
        ModelStore model = new ModelStore();
        Set<Attempt> present = new HashSet<>();
        List<Attempt> order = new ArrayList<>();
        long last = file.lastOrdinal();
        for (long ordinal = 1; ordinal <= last; ) {
            CommitId id = file.idOf(ordinal);
            Attempt attempt = byCommit.get(id);
            if (attempt == null) {
                throw new AssertionError("nobody stored the commit " + id + " at " + ordinal);
            }
            if (!present.add(attempt)) {
                throw violation("in two pieces", attempt);
            }
            for (int i = 0; i < attempt.ids.size(); i++) {
                if (ordinal > last) {
                    throw violation("there only in part, up to " + last, attempt);
                }
                // An id is the hash of the bytes, which are compared below.
                if (!attempt.ids.get(i).equals(file.idOf(ordinal))) {
                    throw violation("not whole at " + ordinal, attempt);
                }
                model.add(attempt.commits.get(i), attempt.ids.get(i));
                ordinal++;
            }
            order.add(attempt);
        }
        for (byte[] record : file.definitions()) {
            model.addDefinitions(record);
            Attempt attempt =
                    attempts.stream()
                            .filter(each -> each.commits.isEmpty() && each.blob == null)
                            .filter(each -> Arrays.equals(each.bytes, record))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("definitions of nobody"));
            present.add(attempt);
        }
        for (Attempt attempt : attempts) {
            if (attempt.blob != null && file.hasBlob(attempt.blob)) {
                present.add(attempt);
                model.addBlob(attempt.blob, "uchar-1", attempt.bytes);
            }
        }
        int newest = -1;
        for (Attempt attempt : order) {
            if (attempt.answered < newest) {
                throw violation("behind one that began at " + newest, attempt);
            }
            newest = Math.max(newest, attempt.begun);
        }
        return new Found(model, present);
    }

    private AssertionError violation(String what, Attempt attempt) {
        StringBuilder text = new StringBuilder(what + ": " + attempt);
        attempts.forEach(each -> text.append("\n    ").append(each));
        return new AssertionError(text);
    }
}
