package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Commits that a peer sends keep the rules, or are refused before they are stored.
final class CommitRulesTest {

    private static final RichModel MODEL = new RichModel();

    private final RecordStore store = new NaiveRecordStore(new CanonicalIndexer());
    private final CommitRules rules = new CommitRules(store, MODEL::definitions);
    private final Attachment profile = MODEL.definitions().attachment("Rich::Thing.profile");
    private final Key key = Key.create(profile, MODEL.thing);

    private byte[] mutations(CommitId parent, long timestampMicros, String label) {
        Opcode set = new Opcode.DocumentSet(Value.zero(profile.documentType()));
        return CommitCodec.encodeMutations(
                parent,
                timestampMicros,
                "",
                label,
                List.of(new DocumentProgram(profile, key, List.of(set))));
    }

    private static byte[] toggle(CommitId parent, CommitId target, long timestampMicros) {
        return CommitCodec.encodeToggle(
                CommitKind.DISABLE, parent, target, timestampMicros, "", "");
    }

    private CommitId stored(byte[] commit) {
        rules.check(List.of(commit));
        store.append(List.of(commit));
        return CommitCodec.id(commit);
    }

    private void assertRefused(String rule, byte[]... commits) {
        InvalidCommitException refused =
                assertThrows(InvalidCommitException.class, () -> rules.check(List.of(commits)));
        assertEquals(rule, refused.rule());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains(CommitCodec.id(commits[commits.length - 1]).toString()));
    }

    @Property(tries = 60)
    void everyHistoryPassesInAnyBatches(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent) {
        RecordStore made = new NaiveRecordStore(new CanonicalIndexer());
        RandomHistory history =
                new RandomHistory(made, MODEL, seed).withToggles(togglesPercent).grow(commits);
        Random random = new Random(seed);
        List<byte[]> left = history.shuffled(random);
        RecordStore peer = new NaiveRecordStore(new CanonicalIndexer());
        RichModel.putBlobs(peer);
        CommitRules check = new CommitRules(peer, MODEL::definitions);
        while (!left.isEmpty()) {
            List<byte[]> batch = List.copyOf(left.subList(0, 1 + random.nextInt(left.size())));
            check.check(batch);
            peer.append(batch);
            left = left.subList(batch.size(), left.size());
        }
        assertEquals(made.lastOrdinal(), peer.lastOrdinal());
        assertDoesNotThrow(() -> check.check(history.encoded()));
    }

    @Property(tries = 60)
    void mergesAndTogglesAreJudgedAsTheOracleDoes(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int commits) {
        RecordStore made = new NaiveRecordStore(new CanonicalIndexer());
        RandomHistory history = new RandomHistory(made, MODEL, seed).grow(commits);
        Random random = new Random(seed);
        RecordStore peer = new NaiveRecordStore(new CanonicalIndexer());
        RichModel.putBlobs(peer);
        CommitRules check = new CommitRules(peer, MODEL::definitions);
        int stored = random.nextInt(commits);
        peer.append(history.encoded().subList(0, stored));
        for (int i = 0; i < 20; i++) {
            CommitId one = CommitCodec.id(history.encoded().get(random.nextInt(commits)));
            CommitId other = CommitCodec.id(history.encoded().get(random.nextInt(commits)));
            Set<CommitId> below = new HashSet<>(history.oracle().order(one));
            boolean line = below.contains(other) || history.oracle().order(other).contains(one);
            List<byte[]> batch = new ArrayList<>(history.encoded().subList(stored, commits));
            if (!one.equals(other)) {
                batch.add(CommitCodec.encodeMerge(one, other));
                assertEquals(!line, passes(check, batch));
                batch.removeLast();
            }
            long after = made.timestampMicros(made.ordinalOf(one)) + 1;
            batch.add(toggle(one, other, after));
            assertEquals(below.contains(other), passes(check, batch));
        }
    }

    private static boolean passes(CommitRules check, List<byte[]> batch) {
        try {
            check.check(batch);
            return true;
        } catch (InvalidCommitException e) {
            return false;
        }
    }

    @Example
    void unknownParentIsRefused() {
        CommitId unknown = CommitCodec.id(mutations(CommitId.NONE, 1, "unknown"));
        assertRefused(
                "parents and targets are stored before their children",
                mutations(unknown, 2, "child"));
    }

    @Example
    void unknownTargetIsRefused() {
        CommitId root = stored(mutations(CommitId.NONE, 1, "root"));
        CommitId unknown = CommitCodec.id(mutations(CommitId.NONE, 1, "unknown"));
        String rule = "parents and targets are stored before their children";
        assertRefused(rule, toggle(root, unknown, 2));
        assertRefused(rule, CommitCodec.encodeMerge(root, unknown));
        assertRefused(rule, CommitCodec.encodeMerge(unknown, root));
    }

    /// Whether they are stored, or come in the same batch, or some of each.
    @Example
    void onlyWhatIsBelowTheParentIsToggled() {
        byte[] root = mutations(CommitId.NONE, 1, "root");
        CommitId base = CommitCodec.id(root);
        byte[] ours = mutations(base, 2, "ours");
        byte[] theirs = mutations(base, 3, "theirs");
        byte[] more = mutations(CommitCodec.id(ours), 4, "more");
        byte[] merge = CommitCodec.encodeMerge(CommitCodec.id(more), CommitCodec.id(theirs));
        List<byte[]> commits = List.of(root, ours, theirs, more, merge);
        String rule = "a commit is toggled from itself or a descendant";
        for (int stored = 0; stored <= commits.size(); stored++) {
            RecordStore some = new NaiveRecordStore(new CanonicalIndexer());
            some.append(commits.subList(0, stored));
            CommitRules judge = new CommitRules(some, MODEL::definitions);
            for (int tip = 0; tip < commits.size(); tip++) {
                for (int target = 0; target < commits.size(); target++) {
                    boolean below =
                            target == tip || target == 0 || tip == 4 || (tip == 3 && target == 1);
                    List<byte[]> batch = new ArrayList<>(commits.subList(stored, commits.size()));
                    batch.add(
                            toggle(
                                    CommitCodec.id(commits.get(tip)),
                                    CommitCodec.id(commits.get(target)),
                                    100));
                    String what = target + " from " + tip + ", " + stored + " stored";
                    if (below) {
                        assertDoesNotThrow(() -> judge.check(batch), what);
                    } else {
                        InvalidCommitException refused =
                                assertThrows(
                                        InvalidCommitException.class,
                                        () -> judge.check(batch),
                                        what);
                        assertEquals(rule, refused.rule());
                    }
                }
            }
        }
    }

    @Example
    void commitIsNotMergedWithWhatIsBelowIt() {
        byte[] root = mutations(CommitId.NONE, 1, "root");
        byte[] child = mutations(CommitCodec.id(root), 2, "child");
        CommitId base = CommitCodec.id(root);
        CommitId head = CommitCodec.id(child);
        String rule = "a commit is not merged with its ancestor";
        assertRefused(rule, root, child, CommitCodec.encodeMerge(base, head));
        assertRefused(rule, root, child, CommitCodec.encodeMerge(head, base));
        stored(root);
        assertRefused(rule, child, CommitCodec.encodeMerge(base, head));
        assertRefused(rule, child, CommitCodec.encodeMerge(head, base));
    }

    /// There are 2 to the power of 80 ways down such a ladder, and each commit is looked at once.
    @Example
    void crossingMergesAreLookedThroughOnce() {
        byte[] stranger = mutations(CommitId.NONE, 1, "stranger");
        byte[] root = mutations(CommitId.NONE, 1, "root");
        List<byte[]> commits = new ArrayList<>(List.of(stranger, root));
        byte[] left = mutations(CommitCodec.id(root), 2, "left");
        byte[] right = mutations(CommitCodec.id(root), 2, "right");
        commits.addAll(List.of(left, right));
        for (int level = 0; level < 80; level++) {
            byte[] one = CommitCodec.encodeMerge(CommitCodec.id(left), CommitCodec.id(right));
            byte[] other = CommitCodec.encodeMerge(CommitCodec.id(right), CommitCodec.id(left));
            commits.addAll(List.of(one, other));
            left = one;
            right = other;
        }
        byte[] toggle = toggle(CommitCodec.id(left), CommitCodec.id(stranger), 3);
        for (int stored : List.of(0, 60, commits.size())) {
            store.append(commits.subList((int) store.lastOrdinal(), stored));
            List<byte[]> batch = new ArrayList<>(commits.subList(stored, commits.size()));
            batch.add(toggle);
            assertRefused(
                    "a commit is toggled from itself or a descendant",
                    batch.toArray(byte[][]::new));
        }
    }

    @Example
    void childThatIsNotYoungerThanItsParentIsRefused() {
        CommitId root = stored(mutations(CommitId.NONE, 10, "root"));
        String rule = "a commit is younger than its parent";
        assertRefused(rule, mutations(root, 10, "as old"));
        assertRefused(rule, toggle(root, root, 9));
        byte[] child = mutations(root, 11, "child");
        assertRefused(rule, child, mutations(CommitCodec.id(child), 11, "as old in the batch"));
    }

    @Example
    void childOfAMergeIsYoungerThanBothOfItsStreams() {
        CommitId root = stored(mutations(CommitId.NONE, 1, "root"));
        CommitId ours = stored(mutations(root, 2, "ours"));
        CommitId theirs = stored(mutations(root, 50, "theirs"));
        byte[] merge = CommitCodec.encodeMerge(ours, theirs);
        CommitId id = CommitCodec.id(merge);
        assertRefused("a commit is younger than its parent", merge, mutations(id, 50, "child"));
        assertDoesNotThrow(() -> rules.check(List.of(merge, mutations(id, 51, "child"))));
    }

    @Example
    void programThatDoesNotFitTheDefinitionsIsRefused() {
        CommitRules strangers = new CommitRules(store, () -> Definitions.EMPTY);
        InvalidCommitException refused =
                assertThrows(
                        InvalidCommitException.class,
                        () -> strangers.check(List.of(mutations(CommitId.NONE, 1, "root"))));
        assertTrue(refused.rule().contains("definitions"), refused.rule());
    }

    @Example
    void bytesThatAreNoCommitAreRefused() {
        byte[] commit = mutations(CommitId.NONE, 1, "root");
        String rule = "a commit is in its canonical form and fits the definitions";
        assertRefused(rule, Arrays.copyOf(commit, commit.length - 1));
        assertRefused(rule, Arrays.copyOf(commit, commit.length + 1));
        assertRefused(rule, new byte[0]);
    }
}
