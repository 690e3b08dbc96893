package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.AnyValue;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;

/// Whom a trace names as the cause when an opcode is not plainly applied.
final class TracedReplayTest {

    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final StringValue TEXT = StringValue.of("text");

    private final HandMadeHistory made = new HandMadeHistory();
    private final RichModel model = made.model();
    private final Attachment profile = model.definitions().attachment("Rich::Thing.profile");
    private final Attachment notes = model.definitions().attachment("Rich::Crew.notes");
    private final Key key = Key.create(profile, model.thing);
    private final Key note = Key.create(notes, model.gadget);
    private final Path scores = Path.parse(profile.documentType(), ".scores");
    private final Path slots = Path.root(notes.documentType());
    private final CommitId base =
            made.commit(
                    CommitId.NONE,
                    target -> {
                        target.set(profile, key, Value.zero(profile.documentType()));
                        target.set(
                                notes,
                                note,
                                XArrayValue.empty(new XArrayType(PrimitiveType.STRING)));
                    });

    private CommitId commit(CommitId parent, Consumer<AttachmentMutating> change) {
        return made.commit(parent, change);
    }

    private TracedOpcode last(CommitId tip, Attachment attachment, Key of) {
        return made.history().state(tip).trace(attachment, of).getLast();
    }

    private void assertLast(Outcome outcome, Optional<CommitId> cause, CommitId tip) {
        assertLast(outcome, cause, last(tip, profile, key));
    }

    private void assertLastNote(Outcome outcome, Optional<CommitId> cause, CommitId tip) {
        assertLast(outcome, cause, last(tip, notes, note));
    }

    private static void assertLast(Outcome outcome, Optional<CommitId> cause, TracedOpcode opcode) {
        assertEquals(outcome, opcode.outcome());
        assertEquals(cause, opcode.cause());
    }

    private CommitId insert(CommitId parent, UUID before, UUID position) {
        return commit(
                parent,
                target -> target.insertInXArray(notes, note, slots, before, position, TEXT));
    }

    private MapValue entry(String name) {
        return MapValue.of(
                new MapType(PrimitiveType.STRING, model.point),
                Map.of(StringValue.of(name), Value.zero(model.point)));
    }

    private static SetValue texts(String text) {
        return SetValue.of(new SetType(PrimitiveType.STRING), StringValue.of(text));
    }

    @Test
    void whatWasAppliedHasNoCause() {
        assertLast(Outcome.APPLIED, Optional.empty(), base);
    }

    @Test
    void missingDocumentIsDueToWhoRemovedIt() {
        CommitId removed = commit(base, target -> target.remove(profile, key));
        CommitId again = commit(removed, target -> target.remove(profile, key));
        assertLast(Outcome.MISSING_DOCUMENT, Optional.of(removed), again);
        CommitId first = commit(CommitId.NONE, target -> target.remove(profile, key));
        assertLast(Outcome.MISSING_DOCUMENT, Optional.empty(), first);
    }

    @Test
    void pathThatLeadsNowhereIsDueToWhoTookAwayWhatItLeadsThrough() {
        CommitId added =
                commit(base, target -> target.unionInMap(profile, key, scores, entry("a")));
        CommitId removed =
                commit(added, target -> target.subtractInMap(profile, key, scores, texts("a")));
        Path within = scores.key(StringValue.of("a")).field("x");
        Value one = IntegerValue.of(PrimitiveType.INT32, 1);
        Consumer<AttachmentMutating> edit = target -> target.update(profile, key, within, one);
        assertLast(Outcome.UNRESOLVED_PATH, Optional.of(removed), commit(removed, edit));
        assertLast(Outcome.APPLIED, Optional.empty(), commit(added, edit));
    }

    @Test
    void valueOfAnotherKindIsDueToWhoPutItThere() {
        Path free = Path.parse(profile.documentType(), ".free");
        CommitId text =
                commit(base, target -> target.update(profile, key, free, AnyValue.of(TEXT)));
        CommitId union =
                commit(text, target -> target.unionInSet(profile, key, free.unwrap(), texts("a")));
        assertLast(Outcome.WRONG_KIND, Optional.of(text), union);
    }

    @Test
    void absentEntryIsDueToWhoRemovedItOrWroteTheMap() {
        CommitId added =
                commit(base, target -> target.unionInMap(profile, key, scores, entry("a")));
        CommitId removed =
                commit(added, target -> target.subtractInMap(profile, key, scores, texts("a")));
        Consumer<AttachmentMutating> edit =
                target -> target.updateInMap(profile, key, scores, entry("a"));
        assertLast(Outcome.ABSENT_ENTRY, Optional.of(removed), commit(removed, edit));
        assertLast(Outcome.ABSENT_ENTRY, Optional.of(base), commit(base, edit));
    }

    @Test
    void updateOfAMapWritesOnlyTheEntriesThatItHas() {
        CommitId added =
                commit(base, target -> target.unionInMap(profile, key, scores, entry("a")));
        MapValue both = entry("a").with(StringValue.of("b"), Value.zero(model.point));
        CommitId updated = commit(added, target -> target.updateInMap(profile, key, scores, both));
        CommitState state = made.history().state(updated);
        assertEquals(updated, maker(state, scores.key(StringValue.of("a"))));
        assertEquals(base, maker(state, scores.key(StringValue.of("b"))));
    }

    private CommitId maker(CommitState state, Path path) {
        List<Explanation.Influence> made = state.why(profile, key, path).made();
        assertEquals(1, made.size());
        return made.getFirst().opcode().commit();
    }

    @Test
    void absentSlotIsDueToWhoEmptiedItOrWroteTheXArray() {
        CommitId inserted = insert(base, XArrayValue.END, FIRST);
        CommitId emptied =
                commit(inserted, target -> target.removeInXArray(notes, note, slots, FIRST));
        Consumer<AttachmentMutating> remove =
                target -> target.removeInXArray(notes, note, slots, FIRST);
        assertLastNote(Outcome.ABSENT_ENTRY, Optional.of(emptied), commit(emptied, remove));
        assertLastNote(Outcome.ABSENT_ENTRY, Optional.of(base), commit(base, remove));
        CommitId update =
                commit(base, target -> target.updateInXArray(notes, note, slots, FIRST, TEXT));
        assertLastNote(Outcome.ABSENT_ENTRY, Optional.of(base), update);
    }

    @Test
    void relocationIsDueToWhoWroteWhereTheAnchorIsNot() {
        CommitId relocated = insert(base, FIRST, SECOND);
        assertLastNote(Outcome.RELOCATED, Optional.of(base), relocated);
    }

    @Test
    void disabledOpcodeIsDueToTheToggleAndTheMaskedSlotStaysForOthers() {
        CommitId inserted = insert(base, XArrayValue.END, FIRST);
        CommitId updated =
                commit(inserted, target -> target.updateInXArray(notes, note, slots, FIRST, TEXT));
        CommitId disabled = made.disable(updated, inserted);
        List<TracedOpcode> trace = made.history().state(disabled).trace(notes, note);
        assertLast(Outcome.DISABLED, Optional.of(disabled), trace.get(1));
        assertLast(Outcome.MASKED_SLOT, Optional.of(base), trace.get(2));
    }

    @Test
    void opcodesToWhichOnlyADisabledMergeLeadsAreUnreachedWithoutACause() {
        CommitId ours = insert(base, XArrayValue.END, FIRST);
        CommitId theirs = insert(base, XArrayValue.END, SECOND);
        CommitId merge = made.merge(ours, theirs);
        CommitId disabled = made.disable(merge, merge);
        assertLastNote(Outcome.APPLIED, Optional.empty(), merge);
        assertLastNote(Outcome.UNREACHED, Optional.empty(), disabled);
        assertEquals(1, made.history().state(disabled).report().count(Outcome.UNREACHED));
        assertEquals(1, made.history().state(disabled).report().ineffective());
    }
}
