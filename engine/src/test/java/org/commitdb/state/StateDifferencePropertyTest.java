package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.UuidValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

/// That comparing two states, or finding where two commits part, equals comparing everything.
final class StateDifferencePropertyTest {

    private static final RichModel MODEL = new RichModel();

    private record Document(Attachment attachment, UuidValue instance) {

        static Document of(Attachment attachment, Key key) {
            return new Document(attachment, UuidValue.of(key.instance()));
        }
    }

    @Property(tries = 100)
    void differingKeysAreThoseOfUnequalDocuments(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int commits,
            @ForAll @IntRange(min = 0, max = 40) int togglesPercent) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made =
                    new RandomHistory(store, MODEL, seed).withToggles(togglesPercent).grow(commits);
            History history = new History(store, MODEL::definitions);
            Random random = new Random(seed);
            for (int i = 0; i < 20; i++) {
                CommitId left = any(made, random);
                CommitId right = any(made, random);
                assertDifference(
                        made.oracle().state(left),
                        made.oracle().state(right),
                        history.state(left).diffKeys(history.state(right)).toList());
                assertDifference(
                        made.oracle().mergeState(left, right),
                        made.oracle().mergeState(right, left),
                        history.mergeState(left, right)
                                .diffKeys(history.mergeState(right, left))
                                .toList());
            }
        }
    }

    private static void assertDifference(
            NaiveHistory.State left, NaiveHistory.State right, List<DocumentKey> found) {
        List<Document> expected = new ArrayList<>();
        for (Attachment attachment : MODEL.attachments()) {
            Map<Key, Value> before = left.entries(attachment);
            Map<Key, Value> after = right.entries(attachment);
            Set<UuidValue> instances = new TreeSet<>();
            before.keySet().forEach(key -> instances.add(UuidValue.of(key.instance())));
            after.keySet().forEach(key -> instances.add(UuidValue.of(key.instance())));
            for (UuidValue instance : instances) {
                Document document = new Document(attachment, instance);
                if (!find(before, instance).equals(find(after, instance))) {
                    expected.add(document);
                }
            }
        }
        assertEquals(
                expected,
                found.stream().map(each -> Document.of(each.attachment(), each.key())).toList());
        for (DocumentKey key : found) {
            Map<Key, Value> named =
                    right.get(key.attachment(), key.key()).isPresent()
                            ? right.entries(key.attachment())
                            : left.entries(key.attachment());
            assertTrue(named.containsKey(key.key()), "named as the states name it");
        }
    }

    private static Optional<Value> find(Map<Key, Value> entries, UuidValue instance) {
        return entries.entrySet().stream()
                .filter(entry -> UuidValue.of(entry.getKey().instance()).equals(instance))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Property(tries = 100)
    void mergeBaseIsTheOnlyGreatestCommonAncestor(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = new RandomHistory(store, MODEL, seed).grow(commits);
            History history = new History(store, MODEL::definitions);
            Random random = new Random(seed);
            for (int i = 0; i < 50; i++) {
                CommitId ours = any(made, random);
                CommitId theirs = any(made, random);
                assertEquals(greatest(made, ours, theirs), history.mergeBase(ours, theirs));
            }
        }
    }

    private static Optional<CommitId> greatest(RandomHistory made, CommitId ours, CommitId theirs) {
        Set<CommitId> common = new HashSet<>(made.oracle().order(ours));
        common.retainAll(made.oracle().order(theirs));
        return common.stream()
                .filter(each -> made.oracle().order(each).containsAll(common))
                .findFirst();
    }

    private static CommitId any(RandomHistory made, Random random) {
        return made.commits().get(random.nextInt(made.commits().size())).header().id();
    }

    @Test
    void costFollowsTheDifferenceAndNotTheHistory() {
        AtomicLong read = new AtomicLong();
        NaiveRecordStore store = new NaiveRecordStore(new CanonicalIndexer());
        Attachment name = MODEL.definitions().attachment("Rich::Thing.name");
        List<CommitId> line = new ArrayList<>();
        CommitId parent = CommitId.NONE;
        for (int i = 0; i < 400; i++) {
            parent = append(store, parent, name, Key.create(name), i);
            line.add(parent);
        }
        RecordStore counting = CountingStore.of(store, "commit", read);
        History history = new History(counting, MODEL::definitions);
        CommitState before = history.state(line.get(395));
        CommitState after = history.state(line.get(399));
        assertEquals(4, before.diffKeys(after).count());
        assertTrue(read.get() <= 8, read + " commits were read");
    }

    private static CommitId append(
            RecordStore store, CommitId parent, Attachment name, Key key, int number) {
        CommitMutableState mutable =
                new CommitMutableState(new History(store, MODEL::definitions).state(parent));
        mutable.attachmentMutating().set(name, key, StringValue.of("name " + number));
        byte[] bytes =
                CommitCodec.encodeMutations(parent, 10L * number + 10, "", "", mutable.program());
        store.append(List.of(bytes));
        return CommitCodec.id(bytes);
    }

    @Test
    void statesOfTwoDatabasesAreNotCompared() {
        CommitState one =
                new History(new NaiveRecordStore(new CanonicalIndexer()), MODEL::definitions)
                        .initialState();
        CommitState other =
                new History(new NaiveRecordStore(new CanonicalIndexer()), MODEL::definitions)
                        .initialState();
        assertThrows(IllegalArgumentException.class, () -> one.diffKeys(other));
    }
}
