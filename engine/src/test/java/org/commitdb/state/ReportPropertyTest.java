package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// That reports, traces and reasons tell what the oracle finds, on random histories with merges and
/// toggles.
final class ReportPropertyTest {

    private static final RichModel MODEL = new RichModel();

    private static long reports;
    private static long opcodesReported;
    private static long overwritesReported;

    /// One opcode of one commit.
    private record Identity(CommitId commit, Attachment attachment, UUID instance, int index) {

        static Identity of(TracedOpcode opcode) {
            return new Identity(
                    opcode.commit(), opcode.attachment(), opcode.key().instance(), opcode.index());
        }
    }

    @AfterContainer
    static void tellWhatWasReported() {
        System.out.printf(
                "merge reports: %d merges, %d opcodes = applied + ineffective + relocated, %d"
                        + " overwritten pairs that both touched the place%n",
                reports, opcodesReported, overwritesReported);
    }

    @Property(tries = 60)
    void countsAddUpToTheOpcodesBelow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            for (Commit commit : made.commits()) {
                ReplayReport report = history.state(commit.header().id()).report();
                long opcodes = 0;
                for (CommitId each : made.oracle().order(commit.header().id())) {
                    opcodes += opcodes(made, each);
                }
                assertEquals(opcodes, report.total());
                assertEquals(
                        opcodes,
                        report.count(Outcome.APPLIED)
                                + report.count(Outcome.RELOCATED)
                                + report.ineffective());
            }
        }
    }

    @Property(tries = 80)
    void overwritesNameConcurrentCommitsThatTouchedThePlace(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            CommitId tip = made.commits().getLast().header().id();
            List<CommitId> order = made.oracle().order(tip);
            for (Overwrite overwrite : history.state(tip).report().overwrites()) {
                assertSound(overwrite, order);
                CommitId lost = overwrite.lost().commit();
                CommitId won = overwrite.won().commit();
                assertFalse(made.oracle().order(won).contains(lost));
                assertFalse(made.oracle().order(lost).contains(won));
            }
        }
    }

    private static void assertSound(Overwrite overwrite, List<CommitId> order) {
        TracedOpcode lost = overwrite.lost();
        TracedOpcode won = overwrite.won();
        assertEquals(lost.attachment(), won.attachment());
        assertEquals(lost.key().instance(), won.key().instance());
        assertTrue(order.indexOf(lost.commit()) < order.indexOf(won.commit()));
        assertTrue(lost.outcome().isEffective() && won.outcome().isEffective());
        assertTrue(NaivePlaces.touch(lost.opcode(), overwrite.place()), "lost was there");
        assertTrue(NaivePlaces.touch(won.opcode(), overwrite.place()), "won was there");
    }

    @Property(tries = 80)
    void mergeReportsAddUpAndTellWhatFaredOtherwise(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 50) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            Random random = new Random(seed);
            for (Commit commit : made.commits()) {
                if (commit.header().kind() == CommitKind.MERGE) {
                    assertMergeReport(made, history.state(commit.header().id()));
                }
            }
            for (int i = 0; i < 5; i++) {
                CommitId ours = made.commits().get(random.nextInt(commits)).header().id();
                CommitId theirs = made.commits().get(random.nextInt(commits)).header().id();
                CommitState state = history.mergeState(ours, theirs);
                if (state.isVirtual()) {
                    assertMergeReport(made, state);
                }
            }
        }
    }

    private static void assertMergeReport(RandomHistory made, CommitState state) {
        Streams streams = state.streams().orElseThrow();
        MergeReport report = state.mergeReport();
        assertEquals(streams, report.streams());
        Set<CommitId> ours = new HashSet<>(made.oracle().order(streams.ours()));
        Set<CommitId> theirs = new HashSet<>(made.oracle().order(streams.theirs()));
        List<CommitId> order = new ArrayList<>(made.oracle().order(streams.ours()));
        made.oracle().order(streams.theirs()).stream()
                .filter(each -> !ours.contains(each))
                .forEach(order::add);
        long opcodes = 0;
        for (CommitId each : order) {
            opcodes += ours.contains(each) != theirs.contains(each) ? opcodes(made, each) : 0;
        }
        assertEquals(opcodes, report.replay().total());
        assertEquals(
                opcodes,
                report.replay().count(Outcome.APPLIED)
                        + report.replay().ineffective()
                        + report.replay().count(Outcome.RELOCATED));
        reports++;
        opcodesReported += opcodes;
        overwritesReported += report.overwritten().size();
        for (Overwrite overwrite : report.overwritten()) {
            assertSound(overwrite, order);
            assertTrue(ours.contains(overwrite.lost().commit()));
            assertFalse(theirs.contains(overwrite.lost().commit()));
            assertTrue(theirs.contains(overwrite.won().commit()));
            assertFalse(ours.contains(overwrite.won().commit()));
        }
        assertChanges(made, report, ours, theirs);
    }

    private static void assertChanges(
            RandomHistory made, MergeReport report, Set<CommitId> ours, Set<CommitId> theirs) {
        Streams streams = report.streams();
        Map<Identity, Outcome> merged =
                outcomes(made.oracle().mergeState(streams.ours(), streams.theirs()));
        Map<Side, Map<Identity, Outcome>> alone = new HashMap<>();
        alone.put(Side.OURS, outcomes(made.oracle().state(streams.ours())));
        alone.put(Side.THEIRS, outcomes(made.oracle().state(streams.theirs())));
        Set<List<Object>> expected = new HashSet<>();
        for (Side side : Side.values()) {
            for (Identity each : identities(made, side == Side.OURS ? ours : theirs)) {
                Outcome before = alone.get(side).getOrDefault(each, Outcome.APPLIED);
                Outcome after = merged.getOrDefault(each, Outcome.APPLIED);
                boolean parted = ours.contains(each.commit()) != theirs.contains(each.commit());
                if (parted && before != after) {
                    expected.add(List.of(side, each, before, after));
                }
            }
        }
        Set<List<Object>> found = new HashSet<>();
        for (MergeReport.Change change : report.changes()) {
            assertTrue(
                    found.add(
                            List.of(
                                    change.side(),
                                    Identity.of(change.merged()),
                                    change.alone(),
                                    change.merged().outcome())));
        }
        assertEquals(expected, found);
        assertTrue(report.changes().containsAll(report.dropped()));
        assertTrue(report.changes().containsAll(report.relocated()));
    }

    @Property(tries = 60)
    void tracesTellEveryOpcodeInOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            CommitId tip = made.commits().getLast().header().id();
            CommitState state = history.state(tip);
            Map<Identity, Outcome> outcomes = outcomes(made.oracle().state(tip));
            List<Identity> all = identities(made, made.oracle().order(tip));
            Random random = new Random(seed);
            RandomOpcodes keys = new RandomOpcodes(new RandomValues(random, MODEL), MODEL);
            for (Attachment attachment : MODEL.attachments()) {
                Key key = keys.key(attachment);
                List<TracedOpcode> trace = state.trace(attachment, key);
                assertEquals(
                        all.stream()
                                .filter(each ->
                                        each.attachment().equals(attachment)
                                                && each.instance().equals(key.instance()))
                                .toList(),
                        trace.stream().map(Identity::of).toList());
                for (TracedOpcode opcode : trace) {
                    assertEquals(
                            outcomes.getOrDefault(Identity.of(opcode), Outcome.APPLIED),
                            opcode.outcome());
                    assertTrue(
                            opcode.outcome() != Outcome.APPLIED || opcode.cause().isEmpty(),
                            "what was applied needs no cause");
                    assertTrue(
                            opcode.outcome() != Outcome.DISABLED || opcode.cause().isPresent(),
                            "a toggle disables");
                }
            }
        }
    }

    @Test
    void randomMergesOverwriteAndDrop() {
        long overwritten = 0;
        long dropped = 0;
        for (long seed = 0; seed < 20; seed++) {
            try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
                RandomHistory made = grown(store, seed, 50);
                History history = new History(store, MODEL::definitions);
                for (Commit commit : made.commits()) {
                    if (commit.header().kind() == CommitKind.MERGE) {
                        MergeReport report = history.state(commit.header().id()).mergeReport();
                        overwritten += report.overwritten().size();
                        dropped += report.dropped().size();
                    }
                }
            }
        }
        assertTrue(overwritten > 20, overwritten + " overwritten");
        assertTrue(dropped > 5, dropped + " dropped");
    }

    /// An opcode has the last word at a place when none after it that has an effect is about all of
    /// what the two have in common.
    @Property(tries = 60)
    void reasonsAreThoseWhoHaveTheLastWord(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            CommitState state =
                    new History(store, MODEL::definitions)
                            .state(made.commits().getLast().header().id());
            Random random = new Random(seed);
            RandomOpcodes opcodes = new RandomOpcodes(new RandomValues(random, MODEL), MODEL);
            for (int i = 0; i < 20; i++) {
                Attachment attachment =
                        MODEL.attachments().get(random.nextInt(MODEL.attachments().size()));
                Key key = opcodes.key(attachment);
                List<Written> written = written(state.trace(attachment, key), attachment);
                Place place =
                        written.isEmpty() || random.nextInt(4) == 0
                                ? Place.of(Path.root(attachment.documentType()))
                                : written.get(random.nextInt(written.size())).place();
                Explanation why = state.why(attachment, key, place);
                assertEquals(place.in(state.attachmentGetting().get(attachment, key)), why.value());
                Set<LastWord> found = new HashSet<>();
                why.made().forEach(each -> found.add(new LastWord(each.place(), each.opcode())));
                assertEquals(lastWord(written, place), found);
                why.overwrites().forEach(each -> assertTrue(each.place().overlaps(place)));
            }
        }
    }

    @Property(tries = 80)
    void mergeReportsNameEveryOverwriteAcrossTheStreams(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 50) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            for (Commit commit : made.commits()) {
                if (commit.header().kind() == CommitKind.MERGE) {
                    CommitState state = history.state(commit.header().id());
                    Set<CommitId> ours =
                            new HashSet<>(made.oracle().order(commit.header().parent()));
                    Set<CommitId> theirs =
                            new HashSet<>(made.oracle().order(commit.header().target()));
                    Set<Overwrite> expected = new HashSet<>();
                    for (Attachment attachment : MODEL.attachments()) {
                        for (Key key : keysOf(made, state.id(), attachment)) {
                            addOverwrites(
                                    written(state.trace(attachment, key), attachment),
                                    ours,
                                    theirs,
                                    expected);
                        }
                    }
                    assertEquals(expected, new HashSet<>(state.mergeReport().overwritten()));
                }
            }
        }
    }

    /// The keys that name documents which any commit of a state touched, one for each document.
    private static Iterable<Key> keysOf(RandomHistory made, CommitId tip, Attachment attachment) {
        Map<UUID, Key> keys = new HashMap<>();
        for (CommitId id : made.oracle().order(tip)) {
            for (DocumentProgram document : made.oracle().commit(id).program()) {
                if (document.attachment().equals(attachment)) {
                    keys.put(document.key().instance(), document.key());
                }
            }
        }
        return keys.values();
    }

    private static void addOverwrites(
            List<Written> written,
            Set<CommitId> ours,
            Set<CommitId> theirs,
            Set<Overwrite> overwrites) {
        for (int later = 0; later < written.size(); later++) {
            Written won = written.get(later);
            for (int earlier = 0; earlier < later; earlier++) {
                Written lost = written.get(earlier);
                Place place =
                        NaivePlaces.covers(lost.place(), won.place()) ? won.place() : lost.place();
                boolean across =
                        !theirs.contains(lost.opcode().commit())
                                && !ours.contains(won.opcode().commit());
                boolean hidden =
                        written.subList(earlier + 1, later).stream()
                                .anyMatch(between -> NaivePlaces.covers(between.place(), place));
                if (across
                        && !hidden
                        && lost.place().overlaps(won.place())
                        && !place.in(won.before()).equals(place.in(won.after()))) {
                    overwrites.add(new Overwrite(place, lost.opcode(), won.opcode()));
                }
            }
        }
    }

    /// A place that an opcode wrote, and the document before and after.
    private record Written(
            Place place, TracedOpcode opcode, Optional<Value> before, Optional<Value> after) {}

    private record LastWord(Place place, TracedOpcode opcode) {}

    private static List<Written> written(List<TracedOpcode> trace, Attachment attachment) {
        Path root = Path.root(attachment.documentType());
        DocumentEvaluator evaluator = new DocumentEvaluator(null);
        List<Written> written = new ArrayList<>();
        for (TracedOpcode opcode : trace) {
            if (opcode.outcome() == Outcome.DISABLED) {
                evaluator.applyMasked(List.of(opcode.opcode()));
            } else if (opcode.outcome() != Outcome.UNREACHED) {
                Optional<Value> before = Optional.ofNullable(evaluator.document());
                assertEquals(opcode.outcome(), evaluator.apply(opcode.opcode()));
                for (Place place : NaivePlaces.of(opcode.opcode(), root)) {
                    boolean passedOver =
                            opcode.opcode() instanceof Opcode.UpdateInMap
                                    && place.in(before).isEmpty();
                    if (opcode.outcome().isEffective() && !passedOver) {
                        Optional<Value> after = Optional.ofNullable(evaluator.document());
                        written.add(new Written(place, opcode, before, after));
                    }
                }
            }
        }
        return written;
    }

    private static Set<LastWord> lastWord(List<Written> written, Place place) {
        Set<LastWord> found = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            Place where = written.get(i).place();
            Place common = NaivePlaces.covers(where, place) ? place : where;
            boolean hidden =
                    written.subList(i + 1, written.size()).stream()
                            .anyMatch(later -> NaivePlaces.covers(later.place(), common));
            if (!hidden && where.overlaps(place)) {
                found.add(new LastWord(where, written.get(i).opcode()));
            }
        }
        return found;
    }

    private static Map<Identity, Outcome> outcomes(NaiveHistory.State state) {
        Map<Identity, Outcome> outcomes = new HashMap<>();
        state.exceptions().forEach(each -> outcomes.put(Identity.of(each), each.outcome()));
        return outcomes;
    }

    private static List<Identity> identities(RandomHistory made, Iterable<CommitId> commits) {
        List<Identity> identities = new ArrayList<>();
        for (CommitId id : commits) {
            for (DocumentProgram document : made.oracle().commit(id).program()) {
                for (int index = 0; index < document.opcodes().size(); index++) {
                    identities.add(
                            new Identity(
                                    id, document.attachment(), document.key().instance(), index));
                }
            }
        }
        return identities;
    }

    private static long opcodes(RandomHistory made, CommitId id) {
        return made.oracle().commit(id).program().stream()
                .mapToLong(document -> document.opcodes().size())
                .sum();
    }

    private static RandomHistory grown(RecordStore store, long seed, int commits) {
        return new RandomHistory(store, MODEL, seed)
                .withToggles((int) Math.floorMod(seed, 25L))
                .grow(commits);
    }
}
