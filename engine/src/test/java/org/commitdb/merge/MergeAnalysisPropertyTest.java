package org.commitdb.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.CommitState;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.History;
import org.commitdb.state.NaiveHistory;
import org.commitdb.state.Place;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RandomValues;
import org.commitdb.state.RichModel;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// That an analysis lists just the places where an intent is lost, and that resolutions settle just
/// these, on the merges of random histories.
final class MergeAnalysisPropertyTest {

    private static final RichModel MODEL = new RichModel();

    private record Document(Attachment attachment, UUID instance) {

        static Document of(DocumentKey key) {
            return new Document(key.attachment(), key.key().instance());
        }
    }

    @Property(tries = 250)
    void analysisOfAStoredMergeListsJustTheLostIntents(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 50) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            for (Commit commit : made.commits()) {
                if (commit.header().kind() == CommitKind.MERGE) {
                    check(made, MergeAnalysis.of(history, commit.header().id()));
                }
            }
        }
    }

    @Property(tries = 250)
    void analysisOfAVirtualMergeListsJustTheLostIntents(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 50) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            Random random = new Random(seed);
            for (int i = 0; i < 15; i++) {
                virtual(made, history, random).ifPresent(analysis -> check(made, analysis));
            }
        }
    }

    private static Optional<MergeAnalysis> virtual(
            RandomHistory made, History history, Random random) {
        List<Commit> commits = made.commits();
        CommitId ours = commits.get(random.nextInt(commits.size())).header().id();
        CommitId theirs = commits.get(random.nextInt(commits.size())).header().id();
        return history.isAncestor(ours, theirs) || history.isAncestor(theirs, ours)
                ? Optional.empty()
                : Optional.of(MergeAnalysis.of(history, ours, theirs));
    }

    /// What one document is in the four states.
    private record Four(
            boolean based,
            Optional<Value> base,
            Optional<Value> ours,
            Optional<Value> theirs,
            Optional<Value> merged) {

        Four at(Place place) {
            return new Four(
                    based, place.in(base), place.in(ours), place.in(theirs), place.in(merged));
        }

        boolean isLost() {
            return isLost(base, ours, theirs, merged, based);
        }

        static boolean isLost(
                Object base, Object ours, Object theirs, Object merged, boolean based) {
            if (!based) {
                return !ours.equals(theirs);
            }
            return (!ours.equals(base) && !ours.equals(merged))
                    || (!theirs.equals(base) && !theirs.equals(merged));
        }
    }

    private static void check(RandomHistory made, MergeAnalysis analysis) {
        CommitId ours = analysis.streams().ours();
        CommitId theirs = analysis.streams().theirs();
        Optional<NaiveHistory.State> base = analysis.base().map(made.oracle()::state);
        NaiveHistory.State left = made.oracle().state(ours);
        NaiveHistory.State right = made.oracle().state(theirs);
        NaiveHistory.State merged = made.oracle().mergeState(ours, theirs);
        Map<Document, List<Conflict>> conflicts = new HashMap<>();
        for (Conflict conflict : analysis.conflicts()) {
            assertEquals(analysis.streams(), conflict.streams());
            conflicts
                    .computeIfAbsent(Document.of(conflict.document()), each -> new ArrayList<>())
                    .add(conflict);
        }
        for (Attachment attachment : MODEL.attachments()) {
            Set<Key> keys = new LinkedHashSet<>();
            base.ifPresent(state -> keys.addAll(state.entries(attachment).keySet()));
            keys.addAll(left.entries(attachment).keySet());
            keys.addAll(right.entries(attachment).keySet());
            keys.addAll(merged.entries(attachment).keySet());
            for (Key key : keys) {
                Four four =
                        new Four(
                                base.isPresent(),
                                base.flatMap(state -> state.get(attachment, key)),
                                left.get(attachment, key),
                                right.get(attachment, key),
                                merged.get(attachment, key));
                List<Conflict> found =
                        conflicts.getOrDefault(new Document(attachment, key.instance()), List.of());
                checkDocument(attachment, four, found);
            }
            keys.forEach(key -> conflicts.remove(new Document(attachment, key.instance())));
        }
        assertTrue(conflicts.isEmpty(), "conflicts in documents that do not exist");
    }

    private static void checkDocument(Attachment attachment, Four four, List<Conflict> conflicts) {
        for (Conflict conflict : conflicts) {
            Four here = four.at(conflict.place());
            assertEquals(here.based(), conflict.based());
            assertEquals(here.base(), conflict.base());
            assertEquals(here.ours(), conflict.ours());
            assertEquals(here.theirs(), conflict.theirs());
            assertEquals(here.merged(), conflict.merged());
            assertTrue(here.isLost(), "an intent is lost at " + conflict.place());
            assertAsFineAsCanBe(here, conflict);
            for (Conflict other : conflicts) {
                assertTrue(other == conflict || !other.place().overlaps(conflict.place()));
            }
        }
        for (Place leaf : lostLeaves(four, Path.root(attachment.documentType()))) {
            assertTrue(
                    conflicts.stream().anyMatch(each -> each.place().overlaps(leaf)),
                    () -> "the intent that is lost at " + leaf + " is listed");
        }
        if (!four.based()) {
            assertEquals(!four.ours().equals(four.theirs()), !conflicts.isEmpty());
        }
    }

    private static void assertAsFineAsCanBe(Four here, Conflict conflict) {
        if (conflict.place().element().isPresent()
                || here.ours().isEmpty()
                || here.theirs().isEmpty()
                || here.merged().isEmpty()) {
            return;
        }
        Value ours = here.ours().get();
        boolean whole =
                !(ours instanceof StructureValue
                        || ours instanceof SetValue
                        || ours instanceof MapValue);
        assertTrue(whole, "a container is split: " + conflict.place());
        Path path = conflict.place().path();
        boolean finer = !lostLeaves(local(here), Path.root(ours.type())).isEmpty();
        boolean order = ours instanceof XArrayValue && (!here.based() || isOrderLost(here));
        assertTrue(
                finer || order || !here.based() || isHeldOtherwise(here),
                "something within " + path + " is lost: " + conflict);
    }

    /// Whether somewhere within an optional, `any` or variant holds something in one version and
    /// nothing, or another type, in another: then no finer place is common to them.
    private static boolean isHeldOtherwise(Four here) {
        Path root = Path.root(here.ours().orElseThrow().type());
        Four local = local(here);
        Map<Place, Object> ours = Leaves.of(local.ours(), root);
        Map<Place, Object> theirs = Leaves.of(local.theirs(), root);
        Map<Place, Object> merged = Leaves.of(local.merged(), root);
        Set<Place> held = new HashSet<>(ours.keySet());
        held.addAll(theirs.keySet());
        held.addAll(merged.keySet());
        held.removeIf(place ->
                place.path().isRoot()
                        || !(place.path().steps().getLast() instanceof PathStep.Unwrap));
        return held.stream()
                .anyMatch(place ->
                        !Objects.equals(kind(ours.get(place)), kind(theirs.get(place)))
                                || !Objects.equals(kind(ours.get(place)), kind(merged.get(place))));
    }

    /// The type of what is at a place, null when nothing is.
    private static @Nullable Object kind(@Nullable Object leaf) {
        return leaf instanceof Value value ? value.type() : leaf;
    }

    /// The same for a value that is looked at by itself, with what has another type left out.
    private static Four local(Four here) {
        Value like = here.ours().orElseThrow();
        return new Four(
                here.based(),
                here.base().filter(each -> each.type().equals(like.type())),
                here.ours(),
                here.theirs().filter(each -> each.type().equals(like.type())),
                here.merged().filter(each -> each.type().equals(like.type())));
    }

    private static boolean isOrderLost(Four here) {
        List<UUID> merged = live(here.merged());
        return isOrderLost(live(here.ours()), live(here.base()), merged)
                || isOrderLost(live(here.theirs()), live(here.base()), merged);
    }

    private static boolean isOrderLost(List<UUID> stream, List<UUID> base, List<UUID> merged) {
        List<UUID> wanted = new ArrayList<>(stream);
        wanted.retainAll(merged);
        List<UUID> found = new ArrayList<>(merged);
        found.retainAll(stream);
        List<UUID> before = new ArrayList<>(base);
        before.retainAll(wanted);
        return !wanted.equals(found) && !wanted.equals(before);
    }

    private static List<UUID> live(Optional<Value> value) {
        List<UUID> positions = new ArrayList<>();
        if (value.orElse(null) instanceof XArrayValue xarray) {
            xarray.livePositions().forEach(positions::add);
        }
        return positions;
    }

    private static Set<Place> lostLeaves(Four four, Path root) {
        Map<Place, Object> base = Leaves.of(four.base(), root);
        Map<Place, Object> ours = Leaves.of(four.ours(), root);
        Map<Place, Object> theirs = Leaves.of(four.theirs(), root);
        Map<Place, Object> merged = Leaves.of(four.merged(), root);
        Set<Place> all = new HashSet<>(base.keySet());
        all.addAll(ours.keySet());
        all.addAll(theirs.keySet());
        all.addAll(merged.keySet());
        all.removeIf(place ->
                !Four.isLost(
                        Optional.ofNullable(base.get(place)),
                        Optional.ofNullable(ours.get(place)),
                        Optional.ofNullable(theirs.get(place)),
                        Optional.ofNullable(merged.get(place)),
                        four.based()));
        return all;
    }

    @Property(tries = 250)
    void resolutionsSettleTheirPlacesAndNothingElse(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 40) int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            RandomHistory made = grown(store, seed, commits);
            History history = new History(store, MODEL::definitions);
            Random random = new Random(seed);
            for (int i = 0; i < 10; i++) {
                Optional<MergeAnalysis> analysis = virtual(made, history, random);
                if (analysis.isPresent()) {
                    List<Resolution> chosen = choose(analysis.get(), random);
                    checkResolved(store, history, analysis.get(), chosen);
                }
            }
        }
    }

    private static List<Resolution> choose(MergeAnalysis analysis, Random random) {
        RandomValues values = new RandomValues(random, MODEL);
        List<Resolution> chosen = new ArrayList<>();
        for (Conflict conflict : analysis.conflicts()) {
            boolean vacant = conflict.place().mayBeVacant();
            switch (random.nextInt(7)) {
                case 0 -> {
                    if (vacant || conflict.ours().isPresent()) {
                        chosen.add(Resolution.ours(conflict));
                    }
                }
                case 1 -> {
                    if (vacant || conflict.theirs().isPresent()) {
                        chosen.add(Resolution.theirs(conflict));
                    }
                }
                case 2 -> chosen.add(Resolution.merged(conflict));
                case 3 -> {
                    if (conflict.based() && (vacant || conflict.base().isPresent())) {
                        chosen.add(Resolution.base(conflict));
                    }
                }
                case 4 -> {
                    if (vacant) {
                        chosen.add(Resolution.nothing(conflict));
                    }
                }
                case 5 ->
                        chosen.add(
                                conflict.place()
                                        .element()
                                        .map(each -> Resolution.value(conflict, each))
                                        .orElseGet(() ->
                                                Resolution.value(
                                                        conflict,
                                                        values.of(
                                                                Objects.requireNonNull(
                                                                        conflict.place()
                                                                                .path()
                                                                                .leafType())))));
                default -> {}
            }
        }
        return chosen;
    }

    private static void checkResolved(
            RecordStore store, History history, MergeAnalysis analysis, List<Resolution> chosen) {
        CommitMutableState mutable = analysis.resolve(chosen);
        assertEquals(analysis.mergeId(), mutable.baseId());
        boolean changes =
                chosen.stream().anyMatch(each -> !each.value().equals(each.conflict().merged()));
        assertEquals(changes, !mutable.isEmpty());
        byte[] merge =
                CommitCodec.encodeMerge(analysis.streams().ours(), analysis.streams().theirs());
        store.append(List.of(merge));
        CommitState merged = history.state(analysis.mergeId());
        CommitState resolved = merged;
        if (changes) {
            byte[] child =
                    CommitCodec.encodeMutations(
                            analysis.mergeId(), 1L << 50, "", "", mutable.program());
            store.append(List.of(child));
            resolved = history.state(CommitCodec.id(child));
        }
        Map<Document, List<Resolution>> byDocument = new HashMap<>();
        for (Resolution resolution : chosen) {
            Conflict conflict = resolution.conflict();
            byDocument
                    .computeIfAbsent(Document.of(conflict.document()), each -> new ArrayList<>())
                    .add(resolution);
            assertEquals(
                    resolution.value(), conflict.place().in(read(resolved, conflict.document())));
        }
        List<DocumentKey> touched = merged.diffKeys(resolved).toList();
        for (DocumentKey document : touched) {
            List<Resolution> own = byDocument.getOrDefault(Document.of(document), List.of());
            assertFalse(own.isEmpty(), "only what was resolved changes");
            Path root = Path.root(document.attachment().documentType());
            assertEquals(
                    others(read(merged, document), root, own),
                    others(read(resolved, document), root, own));
        }
    }

    private static Optional<Value> read(CommitState state, DocumentKey document) {
        return state.attachmentGetting().get(document.attachment(), document.key());
    }

    /// What is at the places that no resolution is about.
    private static Map<Place, Object> others(
            Optional<Value> document, Path root, List<Resolution> resolutions) {
        Map<Place, Object> leaves = Leaves.of(document, root);
        leaves.keySet()
                .removeIf(leaf ->
                        resolutions.stream()
                                .map(each -> each.conflict().place())
                                .anyMatch(place ->
                                        place.overlaps(leaf)
                                                && (place.equals(leaf)
                                                        || leaf.path().startsWith(place.path()))));
        return leaves;
    }

    @Test
    void randomMergesHaveConflictsOfEveryKind() {
        int inside = 0;
        int elements = 0;
        int documents = 0;
        int unbased = 0;
        for (long seed = 0; seed < 25; seed++) {
            try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
                RandomHistory made = grown(store, seed, 50);
                History history = new History(store, MODEL::definitions);
                Random random = new Random(seed);
                for (int i = 0; i < 20; i++) {
                    for (Conflict each :
                            virtual(made, history, random)
                                    .map(MergeAnalysis::conflicts)
                                    .orElse(List.of())) {
                        inside += each.place().path().isRoot() ? 0 : 1;
                        elements += each.place().element().isPresent() ? 1 : 0;
                        documents += each.place().isDocument() ? 1 : 0;
                        unbased += each.based() ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(inside > 100, inside + " within documents");
        assertTrue(elements > 20, elements + " elements");
        assertTrue(documents > 100, documents + " whole documents");
        assertTrue(unbased > 100, unbased + " without a single base");
    }

    private static RandomHistory grown(RecordStore store, long seed, int commits) {
        return new RandomHistory(store, MODEL, seed)
                .withToggles((int) Math.floorMod(seed, 20L))
                .grow(commits);
    }
}
