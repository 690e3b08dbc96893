package org.commitdb.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.commit.CommitId;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.path.Path;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.HandMadeHistory;
import org.commitdb.type.AnyType;
import org.commitdb.type.Attachment;
import org.commitdb.type.MapType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// What is a conflict and what is not, by example, and where resolutions put what they choose.
final class MergeAnalysisTest {

    private final HandMadeHistory made = new HandMadeHistory();
    private final Attachment profile = attachment("Rich::Thing.profile");
    private final Attachment notes = attachment("Rich::Crew.notes");
    private final Attachment queue = attachment("Rich::Thing.queue");
    private final Attachment nested = attachment("Rich::Gadget.nested");
    private final Structure document = (Structure) profile.documentType();
    private final Structure point =
            (Structure) Objects.requireNonNull(Path.parse(document, ".point").leafType());
    private final Key thing = key(profile, "Rich::Thing");
    private final Key note = key(notes, "Rich::Gadget");
    private final Key queued = key(queue, "Rich::Thing");
    private final Key gadget = key(nested, "Rich::Gadget");

    private Attachment attachment(String identifier) {
        return made.model().definitions().attachment(identifier);
    }

    private Key key(Attachment attachment, String concept) {
        return Key.create(attachment, made.model().definitions().concept(concept));
    }

    private CommitId commit(CommitId parent, Consumer<AttachmentMutating> change) {
        return made.commit(parent, change);
    }

    private CommitId root(StructureValue profiled) {
        return commit(CommitId.NONE, target -> target.set(profile, thing, profiled));
    }

    private CommitId update(CommitId parent, String path, Object value) {
        Path place = Path.parse(document, path);
        Type type = place.leafType();
        Value wanted = value instanceof Value given ? given : Value.from(type, value);
        return commit(parent, target -> target.update(profile, thing, place, wanted));
    }

    private MergeAnalysis analysis(CommitId ours, CommitId theirs) {
        return MergeAnalysis.of(made.history(), ours, theirs);
    }

    /// The places of the conflicts.
    private List<String> conflicts(CommitId ours, CommitId theirs) {
        return places(analysis(ours, theirs));
    }

    private static List<String> places(MergeAnalysis analysis) {
        return analysis.conflicts().stream().map(each -> each.place().toString()).toList();
    }

    private StructureValue zero() {
        return StructureValue.create(document);
    }

    private StructureValue pointAt(int x) {
        return StructureValue.create(point).with("x", IntegerValue.of(PrimitiveType.INT32, x));
    }

    private static SetValue texts(String... texts) {
        SetValue.Builder builder = SetValue.empty(new SetType(PrimitiveType.STRING)).toBuilder();
        for (String each : texts) {
            builder.add(StringValue.of(each));
        }
        return builder.build();
    }

    private static UUID slot(int number) {
        return new UUID(7, number);
    }

    /// An xarray with the slots of these numbers, each holding its number as a text.
    private static XArrayValue slots(int... numbers) {
        XArrayValue xarray = XArrayValue.empty(new XArrayType(PrimitiveType.STRING));
        for (int each : numbers) {
            xarray = xarray.insert(XArrayValue.END, slot(each), StringValue.of("" + each));
        }
        return xarray;
    }

    private CommitId noted(CommitId parent, XArrayValue xarray) {
        return commit(parent, target -> target.set(notes, note, xarray));
    }

    /// Two commits with these notes that have no single base: each other's merges, crosswise.
    private MergeAnalysis withoutBase(XArrayValue one, XArrayValue other) {
        CommitId start = noted(CommitId.NONE, slots());
        CommitId left = noted(start, one);
        CommitId right = noted(start, other);
        MergeAnalysis analysis = analysis(made.merge(right, left), made.merge(left, right));
        assertEquals(Optional.empty(), analysis.base());
        return analysis;
    }

    @Test
    void editsOfDifferentPlacesWithinOneValueAreNoConflict() {
        CommitId start =
                root(
                        zero().with("maybe", OptionalValue.of(new OptionalType(point), pointAt(0)))
                                .with("free", AnyValue.of(pointAt(0)))
                                .with("choice", choice(pointAt(0)))
                                .with(
                                        "points",
                                        VectorValue.of(
                                                new VectorType(point), pointAt(0), pointAt(0))));
        for (String value : List.of("maybe", "free", "choice")) {
            CommitId x = update(start, "." + value + "?.x", number(1));
            CommitId labels = update(start, "." + value + "?.labels", texts("a"));
            assertEquals(List.of(), conflicts(x, labels));
            assertEquals(
                    List.of("." + value),
                    conflicts(x, update(start, "." + value + "?.x", number(2))));
        }
        CommitId first = update(start, ".points[0].x", 1);
        assertEquals(List.of(), conflicts(first, update(start, ".points[1].x", 1)));
        assertEquals(List.of(".points"), conflicts(first, update(start, ".points[0].x", 2)));
        CommitId second = update(start, ".pair[1]", AnyValue.of(number(1)));
        assertEquals(List.of(), conflicts(second, update(start, ".pair[0]", "a")));
        assertEquals(
                List.of(".pair"),
                conflicts(second, update(start, ".pair[1]", AnyValue.of(number(2)))));
        CommitId third = update(start, ".place[2]", 3f);
        assertEquals(List.of(), conflicts(third, update(start, ".place[0]", 1f)));
        assertEquals(List.of(".place"), conflicts(third, update(start, ".place[2]", 1f)));
    }

    private static Value number(int number) {
        return IntegerValue.of(PrimitiveType.INT32, number);
    }

    private VariantValue choice(Value content) {
        VariantType type =
                (VariantType)
                        document.fields().stream()
                                .filter(field -> field.name().equals("choice"))
                                .findFirst()
                                .orElseThrow()
                                .type();
        return VariantValue.of(type, content);
    }

    @Test
    void contentThatTheOtherReplacedOrTookAwayIsAConflict() {
        OptionalType maybe = new OptionalType(point);
        CommitId start =
                root(
                        zero().with("maybe", OptionalValue.of(maybe, pointAt(0)))
                                .with("free", AnyValue.of(pointAt(0))));
        CommitId emptied = update(start, ".maybe", OptionalValue.nil(maybe));
        assertEquals(List.of(".maybe"), conflicts(emptied, update(start, ".maybe?.x", 1)));
        CommitId text = update(start, ".free", AnyValue.of(StringValue.of("a")));
        assertEquals(List.of(".free"), conflicts(text, update(start, ".free?.x", number(1))));
        assertEquals(List.of(".free"), conflicts(update(start, ".free?.x", number(1)), text));
    }

    /// What one stream made lets an edit apply that the other stream had made in vain.
    @Test
    void whatBothStreamsBuiltTogetherIsNoConflict() {
        CommitId start = root(zero());
        Path free = Path.parse(document, ".free").unwrap();
        CommitId ours = update(start, ".free", AnyValue.of(texts("a")));
        CommitId theirs =
                commit(start, target -> target.unionInSet(profile, thing, free, texts("b")));
        assertEquals(
                AnyValue.of(texts("a", "b")),
                merged(ours, theirs, profile, thing, Path.parse(document, ".free")));
        assertEquals(List.of(), conflicts(ours, theirs));
    }

    @Test
    void slotThatGoesIntoWhatTheOtherStreamMadeIsNoConflict() {
        CommitId start = root(zero());
        CommitId ours = noted(start, slots(1, 2));
        Path root = Path.root(notes.documentType());
        CommitId theirs =
                commit(
                        start,
                        target ->
                                target.insertInXArray(
                                        notes, note, root, slot(2), slot(3), StringValue.of("3")));
        assertEquals(slots(1, 3, 2), merged(ours, theirs, notes, note, root));
        assertEquals(List.of(), conflicts(ours, theirs));
    }

    @Test
    void entryThatBothStreamsBuiltTogetherIsNoConflict() {
        MapType outer = (MapType) nested.documentType();
        MapType inner = (MapType) outer.element();
        SetType points = (SetType) inner.element();
        Value none = SetValue.empty(points);
        Value one = IntegerValue.of(PrimitiveType.INT8, 1);
        Value two = IntegerValue.of(PrimitiveType.INT8, 2);
        Path entry = Path.root(outer).key(pointAt(5));
        CommitId start =
                commit(CommitId.NONE, target -> target.set(nested, gadget, MapValue.empty(outer)));
        MapValue added =
                MapValue.of(outer, Map.of(pointAt(5), MapValue.of(inner, Map.of(one, none))));
        CommitId ours =
                commit(start, target -> target.unionInMap(nested, gadget, Path.root(outer), added));
        CommitId theirs =
                commit(
                        start,
                        target ->
                                target.unionInMap(
                                        nested,
                                        gadget,
                                        entry,
                                        MapValue.of(inner, Map.of(two, none))));
        assertEquals(
                MapValue.of(inner, Map.of(one, none, two, none)),
                merged(ours, theirs, nested, gadget, entry));
        assertEquals(List.of(), conflicts(ours, theirs));
    }

    private Value merged(
            CommitId ours, CommitId theirs, Attachment attachment, Key key, Path place) {
        Value found =
                analysis(ours, theirs)
                        .merged()
                        .attachmentGetting()
                        .get(attachment, key)
                        .orElseThrow();
        return Optional.ofNullable(place.resolve(found)).orElseThrow();
    }

    @Test
    void elementsAndEntriesThatTheOtherPutBackOrLeftOutAreConflicts() {
        Path labels = Path.parse(document, ".point.labels");
        Path scores = Path.parse(document, ".scores");
        MapType type = new MapType(PrimitiveType.STRING, point);
        MapValue a = MapValue.of(type, Map.of(StringValue.of("a"), pointAt(1)));
        MapValue b = MapValue.of(type, Map.of(StringValue.of("b"), pointAt(1)));
        CommitId start = update(root(zero().with("scores", a)), ".point.labels", texts("a"));
        CommitId ours =
                commit(
                        start,
                        target -> {
                            target.subtractInSet(profile, thing, labels, texts("a"));
                            target.unionInSet(profile, thing, labels, texts("b"));
                            target.subtractInMap(profile, thing, scores, texts("a"));
                            target.unionInMap(profile, thing, scores, b);
                        });
        CommitId theirs =
                commit(
                        start,
                        target -> {
                            target.update(profile, thing, labels, texts("a", "c"));
                            target.update(
                                    profile,
                                    thing,
                                    scores,
                                    a.with(StringValue.of("c"), pointAt(1)));
                        });
        assertEquals(
                List.of(
                        ".point.labels ∋ 'a'",
                        ".point.labels ∋ 'b'",
                        ".scores{'a'}",
                        ".scores{'b'}"),
                conflicts(ours, theirs).stream().map(each -> each.replace('"', '\'')).toList());
    }

    @Test
    void orderOfSlotsThatTheOtherUndidIsAConflictOfTheXArray() {
        CommitId start = noted(CommitId.NONE, slots(1, 2, 3));
        CommitId reordered = noted(start, slots(2, 1, 3));
        CommitId edited = noted(start, slots(1, 2, 3).update(slot(3), StringValue.of("c")));
        assertEquals(List.of(""), conflicts(reordered, edited));
        assertEquals(List.of("<" + slot(3) + ">"), conflicts(edited, reordered));
        assertEquals(List.of(""), conflicts(reordered, noted(start, slots(3, 2, 1))));
        CommitId same = noted(start, slots(2, 1, 3).update(slot(1), StringValue.of("a")));
        assertEquals(List.of(), conflicts(reordered, same));
        assertEquals(List.of("<" + slot(1) + ">"), conflicts(same, reordered));
    }

    @Test
    void slotsThatOnlyOneStreamHasDoNotStandInAnyOrder() {
        CommitId start = noted(CommitId.NONE, slots(1, 2));
        CommitId more = noted(start, slots(3, 1, 2, 4));
        CommitId others = noted(start, slots(1, 5, 2));
        assertEquals(List.of("<" + slot(3) + ">", "<" + slot(4) + ">"), conflicts(more, others));
        assertEquals(
                List.of(),
                conflicts(noted(start, slots(1, 2).remove(slot(2))), noted(start, slots(1))));
    }

    @Test
    void documentsThatBothStreamsCreateAreComparedSlotBySlot() {
        CommitId start = root(zero());
        CommitId ours = noted(start, slots(1, 2));
        assertEquals(List.of(""), conflicts(ours, noted(start, slots(2, 1))));
        assertEquals(List.of("<" + slot(2) + ">"), conflicts(ours, noted(start, slots(1, 3))));
    }

    @Test
    void withoutABaseSlotsAndTheirOrderAreComparedBetweenTheStreams() {
        assertEquals(List.of(""), places(withoutBase(slots(1, 2, 3), slots(2, 1))));
        assertEquals(
                List.of("<" + slot(2) + ">"), places(withoutBase(slots(1, 2, 3), slots(1, 3))));
    }

    /// No place differs that anybody could name, and yet the documents do.
    @Test
    void withoutABaseEmptiedSlotsThatOneStreamLacksAreAConflict() {
        MergeAnalysis analysis = withoutBase(slots(1, 2).remove(slot(2)), slots(1));
        assertEquals(List.of(""), places(analysis));
        OptionalType type = (OptionalType) queue.documentType();
        XArrayValue kept =
                XArrayValue.empty(new XArrayType(AnyType.ANY))
                        .insert(XArrayValue.END, slot(1), AnyValue.nil());
        CommitId start =
                commit(CommitId.NONE, target -> target.set(queue, queued, OptionalValue.nil(type)));
        CommitId left =
                commit(
                        start,
                        target ->
                                target.set(
                                        queue,
                                        queued,
                                        OptionalValue.of(type, kept.remove(slot(1)))));
        CommitId right =
                commit(
                        start,
                        target ->
                                target.set(
                                        queue,
                                        queued,
                                        OptionalValue.of(
                                                type,
                                                XArrayValue.empty(new XArrayType(AnyType.ANY)))));
        assertEquals(List.of(""), conflicts(made.merge(right, left), made.merge(left, right)));
    }

    @Test
    void slotThatTheMergeLacksGoesBeforeTheNextOneThatItHas() {
        CommitId start = noted(CommitId.NONE, slots(1, 2));
        CommitId ours = noted(start, slots(1, 3, 4, 2, 5));
        CommitId theirs = noted(start, slots(1, 2).insert(slot(2), slot(6), StringValue.of("6")));
        MergeAnalysis analysis = analysis(ours, theirs);
        assertEquals(
                List.of("<" + slot(3) + ">", "<" + slot(4) + ">", "<" + slot(5) + ">"),
                places(analysis));
        assertEquals(List.of(1, 6, 3, 2), resolved(analysis, 0));
        assertEquals(List.of(1, 6, 2, 5), resolved(analysis, 2));
        assertEquals(List.of(1, 6, 3, 4, 2, 5), resolved(analysis, 2, 1, 0));
    }

    @Test
    void slotThatOnlyTheirsHasGoesWhereTheirsHasIt() {
        MergeAnalysis analysis = withoutBase(slots(1, 2), slots(1, 3, 2));
        assertEquals(List.of("<" + slot(3) + ">"), places(analysis));
        Conflict conflict = analysis.conflicts().getFirst();
        assertEquals(Optional.empty(), conflict.merged());
        assertEquals(List.of(1, 2), live(analysis.resolve(List.of(Resolution.ours(conflict)))));
        assertEquals(
                List.of(1, 3, 2), live(analysis.resolve(List.of(Resolution.theirs(conflict)))));
    }

    @Test
    void resolutionEmptiesASlot() {
        CommitId start = noted(CommitId.NONE, slots(1, 2));
        CommitId removed = noted(start, slots(1, 2).remove(slot(1)));
        CommitId edited = noted(start, slots(1, 2).update(slot(1), StringValue.of("a")));
        MergeAnalysis analysis = analysis(removed, edited);
        assertEquals(List.of("<" + slot(1) + ">"), places(analysis));
        CommitMutableState settled =
                analysis.resolve(List.of(Resolution.ours(analysis.conflicts().getFirst())));
        assertEquals(List.of(2), live(settled));
        assertEquals(
                Optional.of(slots(1, 2).remove(slot(1))),
                settled.attachmentGetting().get(notes, note));
    }

    /// The numbers of the live slots after the conflicts of these indexes are settled as ours.
    private List<Integer> resolved(MergeAnalysis analysis, int... conflicts) {
        List<Resolution> chosen = new ArrayList<>();
        for (int each : conflicts) {
            chosen.add(Resolution.ours(analysis.conflicts().get(each)));
        }
        return live(analysis.resolve(chosen));
    }

    private List<Integer> live(CommitMutableState state) {
        XArrayValue xarray = (XArrayValue) state.attachmentGetting().get(notes, note).orElseThrow();
        List<Integer> numbers = new ArrayList<>();
        xarray.livePositions().forEach(each -> numbers.add((int) each.getLeastSignificantBits()));
        return numbers;
    }

    @Test
    void resolutionOfAnElementIsThatElementOrNothing() {
        Path labels = Path.parse(document, ".point.labels");
        CommitId start = update(root(zero()), ".point.labels", texts("a"));
        CommitId ours =
                commit(start, target -> target.unionInSet(profile, thing, labels, texts("b")));
        CommitId theirs = update(start, ".point.labels", texts("a", "c"));
        Conflict conflict = analysis(ours, theirs).conflicts().getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () -> Resolution.value(conflict, StringValue.of("c")));
        assertEquals(Optional.of(StringValue.of("b")), Resolution.ours(conflict).value());
        assertEquals(Optional.empty(), Resolution.nothing(conflict).value());
    }

    @Test
    void resolutionKeepsToTheTypeOfThePlace() {
        CommitId start = root(zero());
        Conflict conflict =
                analysis(update(start, ".text", "a"), update(start, ".text", "b"))
                        .conflicts()
                        .getFirst();
        assertThrows(IllegalArgumentException.class, () -> Resolution.nothing(conflict));
        assertThrows(IllegalArgumentException.class, () -> Resolution.value(conflict, number(1)));
    }

    @Test
    void onlyMergesAreAnalysed() {
        CommitId start = root(zero());
        CommitId ours = update(start, ".text", "a");
        CommitId theirs = update(start, ".text", "b");
        InvalidCommitException refused =
                assertThrows(
                        InvalidCommitException.class,
                        () -> MergeAnalysis.of(made.history(), start));
        assertTrue(String.valueOf(refused.getMessage()).contains(start.toString()));
        assertThrows(InvalidCommitException.class, () -> analysis(start, ours));
        assertThrows(InvalidCommitException.class, () -> analysis(ours, start));
        assertThrows(InvalidCommitException.class, () -> analysis(ours, ours));
        MergeAnalysis virtual = analysis(ours, theirs);
        assertTrue(virtual.merged().isVirtual());
        CommitId merge = made.merge(ours, theirs);
        MergeAnalysis stored = MergeAnalysis.of(made.history(), merge);
        assertFalse(stored.merged().isVirtual());
        assertEquals(merge, virtual.mergeId());
        assertEquals(merge, stored.merged().id());
        assertEquals(virtual.conflicts(), stored.conflicts());
    }
}
