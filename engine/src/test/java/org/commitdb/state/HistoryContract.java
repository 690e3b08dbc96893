package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.LongProfile;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// What states must be, whatever store keeps the commits: on random histories every state equals
/// the oracle's. One subclass for each store.
public abstract class HistoryContract {

    private static final RichModel MODEL = new RichModel();

    /// An empty store, new for each call. The contract closes it.
    protected abstract RecordStore newStore(CommitIndexer indexer);

    /// What is tested, with nothing remembered.
    protected History newHistory(RecordStore store) {
        return new History(store, MODEL::definitions);
    }

    /// The registry of the histories.
    static RichModel model() {
        return MODEL;
    }

    @Property(tries = 150)
    void everyStateEqualsTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            History shared = newHistory(store);
            Random random = new Random(seed);
            for (CommitId id : inRandomOrder(made.commits(), random)) {
                History cold = newHistory(store);
                NaiveHistory.State expected = made.oracle().state(id);
                assertStateEquals(expected, shared.state(id), random);
                assertStateEquals(expected, cold.state(id), random);
            }
        }
    }

    @Property(tries = 150)
    void singleDocumentsReadInAnyOrderEqualTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int commits) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            Random random = new Random(seed);
            Map<CommitId, NaiveHistory.State> expected = new HashMap<>();
            History history = newHistory(store);
            List<CommitId> ids = inRandomOrder(made.commits(), random);
            RandomOpcodes keys = new RandomOpcodes(new RandomValues(random, MODEL), MODEL);
            for (int i = 0; i < 400; i++) {
                CommitId id = ids.get(random.nextInt(ids.size()));
                Attachment attachment =
                        MODEL.attachments().get(random.nextInt(MODEL.attachments().size()));
                Key key = keys.key(attachment);
                Optional<Value> wanted =
                        expected.computeIfAbsent(id, made.oracle()::state).get(attachment, key);
                assertEquals(wanted, history.state(id).attachmentGetting().get(attachment, key));
            }
        }
    }

    @Property(tries = 150)
    void everyStateOfTogglesEqualsTheOracle(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int commits,
            @ForAll @IntRange(min = 1, max = 50) int togglesPercent) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made =
                    new RandomHistory(store, MODEL, seed).withToggles(togglesPercent).grow(commits);
            History shared = newHistory(store);
            Random random = new Random(seed);
            for (CommitId id : inRandomOrder(made.commits(), random)) {
                History cold = newHistory(store);
                NaiveHistory.State expected = made.oracle().state(id);
                assertStateEquals(expected, shared.state(id), random);
                assertStateEquals(expected, cold.state(id), random);
            }
        }
    }

    /// 300 commits each: a few histories, and 60 states of each, in every build; 100 histories and
    /// every state in the long profile. `-Dcommitdb.seed` chooses.
    @Example
    void statesOfHistoriesOf300CommitsEqualTheOracle() {
        int histories = LongProfile.pick("commitdb.histories", 3, 100);
        int states = LongProfile.pick("commitdb.states", 60, 300);
        long first = Long.getLong("commitdb.seed", new Random().nextLong());
        long merges = 0;
        long toggles = 0;
        for (long seed = first; seed < first + histories; seed++) {
            System.out.printf("histories: -Dcommitdb.seed=%d%n", seed);
            try (RecordStore store = newStore(new CanonicalIndexer())) {
                Random random = new Random(seed);
                RandomHistory made =
                        new RandomHistory(store, MODEL, seed)
                                .withToggles(random.nextInt(25))
                                .grow(300);
                History history = newHistory(store);
                for (CommitId id : inRandomOrder(made.commits(), random).subList(0, states)) {
                    assertStateEquals(made.oracle().state(id), history.state(id), random);
                }
                merges += count(made, CommitKind.MERGE);
                toggles += count(made, CommitKind.DISABLE) + count(made, CommitKind.ENABLE);
            }
        }
        System.out.printf(
                "histories: %d of 300 commits (%d merges, %d toggles), %d states of each equal the"
                        + " oracle, %s%n",
                histories, merges, toggles, states, getClass().getSimpleName());
    }

    private static long count(RandomHistory made, CommitKind kind) {
        return made.commits().stream().filter(each -> each.header().kind() == kind).count();
    }

    @Property(tries = 100)
    void mergeThatIsNotStoredReadsAsIfItWere(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int commits,
            @ForAll @IntRange(min = 0, max = 20) int togglesPercent) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made =
                    new RandomHistory(store, MODEL, seed).withToggles(togglesPercent).grow(commits);
            History history = newHistory(store);
            Random random = new Random(seed);
            for (int i = 0; i < 20; i++) {
                CommitId ours = made.commits().get(random.nextInt(commits)).header().id();
                CommitId theirs = made.commits().get(random.nextInt(commits)).header().id();
                NaiveHistory.State expected = made.oracle().mergeState(ours, theirs);
                CommitState found = history.mergeState(ours, theirs);
                assertStateEquals(expected, found, random);
                assertStateEquals(made.oracle().state(ours), history.state(ours), random);
                assertEquals(expected.counts(), found.report().counts());
            }
        }
    }

    @Property(tries = 60)
    void reportEqualsTheOracle(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made =
                    new RandomHistory(store, MODEL, seed).withToggles(togglesPercent).grow(commits);
            History history = newHistory(store);
            for (Commit commit : made.commits()) {
                NaiveHistory.State expected = made.oracle().state(commit.header().id());
                ReplayReport report = history.state(commit.header().id()).report();
                assertEquals(expected.counts(), report.counts());
                assertEquals(
                        byDocument(expected.exceptions()),
                        byDocument(report.exceptions()),
                        "exceptions, document by document");
            }
        }
    }

    @Property(tries = 40)
    void linearOrderKeepsItsLaws(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int commits) {
        try (RecordStore store = newStore(new CanonicalIndexer());
                RecordStore otherStore = newStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            Random random = new Random(seed);
            RichModel.putBlobs(otherStore);
            otherStore.append(made.shuffled(random));
            LinearOrders orders = new LinearOrders(store);
            LinearOrders otherOrders = new LinearOrders(otherStore);
            Map<CommitId, CommitHeader> headers = new HashMap<>();
            made.commits().forEach(each -> headers.put(each.header().id(), each.header()));
            for (CommitId id : inRandomOrder(made.commits(), random)) {
                List<CommitId> order = ids(store, orders.of(store.ordinalOf(id)));
                assertEquals(made.oracle().order(id), order);
                assertEquals(order, ids(otherStore, otherOrders.of(otherStore.ordinalOf(id))));
                assertAncestorsFirst(order, headers);
                CommitId parent = headers.get(id).parent();
                List<CommitId> ofParent = ids(store, orders.of(store.ordinalOf(parent)));
                assertEquals(ofParent, order.subList(0, ofParent.size()));
            }
        }
    }

    @Property(tries = 40)
    void arrivalOrderPlaysNoPart(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 60) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent) {
        try (RecordStore store = newStore(new CanonicalIndexer());
                RecordStore otherStore = newStore(new CanonicalIndexer())) {
            RandomHistory made =
                    new RandomHistory(store, MODEL, seed).withToggles(togglesPercent).grow(commits);
            Random random = new Random(seed);
            RichModel.putBlobs(otherStore);
            made.shuffled(random).forEach(commit -> otherStore.append(List.of(commit)));
            History history = newHistory(otherStore);
            for (CommitId id : inRandomOrder(made.commits(), random)) {
                assertEquals(
                        store.timestampMicros(store.ordinalOf(id)),
                        otherStore.timestampMicros(otherStore.ordinalOf(id)));
                assertStateEquals(made.oracle().state(id), history.state(id), random);
            }
        }
    }

    @Property(tries = 60)
    void ancestryEqualsTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            History history = newHistory(store);
            for (Commit descendant : made.commits()) {
                Set<CommitId> below = new HashSet<>(made.oracle().order(descendant.header().id()));
                for (Commit ancestor : made.commits()) {
                    assertEquals(
                            below.contains(ancestor.header().id()),
                            history.isAncestor(ancestor.header().id(), descendant.header().id()));
                }
            }
        }
    }

    @Property(tries = 100)
    void mutableStateReadsItsOwnMutations(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 25) int commits) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            Random random = new Random(seed);
            History history = newHistory(store);
            CommitId base =
                    made.commits().isEmpty()
                            ? CommitId.NONE
                            : made.commits()
                                    .get(random.nextInt(made.commits().size()))
                                    .header()
                                    .id();
            CommitMutableState mutable = new CommitMutableState(history.state(base));
            for (int i = random.nextInt(12); i >= 0; i--) {
                made.record(mutable);
                if (random.nextBoolean()) {
                    NaiveHistory.State expected = made.oracle().state(base);
                    expected.replay(pending(mutable), true);
                    assertReadsEqual(expected, mutable.attachmentGetting(), random);
                }
            }
            NaiveHistory.State expected = made.oracle().state(base);
            expected.replay(pending(mutable), true);
            assertReadsEqual(expected, mutable.attachmentGetting(), random);
            assertStateEquals(made.oracle().state(base), history.state(base), random);
        }
    }

    @Property(tries = 150)
    void diffMakesEveryDocumentIntoEveryOther(@ForAll long seed, @ForAll boolean recursive) {
        try (RecordStore store = newStore(new CanonicalIndexer())) {
            RichModel.putBlobs(store);
            Random random = new Random(seed);
            RandomValues values = new RandomValues(random, MODEL);
            RandomOpcodes keys = new RandomOpcodes(values, MODEL);
            History history = newHistory(store);
            for (Attachment attachment : MODEL.attachments()) {
                CommitMutableState mutable = new CommitMutableState(history.initialState());
                Key key = keys.key(attachment);
                for (int i = 0; i < 6; i++) {
                    Value wanted = values.of(attachment.documentType());
                    mutable.attachmentMutating().diff(attachment, key, wanted, recursive, Set.of());
                    assertEquals(
                            Optional.of(wanted), mutable.attachmentGetting().get(attachment, key));
                }
                NaiveHistory.State replayed = new NaiveHistory(List.of()).state(CommitId.NONE);
                replayed.replay(pending(mutable), true);
                assertReadsEqual(replayed, mutable.attachmentGetting(), random);
            }
        }
    }

    private static Commit pending(CommitMutableState mutable) {
        CommitHeader header =
                new CommitHeader(
                        CommitId.NONE,
                        CommitKind.MUTATIONS,
                        mutable.baseId(),
                        CommitId.NONE,
                        1,
                        "",
                        "");
        return new Commit(header, mutable.program());
    }

    private static void assertStateEquals(
            NaiveHistory.State expected, CommitState state, Random random) {
        assertReadsEqual(expected, state.attachmentGetting(), random);
    }

    private static void assertReadsEqual(
            NaiveHistory.State expected, AttachmentGetting found, Random random) {
        List<Attachment> attachments = new ArrayList<>(MODEL.attachments());
        Collections.shuffle(attachments, random);
        for (Attachment attachment : attachments) {
            Map<Key, Value> wanted = expected.entries(attachment);
            if (random.nextBoolean()) {
                assertKeysAndGet(wanted, attachment, found);
            }
            List<Map.Entry<Key, Value>> entries = found.entries(attachment).toList();
            assertEquals(
                    List.copyOf(wanted.keySet()), entries.stream().map(Map.Entry::getKey).toList());
            assertEquals(
                    List.copyOf(wanted.values()),
                    entries.stream().map(Map.Entry::getValue).toList());
        }
    }

    private static void assertKeysAndGet(
            Map<Key, Value> wanted, Attachment attachment, AttachmentGetting found) {
        assertEquals(List.copyOf(wanted.keySet()), found.keys(attachment).toList());
        wanted.forEach((key, value) -> {
            assertEquals(Optional.of(value), found.get(attachment, key));
            assertTrue(found.has(attachment, key));
        });
    }

    private static void assertAncestorsFirst(
            List<CommitId> order, Map<CommitId, CommitHeader> headers) {
        Set<CommitId> before = new HashSet<>(Set.of(CommitId.NONE));
        for (CommitId id : order) {
            CommitHeader header = headers.get(id);
            assertTrue(before.contains(header.parent()), "the parent comes first");
            assertTrue(
                    header.kind() != CommitKind.MERGE || before.contains(header.target()),
                    "the merge target comes first");
            assertFalse(before.contains(id), "each commit once");
            before.add(id);
        }
    }

    private static List<CommitId> ids(RecordStore store, LinearOrder order) {
        List<CommitId> ids = new ArrayList<>();
        for (long position = 0; position < order.size(); position++) {
            ids.add(store.idOf(order.ordinalAt(position)));
        }
        return ids;
    }

    private static List<CommitId> inRandomOrder(List<Commit> commits, Random random) {
        List<CommitId> ids = new ArrayList<>();
        commits.forEach(commit -> ids.add(commit.header().id()));
        Collections.shuffle(ids, random);
        return ids;
    }

    private record Document(Attachment attachment, UUID instance) {}

    private static Map<Document, List<TracedOpcode>> byDocument(List<TracedOpcode> exceptions) {
        Map<Document, List<TracedOpcode>> result = new HashMap<>();
        for (TracedOpcode entry : exceptions) {
            result.computeIfAbsent(
                            new Document(entry.attachment(), entry.key().instance()),
                            each -> new ArrayList<>())
                    .add(withoutCause(entry));
        }
        return result;
    }

    private static TracedOpcode withoutCause(TracedOpcode entry) {
        return new TracedOpcode(
                entry.commit(),
                entry.attachment(),
                entry.key(),
                entry.index(),
                entry.opcode(),
                entry.outcome(),
                Optional.empty());
    }
}
