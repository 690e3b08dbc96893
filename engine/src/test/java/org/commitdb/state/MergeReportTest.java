package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.EnumerationValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// What merges tell of themselves, on histories of a few commits.
final class MergeReportTest {

    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    private final HandMadeHistory made = new HandMadeHistory();
    private final Attachment profile = made.model().definitions().attachment("Rich::Thing.profile");
    private final Attachment notes = made.model().definitions().attachment("Rich::Crew.notes");
    private final Key key = Key.create(profile, made.model().thing);
    private final Key note = Key.create(notes, made.model().gadget);
    private final Path document = Path.root(profile.documentType());
    private final Value zero = Value.zero(profile.documentType());
    private final CommitId base =
            made.commit(CommitId.NONE, target -> target.set(profile, key, zero));

    private CommitId text(CommitId parent, String text) {
        return made.commit(
                parent,
                target ->
                        target.update(profile, key, document.field("text"), StringValue.of(text)));
    }

    private MergeReport report(CommitId ours, CommitId theirs) {
        MergeReport unwritten = made.history().mergeState(ours, theirs).mergeReport();
        MergeReport written = made.history().state(made.merge(ours, theirs)).mergeReport();
        assertEquals(unwritten, written);
        return written;
    }

    @Test
    void theLastWordOfOursIsWhatTheirsOverwrites() {
        CommitId ours = text(text(base, "a"), "b");
        CommitId theirs = text(text(base, "c"), "d");
        MergeReport report = report(ours, theirs);
        assertEquals(1, report.overwritten().size());
        Overwrite overwrite = report.overwritten().getFirst();
        assertEquals(Place.of(document.field("text")), overwrite.place());
        assertEquals(ours, overwrite.lost().commit());
        assertEquals(
                made.history().mergeBase(ours, theirs).orElseThrow(),
                base,
                "the streams part at the base");
        assertEquals(4, report.replay().count(Outcome.APPLIED));
        assertTrue(report.changes().isEmpty());
    }

    @Test
    void equalValuesAndOtherFieldsAreNotOverwritten() {
        CommitId ours = text(base, "same");
        CommitId theirs =
                made.commit(
                        text(base, "same"),
                        target ->
                                target.update(
                                        profile,
                                        key,
                                        document.field("raw"),
                                        Value.from(PrimitiveType.BLOB, new byte[] {7})));
        assertTrue(report(ours, theirs).overwritten().isEmpty());
    }

    @Test
    void replacingTheDocumentOverwritesEveryPlaceThatChanged() {
        CommitId ours =
                made.commit(
                        text(base, "a"),
                        target ->
                                target.unionInSet(
                                        profile, key, document.field("colors"), colors(0, 1)));
        CommitId theirs =
                made.commit(
                        base,
                        target ->
                                target.set(
                                        profile,
                                        key,
                                        ((StructureValue) zero).with("colors", colors(1))));
        List<Place> places =
                report(ours, theirs).overwritten().stream().map(Overwrite::place).toList();
        assertEquals(
                List.of(
                        Place.of(document.field("text")),
                        Place.ofElement(document.field("colors"), color(0))),
                places);
    }

    @Test
    void editsOfADocumentThatTheOtherRemovedAreDroppedBecauseOfIt() {
        CommitId ours = made.commit(base, target -> target.remove(profile, key));
        CommitId theirs = text(base, "a");
        MergeReport report = report(ours, theirs);
        assertEquals(1, report.dropped().size());
        MergeReport.Change dropped = report.dropped().getFirst();
        assertEquals(Side.THEIRS, dropped.side());
        assertEquals(Outcome.APPLIED, dropped.alone());
        assertEquals(Outcome.MISSING_DOCUMENT, dropped.merged().outcome());
        assertEquals(theirs, dropped.merged().commit());
        assertEquals(Optional.of(ours), dropped.merged().cause());
        assertEquals(1, report.replay().ineffective());
    }

    @Test
    void slotsWhoseAnchorTheOtherReplacedAreRelocatedBecauseOfIt() {
        XArrayType type = (XArrayType) notes.documentType();
        CommitId start =
                made.commit(
                        base,
                        target ->
                                target.set(
                                        notes,
                                        note,
                                        XArrayValue.empty(type)
                                                .insert(
                                                        XArrayValue.END,
                                                        FIRST,
                                                        StringValue.of("first"))));
        CommitId ours =
                made.commit(start, target -> target.set(notes, note, XArrayValue.empty(type)));
        CommitId theirs =
                made.commit(
                        start,
                        target ->
                                target.insertInXArray(
                                        notes,
                                        note,
                                        Path.root(type),
                                        FIRST,
                                        SECOND,
                                        StringValue.of("second")));
        MergeReport report = report(ours, theirs);
        assertEquals(1, report.relocated().size());
        assertEquals(report.changes(), report.relocated());
        assertEquals(List.of(), report.dropped());
        assertEquals(Optional.of(ours), report.relocated().getFirst().merged().cause());
        assertEquals(1, report.replay().count(Outcome.RELOCATED));
    }

    @Test
    void togglesOfOneSideDropWhatTheOtherBuiltOn() {
        CommitId ours = made.disable(base, base);
        CommitId theirs = text(base, "a");
        MergeReport report = report(ours, theirs);
        assertEquals(1, report.dropped().size());
        assertEquals(Outcome.MISSING_DOCUMENT, report.dropped().getFirst().merged().outcome());
        assertEquals(Side.THEIRS, report.dropped().getFirst().side());
        assertEquals(List.of(), report.relocated());
        MergeReport other = report(theirs, ours);
        assertEquals(1, other.dropped().size());
        assertEquals(Side.OURS, other.dropped().getFirst().side());
        assertEquals(theirs, other.dropped().getFirst().merged().commit());
        List<TracedOpcode> trace = made.history().mergeState(ours, theirs).trace(profile, key);
        assertEquals(Outcome.DISABLED, trace.getFirst().outcome());
        assertEquals(Optional.of(ours), trace.getFirst().cause());
    }

    @Test
    void reasonsNameTheMergeThatBroughtTheValueAndWhatItReplaced() {
        CommitId ours = text(base, "a");
        CommitId theirs = text(base, "b");
        CommitId merge = made.merge(ours, theirs);
        Explanation why = made.history().state(merge).why(profile, key, document.field("text"));
        assertEquals(Optional.of(StringValue.of("b")), why.value());
        assertEquals(1, why.made().size());
        assertEquals(theirs, why.made().getFirst().opcode().commit());
        assertEquals(Optional.of(merge), why.made().getFirst().merge());
        assertEquals(1, why.overwrites().size());
        assertEquals(ours, why.overwrites().getFirst().lost().commit());
        assertTrue(
                made.history()
                        .state(merge)
                        .why(profile, key, document.field("flag"))
                        .overwrites()
                        .isEmpty());
        assertEquals(
                base,
                made.history()
                        .state(merge)
                        .why(profile, key, document.field("flag"))
                        .made()
                        .getFirst()
                        .opcode()
                        .commit());
    }

    /// An edit that had no effect in its own stream may have one in the merged state.
    @Test
    void editsThatOnlyTheOtherStreamMakesApplyAreChangesAndNotDropped() {
        Path entry = document.field("scores").key(StringValue.of("a"));
        MapType scores = new MapType(PrimitiveType.STRING, made.model().point);
        Value zeroPoint = Value.zero(made.model().point);
        CommitId ours =
                made.commit(
                        base,
                        target ->
                                target.unionInMap(
                                        profile,
                                        key,
                                        document.field("scores"),
                                        MapValue.empty(scores)
                                                .with(StringValue.of("a"), zeroPoint)));
        CommitId theirs =
                made.commit(
                        base,
                        target ->
                                target.update(
                                        profile,
                                        key,
                                        entry.field("x"),
                                        Value.from(PrimitiveType.INT32, 5)));
        MergeReport report = report(ours, theirs);
        assertEquals(1, report.changes().size());
        MergeReport.Change change = report.changes().getFirst();
        assertEquals(Outcome.UNRESOLVED_PATH, change.alone());
        assertEquals(Outcome.APPLIED, change.merged().outcome());
        assertEquals(List.of(), report.dropped());
        assertEquals(List.of(), report.relocated());
    }

    @Test
    void elementThatTheOtherTookOutIsOverwritten() {
        Path colors = document.field("colors");
        CommitId ours =
                made.commit(base, target -> target.unionInSet(profile, key, colors, colors(0, 1)));
        CommitId theirs =
                made.commit(base, target -> target.subtractInSet(profile, key, colors, colors(0)));
        List<Overwrite> overwritten = report(ours, theirs).overwritten();
        assertEquals(1, overwritten.size());
        assertEquals(Place.ofElement(colors, color(0)), overwritten.getFirst().place());
        assertEquals(ours, overwritten.getFirst().lost().commit());
        assertEquals(theirs, overwritten.getFirst().won().commit());
    }

    @Test
    void whoReplacesASetMadeAllThatIsInIt() {
        Path colors = document.field("colors");
        CommitId added =
                made.commit(base, target -> target.unionInSet(profile, key, colors, colors(0)));
        CommitId replaced =
                made.commit(added, target -> target.update(profile, key, colors, colors(0, 1)));
        Place element = Place.ofElement(colors, color(0));
        assertEquals(List.of(added), makers(added, element));
        assertEquals(List.of(replaced), makers(replaced, element));
        assertEquals(List.of(base, replaced), makers(replaced, Place.of(document)));
    }

    private List<CommitId> makers(CommitId tip, Place place) {
        return made.history().state(tip).why(profile, key, place).made().stream()
                .map(each -> each.opcode().commit())
                .toList();
    }

    @Test
    void stateTellsWhatItsMergesOverwrote() {
        CommitId ours = text(base, "a");
        CommitId theirs = text(base, "b");
        CommitId child = text(made.merge(ours, theirs), "c");
        List<Overwrite> overwrites = made.history().state(child).report().overwrites();
        assertEquals(1, overwrites.size());
        assertEquals(ours, overwrites.getFirst().lost().commit());
        assertEquals(theirs, overwrites.getFirst().won().commit());
        assertEquals(List.of(), made.history().state(ours).report().overwrites());
    }

    @Test
    void reasonsComeInLinearOrder() {
        CommitId first = text(base, "a");
        CommitId second =
                made.commit(
                        first,
                        target ->
                                target.update(
                                        profile,
                                        key,
                                        document.field("flag"),
                                        Value.from(PrimitiveType.BOOL, true)));
        CommitId third = text(second, "b");
        assertEquals(
                List.of(base, second, third),
                made.history().state(third).why(profile, key, document).made().stream()
                        .map(each -> each.opcode().commit())
                        .toList());
    }

    @Test
    void onlyMergesHaveAReport() {
        CommitState state = made.history().state(base);
        assertThrows(IllegalStateException.class, state::mergeReport);
        assertThrows(IllegalStateException.class, made.history().initialState()::mergeReport);
    }

    @Test
    void reasonsForAPathIntoAnotherTypeAreRefused() {
        CommitState state = made.history().state(base);
        Path elsewhere = Path.root(made.model().point);
        assertThrows(IllegalArgumentException.class, () -> state.why(profile, key, elsewhere));
    }

    private Value color(int index) {
        return EnumerationValue.of(made.model().color, index);
    }

    private SetValue colors(int... indexes) {
        SetValue.Builder colors = SetValue.empty(new SetType(made.model().color)).toBuilder();
        for (int index : indexes) {
            colors.add(color(index));
        }
        return colors.build();
    }
}
